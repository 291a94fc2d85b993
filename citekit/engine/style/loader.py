"""Loading a style: where it comes from, the safe parser, citekit's element classes in citeproc-py's style."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from citeproc.frontend import CitationStylesStyle

from ...common.errors import StyleError, as_path
from .finding import TO_INSTALL, official_folders, style_path, with_rules
from .locale import NS, XML_LANG, Locale, LocaleData, read_locale, unescaped

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 5_000_000
MAX_DEPTH = 200
COUNTS = frozenset(
    "entry-spacing et-al-min et-al-subsequent-min et-al-subsequent-use-first et-al-use-first line-spacing names-min "
    "names-use-first near-note-distance".split()
)


def style_bytes(style: str | bytes | os.PathLike[str]) -> tuple[bytes, str]:
    """The XML of a style given by name, path or text, and the name to call it by in messages."""
    if isinstance(style, bytes):
        return style, "the style"
    text = as_path(style, "a style")
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return text.encode("utf-8"), "the style"
    path = style_path(text) or (text if os.path.isfile(text) else "")
    if not path:
        hint = "`citekit styles` lists the names; a path to a .csl file works too"
        raise StyleError(f"there is no style “{text}”", hint=hint if official_folders() else f"{hint}; {TO_INSTALL}")
    path = with_rules(path)
    if os.path.getsize(path) > MAX_BYTES:
        raise StyleError("the file is too large for a style (over 5 MB)", where=text)
    with open(path, "rb") as file:
        return file.read(), text


def _element_classes(own: Mapping[str, Any]) -> dict[str | None, Any]:
    """citeproc-py's element classes, our subclasses in the places where they complete them."""
    from citeproc.model import CitationStylesElement

    classes: dict[str | None, Any] = {None: CitationStylesElement}
    for cls in CitationStylesElement.__subclasses__():
        classes[cls.__name__.replace("_", "-").lower()] = cls
    classes.update(own)
    return classes


class LoadedStyle(CitationStylesStyle):  # type: ignore[misc]
    """A citeproc-py style whose elements are citekit's, parsed without entities, network or external files."""

    def __init__(self, data: bytes, classes: Mapping[str, Any], name: str = "the style") -> None:
        """``data``: the XML of a style; ``classes``: those of its elements by name; ``name``: its name in messages."""
        from lxml import etree

        self.name = name
        if len(data) > MAX_BYTES:
            raise StyleError("the style is too large (over 5 MB)", where=self.name)
        if b"<!ENTITY" in data[:200_000]:
            raise StyleError("the style declares XML entities, which are not allowed", where=self.name)
        lookup = etree.ElementNamespaceClassLookup()
        lookup.get_namespace("http://purl.org/net/xbiblio/csl").update(_element_classes(classes))
        self.parser = etree.XMLParser(
            remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True, load_dtd=False
        )
        self.parser.set_element_class_lookup(lookup)
        try:
            self.xml = etree.parse(io.BytesIO(data.lstrip(b"\xef\xbb\xbf \t\r\n")), self.parser)
        except etree.XMLSyntaxError as error:
            what = str(error.msg).split(", line ")[0]
            raise StyleError(f"not well-formed XML: {what}", where=f"{self.name}, line {error.lineno}") from None
        self.root = self.xml.getroot()
        # lxml makes element objects anew when nobody holds them; what is kept on them must stay
        self.elements = list(self.root.iter())
        if b"&amp;#" in data:
            self._unescape()
        self._check()
        self.macros: dict[str, _Element] = {}
        self.in_style: list[tuple[str, LocaleData]] = []
        for child in self.root:
            if child.tag == NS + "macro":
                self.macros[child.get("name") or ""] = child
            elif child.tag == NS + "locale":
                self.in_style.append((child.get(XML_LANG) or "", read_locale(child)))
        self.macro_calls = self._most_calls(self._check_macros())
        # whether the style prints year suffixes itself, by their variable or in citation labels
        self.uses_year_suffix = any(
            e.get("variable") in ("year-suffix", "citation-label") for e in self.elements if e.tag == NS + "text"
        )
        self.citation: _Element = self.root.find(NS + "citation")
        self.bibliography_element: _Element | None = self.root.find(NS + "bibliography")

    def _unescape(self) -> None:
        """Characters that a style escapes twice (``&amp;#160;``) are what they stand for, in all attributes."""
        for element in self.elements:
            for name, value in element.attrib.items():
                if "&#" in value:
                    element.set(name, unescaped(value))

    def _check(self) -> None:
        if self.root.tag != NS + "style":
            hint = 'a CSL 1.0 style begins with <style xmlns="http://purl.org/net/xbiblio/csl">'
            raise StyleError("this is not a CSL style", where=self.name, hint=hint)
        parent = next((e for e in self.root.iter(NS + "link") if e.get("rel") == "independent-parent"), None)
        if self.root.find(NS + "citation") is None:
            if parent is not None:
                href = (parent.get("href") or "").rsplit("/", 1)[-1]
                raise StyleError("this is a dependent style without rules", where=self.name, hint=f"use “{href}”")
            raise StyleError("the style has no <citation>", where=self.name)
        if self.root.find(f"{NS}citation/{NS}layout") is None:
            raise StyleError(
                "<citation> has no <layout>", where=f"{self.name}, line {self.root.find(NS + 'citation').sourceline}"
            )
        depth, level = 0, list(self.root)
        while level:
            depth, level = depth + 1, [child for element in level for child in element]
        if depth > MAX_DEPTH:
            raise StyleError("the style nests elements too deeply", where=self.name)
        for element in self.elements:
            for name in COUNTS.intersection(element.keys()):
                value = element.get(name).strip()
                if not (value.isascii() and value.isdigit() and len(value) <= 6):
                    where = f"{self.name}, line {element.sourceline}"
                    raise StyleError(f"{name} must be a whole number, not “{value[:40]}”", where=where)

    def _check_macros(self) -> list[str]:
        """Every macro called is defined, and none calls itself, directly or through others; gives their names, each
        after those that it calls.
        """
        calls: dict[str, list[tuple[str, int]]] = {"": []}
        for part in self.root:
            holder = calls.setdefault(part.get("name") or "" if part.tag == NS + "macro" else "", [])
            for element in part.iter(NS + "text", NS + "key"):
                name = element.get("macro")
                if name is None:
                    continue
                where = f"{self.name}, line {element.sourceline}"
                if name not in self.macros:
                    raise StyleError(f"the macro “{name}” is called but not defined", where=where)
                holder.append((name, element.sourceline))
        done: dict[str, None] = {}

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in done:
                return
            for called, line in calls.get(name, []):
                if called in path:
                    raise StyleError(f"the macro “{called}” calls itself", where=f"{self.name}, line {line}")
                if len(path) > MAX_DEPTH:
                    raise StyleError("macros call each other too deeply", where=f"{self.name}, line {line}")
                visit(called, (*path, called))
            done[name] = None

        for name in self.macros:
            visit(name, (name,))
        return list(done)

    def _most_calls(self, names: list[str]) -> int:
        """How many macros one cite, entry or sort key calls at most; of a choice one branch is taken."""
        most: dict[str, int] = {}

        def count(element: Any) -> int:
            calls = [count(child) for child in element if len(child) or child.get("macro") is not None]
            called = element.get("macro")
            own = most[called] + 1 if called is not None and element.tag in (NS + "text", NS + "key") else 0
            return own + (max(calls, default=0) if element.tag == NS + "choose" else sum(calls))

        for name in names:
            most[name] = count(self.macros[name])
        return max(count(e) for e in self.root if e.tag in (NS + "citation", NS + "bibliography"))

    def locale(self, lang: str | None) -> Locale:
        """The locale asked for, else the style's default, else ``en-US``.

        Only one that is asked for has its months in their case beside a day: a style as it stands prints its terms.
        """
        return Locale(lang or self.root.get("default-locale") or "en-US", self.in_style, declines=bool(lang))
