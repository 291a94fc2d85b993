"""What a MODS record describes a work by: language, extent, abstract, notes, subjects."""

from __future__ import annotations

from typing import Any

from ...common.tables import table
from ..item_builder import ItemBuilder
from ..record_fields import put_extent
from ..xml import attribute, children, local_name, text_at, text_of, texts_at
from .names import name_of
from .titles import title_text


def add_description(build: ItemBuilder, mods: Any) -> None:
    """Language, physical description, abstract, contents, notes, subjects."""
    _languages(build, mods)
    for description in children(mods, "physicalDescription"):
        _physical(build, description)
    for abstract in children(mods, "abstract"):
        text = text_of(abstract) or attribute(abstract, "href")
        if build.item.get("abstract") and text != build.item["abstract"]:
            build.item["abstract"] += f"\n{text}"
        else:
            build.put("abstract", text)
    for text in texts_at(mods, "tableOfContents"):
        build.note(text, "Table of contents")
    for text in texts_at(mods, "targetAudience"):
        build.note(text, "Audience")
    for note in children(mods, "note"):
        _note(build, note)
    for subject in children(mods, "subject"):
        _subject(build, subject)
    for text in texts_at(mods, "extension"):
        build.note(text, "Extension")


def _languages(build: ItemBuilder, mods: Any) -> None:
    for language in children(mods, "language"):
        terms = list(children(language, "languageTerm"))
        written = [text_of(t) for t in terms if attribute(t, "type") == "text" and text_of(t)]
        codes = [text_of(t) for t in terms if attribute(t, "type") != "text" and text_of(t)]
        text = next(iter([*codes, *written]), "") or text_of(language)
        part = attribute(language, "objectPart")
        if part:
            build.note(text, f"Language ({part})")
        else:
            build.put("language", text, "Another language")
        for script in texts_at(language, "scriptTerm"):
            build.note(script, "Script")


_PHYSICAL = {
    "internetMediaType": "Media type",
    "digitalOrigin": "Digital origin",
    "reformattingQuality": "Reformatting quality",
    "note": "Physical description",
}


def _physical(build: ItemBuilder, description: Any) -> None:
    for one in children(description):
        name, text = local_name(one), text_of(one)
        if name == "extent":
            unit = attribute(one, "unit")
            put_extent(build, f"{text} {unit}" if unit and text.isdigit() else text)
        elif name == "form":
            if build.item["type"] in ("graphic", "motion_picture", "song", "interview", "broadcast", "software"):
                build.put("medium", text, "Form")
            else:
                build.note(text, "Form")
        else:
            build.note(text, _PHYSICAL.get(name, "Physical description"))


def _note(build: ItemBuilder, note: Any) -> None:
    kind = attribute(note, "type")
    label = attribute(note, "displayLabel").rstrip(":") or table("mods")["notes"].get(kind, kind[:1].upper() + kind[1:])
    text = text_of(note) or attribute(note, "href")
    if kind == "thesis" and build.item["type"] == "thesis":
        build.put("genre", text, "Thesis")
    else:
        build.note(text, label)


def _subject(build: ItemBuilder, subject: Any) -> None:
    parts = []
    for one in children(subject):
        name = local_name(one)
        if name == "cartographics":
            for detail in children(one):
                if local_name(detail) == "scale":
                    build.put("scale", text_of(detail))
                else:
                    build.note(text_of(detail), local_name(detail).capitalize())
        elif name == "name":
            dates = [text_of(p) for p in children(one, "namePart") if attribute(p, "type") == "date"]
            parts.append(", ".join([name_of(one)[1], *dates]))
        elif name == "titleInfo":
            parts.append(title_text(one))
        elif name == "hierarchicalGeographic":
            parts.append("--".join(text_of(part) for part in children(one) if text_of(part)))
        elif name != "geographicCode":
            parts.append(text_of(one))
    text = "--".join(filter(None, parts))
    build.add_keywords([text] if text else [text_of(subject)] if not len(subject) else [])
    if code := text_at(subject, "geographicCode"):
        build.note(code, "Geographic code")
