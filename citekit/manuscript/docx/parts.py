"""The parts of a Word package (ECMA-376 part 2): found by their relationships, changed as text, added where missing."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any

from ...common.errors import ReadError
from ...common.files.package import Package
from ...common.files.xml_text import attributes, decode, parse, tags, xml_escape
from ...common.tables import table
from .properties import order
from .reading import WORD, read_story
from .story import Story

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_CONTENT = "application/vnd.openxmlformats-officedocument."
_NAMESPACES = f'xmlns:w="{WORD[0]}" xmlns:r="{_RELATIONS.rstrip("/")}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)
_VT = _RELATIONS.replace("relationships/", "docPropsVTypes")
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SIGNED = "_xmlsignatures/"


@dataclass(frozen=True)
class Style:
    """A style: its id, its type (``paragraph``, ``character`` …), its name in lower case, and whether it is the
    default.
    """

    id: str
    type: str
    name: str
    default: bool


class WordPackage:
    """A Word document as a package. Texts of parts are kept with their encodings."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.where = package.where
        self._encodings: dict[str, str] = {}
        self.document = self._main()
        self.relations = posixpath.join(
            posixpath.dirname(self.document), "_rels", posixpath.basename(self.document) + ".rels"
        )
        folder = posixpath.dirname(self.document)
        self._targets = self._related(self.relations, folder)
        kinds = self._all_related(self.relations, folder)
        self.headers = [path for kind, path in kinds if kind in ("header", "footer") and path in package]
        self.strict = WORD[1].encode() in package.part(self.document)[:5000]
        self.footnotes = self._targets.get("footnotes", "")
        self.endnotes = self._targets.get("endnotes", "")
        self.styles_part = self._targets.get("styles", "")
        self.settings_part = self._targets.get("settings", "")
        self._styles: list[Style] | None = None

    def _main(self) -> str:
        if _TYPES not in self.package:
            raise ReadError("this is not a Word document", where=self.where, hint="save it as .docx")
        self.tree(_TYPES)
        main = self._related("_rels/.rels", "").get("officeDocument", "")
        if not main or main not in self.package:
            raise ReadError("this is not a Word document", where=self.where, hint="save it as .docx")
        if "wordprocessingml" not in self.text(_TYPES) and "ms-word" not in self.text(_TYPES):
            raise ReadError("this is not a Word document", where=self.where, hint="save it as .docx")
        return main

    def _related(self, part: str, folder: str) -> dict[str, str]:
        """The parts that a part is related to, by the last word of the relationship's type; the first of each."""
        found: dict[str, str] = {}
        for kind, path in self._all_related(part, folder):
            found.setdefault(kind, path)
        return found

    def _all_related(self, part: str, folder: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for one in self.tree(part) if part in self.package else ():
            if one.get("TargetMode") == "External" or not isinstance(one.tag, str):
                continue
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((one.get("Type", "").rpartition("/")[2], path))
        return found

    @property
    def signed(self) -> bool:
        """Whether the document carries a digital signature, which any change breaks."""
        return any(name.startswith(_SIGNED) for name in self.package.names())

    def tree(self, name: str) -> Any:
        """The tree of a part, for looking only."""
        return parse(self.package.part(name), f"{self.where}/{name}")

    def text(self, name: str) -> str:
        """The text of a part."""
        text, self._encodings[name] = decode(self.package.part(name), f"{self.where}/{name}")
        return text

    def put(self, name: str, text: str) -> None:
        """Replace or add a part."""
        self.package.put(name, text.encode(self._encodings.get(name, "utf-8"), "xmlcharrefreplace"))

    def story(self, name: str) -> Story:
        """The story of a part that is well-formed."""
        self.tree(name)
        return read_story(name, self.text(name), self.where)

    # -- styles

    def styles(self) -> list[Style]:
        """The styles of the document."""
        if self._styles is None:
            self._styles = []
            if self.styles_part in self.package:
                for one in self.tree(self.styles_part):
                    if isinstance(one.tag, str) and one.tag.endswith("}style"):
                        self._styles.append(_style(one))
        return self._styles

    def style(self, name: str, kind: str) -> str:
        """The id of a built-in style by its name and type; it is added where the document does not have it."""
        found = next((s.id for s in self.styles() if s.name == name and s.type == kind), "")
        if found:
            return found
        taken = {s.id for s in self.styles()}
        style_id = name.title().replace(" ", "")
        while style_id in taken:
            style_id += "1"
        base = next((s.id for s in self.styles() if s.type == kind and s.default), "")
        based = f'<w:basedOn w:val="{xml_escape(base)}"/>' if base else ""
        made = table("wordprocessing")["styles"][name].replace("\n", "").format(id=style_id, based=based)
        if not self.styles_part:
            self.styles_part = self._add("styles", f"{_HEAD}<w:styles {_NAMESPACES}></w:styles>")
        text = self.text(self.styles_part)
        self.put(self.styles_part, _before_end(text, "styles", made))
        self.styles().append(Style(style_id, kind, name, False))
        return style_id

    def style_ids(self, name: str, kind: str = "paragraph") -> set[str]:
        """The ids of the styles of a name (``heading 1``)."""
        return {s.id for s in self.styles() if s.name == name and s.type == kind}

    # -- parts that may be missing

    def ensure_footnotes(self) -> None:
        """A footnotes part with its separators, and what the settings must say of them."""
        if self.footnotes and self.footnotes in self.package:
            return
        self.footnotes = self._add("footnotes", f"{_HEAD}<w:footnotes {_NAMESPACES}>{_SEPARATORS}</w:footnotes>")
        declared = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        if not self.settings_part:
            self.settings_part = self._add("settings", f"{_HEAD}<w:settings {_NAMESPACES}></w:settings>")
        self.put(self.settings_part, _with_setting(self.text(self.settings_part), "footnotePr", declared))

    def custom_properties(self) -> dict[str, str]:
        """The custom properties that are texts."""
        part = self._related("_rels/.rels", "").get("custom-properties", "")
        if part not in self.package:
            return {}
        return {one.get("name", ""): "".join(one.itertext()) for one in self.tree(part) if isinstance(one.tag, str)}

    def set_custom_properties(self, pieces: list[tuple[str, str]], replaces: Any) -> None:
        """Set custom properties; those for whose names ``replaces`` is true go."""
        part = self._related("_rels/.rels", "").get("custom-properties", "")
        if part not in self.package:
            part = self._add_package_part(
                "docProps/custom.xml",
                "custom-properties",
                _CONTENT + "custom-properties+xml",
                f'{_HEAD}<Properties xmlns="{_RELATIONS.replace("relationships/", "custom-properties")}" '
                f'xmlns:vt="{_RELATIONS.replace("relationships/", "docPropsVTypes")}"></Properties>',
            )
        text = self.text(part)
        if dict(pieces) == {n: v for n, v in self.custom_properties().items() if replaces(n)}:
            return
        text, last = _without_properties(text, replaces)
        made = "".join(
            f'<property fmtid="{_FMTID}" pid="{last + n}" name="{name}"><vt:lpwstr xmlns:vt="{_VT}">'
            f"{xml_escape(value)}</vt:lpwstr></property>"
            for n, (name, value) in enumerate(pieces, 1)
        )
        self.put(part, _before_end(text, "Properties", made, plain=True))

    def _add(self, kind: str, text: str) -> str:
        if self.strict:
            text = text.replace(WORD[0], WORD[1]).replace(_RELATIONS.rstrip("/"), _STRICT.rstrip("/"))
        folder = posixpath.dirname(self.document)
        name = posixpath.join(folder, f"{kind}.xml")
        while name in self.package:
            name = name.replace(".xml", "1.xml")
        self.put(name, text)
        self._declare(name, f"{_CONTENT}wordprocessingml.{kind}+xml")
        self._relate(self.relations, kind, posixpath.relpath(name, folder) if folder else name)
        return name

    def _add_package_part(self, name: str, kind: str, content_type: str, text: str) -> str:
        while name in self.package:
            name = name.replace(".xml", "1.xml")
        self.put(name, text)
        self._declare(name, content_type)
        self._relate("_rels/.rels", kind, name)
        return name

    def _declare(self, name: str, content_type: str) -> None:
        text = self.text(_TYPES)
        made = f'<Override PartName="/{xml_escape(name)}" ContentType="{content_type}"/>'
        self.put(_TYPES, _before_end(text, "Types", made, plain=True))

    def _relate(self, relations: str, kind: str, target: str) -> None:
        if relations not in self.package:
            self.put(
                relations,
                f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
            )
        text = self.text(relations)
        taken = {attributes(tag.attributes).get("Id", "") for tag in tags(text)}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        base = _STRICT if self.strict else _RELATIONS
        made = f'<Relationship Id="rId{number}" Type="{base}{kind}" Target="{xml_escape(target)}"/>'
        self.put(relations, _before_end(text, "Relationships", made, plain=True))


def _style(element: Any) -> Style:
    def get(one: Any, name: str) -> str:
        return next((v for k, v in one.attrib.items() if k.rpartition("}")[2] == name), "")

    name = next((get(child, "val") for child in element if str(child.tag).endswith("}name")), "")
    return Style(
        get(element, "styleId"), get(element, "type"), name.lower(), get(element, "default") in ("1", "true", "on")
    )


def _before_end(text: str, root: str, xml: str, *, plain: bool = False) -> str:
    """A part with something put at the end of its root; an empty root is opened."""
    last = [tag for tag in tags(text) if tag.name.rpartition(":")[2] == root][-1]
    prefix = last.name[: -len(root)]
    if prefix != "w:" and not plain:
        xml = re.sub(r"(</?|\s)w:", rf"\1{prefix}", xml)
    if plain and prefix:
        xml = re.sub(r"(</?)(?=[A-Za-z]+[ >/])", rf"\1{prefix}", xml)
    if last.kind == "<>":
        opening = text[last.start : last.end - 2].rstrip()
        return f"{text[: last.start]}{opening}>{xml}</{last.name}>{text[last.end :]}"
    return text[: last.start] + xml + text[last.start :]


def _with_setting(text: str, name: str, xml: str) -> str:
    """The settings with one more, in its place in the order; a ``footnotePr`` that is there gets the separators."""
    ranks = order("settings")
    depth = 0
    for tag in tags(text):
        prefix, _, local = tag.name.rpartition(":")
        prefix = prefix + ":" if prefix else ""
        if tag.kind == "/":
            depth -= 1
            if depth == 0:
                break
            continue
        if depth == 1 and local == name:
            return _filled(text, tag.start, tag.end, tag.kind == "<>", tag.name, prefix, xml)
        if depth == 1 and ranks.get(local, -1) > ranks[name]:
            return text[: tag.start] + re.sub(r"(</?|\s)w:", rf"\1{prefix}", xml) + text[tag.start :]
        depth += tag.kind == "<"
    return _before_end(text, "settings", xml)


def _filled(text: str, start: int, end: int, empty: bool, name: str, prefix: str, xml: str) -> str:
    """A ``footnotePr`` of the settings with the separators at its end."""
    inner = "".join(re.findall(r"<w:footnote [^>]*>", xml)).replace("w:", prefix)
    if empty:
        return f"{text[:start]}<{name}>{inner}</{name}>{text[end:]}"
    close = text.index(f"</{name}>", end)
    if re.search(rf"<{prefix}footnote\s", text[end:close]):
        return text
    return text[:close] + inner + text[close:]


def _without_properties(text: str, replaces: Any) -> tuple[str, int]:
    """Custom properties without those that are replaced, and the highest number in use (they begin with 2)."""
    out: list[str] = []
    at, last, start = 0, 1, -1
    for tag in tags(text):
        if tag.name.rpartition(":")[2] != "property":
            continue
        if tag.kind == "/" and start >= 0:
            out.append(text[at:start])
            at, start = tag.end, -1
        elif tag.kind != "/":
            values = attributes(tag.attributes)
            if replaces(values.get("name", "")):
                start = tag.start
            elif values.get("pid", "").isdigit():
                last = max(last, int(values["pid"]))
    out.append(text[at:])
    return "".join(out), last
