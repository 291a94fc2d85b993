"""What Zotero's plug-ins keep of a document as a whole: the style, its language, where notes stand.

The preferences are one XML text, kept in custom properties ``ZOTERO_PREF_1`` … of at most 255 characters each.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from ..common.errors import StyleError
from ..common.files.xml_text import attributes, tags, xml_escape
from ..common.tables import table
from ..engine.style.finding import own_styles
from ..engine.style.loader import style_bytes

PIECE = 255
_OFFICIAL = "http://www.zotero.org/styles/"
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_NAME = re.compile(r"ZOTERO_PREF_([0-9]{1,4})\Z")
_ID = re.compile(rb"<id>\s*([^<\s]+)\s*</id>")


@dataclass(frozen=True)
class Preferences:
    """``style`` is the address of a style that Zotero can install; ``field_type`` ``Field``, ``ReferenceMark`` or
    ``Bookmark``; ``install`` is the style that a person must install first, or nothing."""

    style: str
    locale: str
    notes: bool
    bibliography: bool
    field_type: str
    session: str
    install: str = ""

    def xml(self) -> str:
        """The preferences as Zotero writes them (data version 3)."""
        prefs = {"fieldType": self.field_type, "noteType": "1" if self.notes else "0"}
        listed = "".join(f'<pref name="{name}" value="{value}"/>' for name, value in prefs.items())
        return (
            f'<data data-version="3" zotero-version="7.0.0"><session id="{xml_escape(self.session)}"/>'
            f'<style id="{xml_escape(self.style)}" locale="{xml_escape(self.locale)}" '
            f'hasBibliography="{int(self.bibliography)}" bibliographyStyleHasBeenSet="0"/>'
            f"<prefs>{listed}</prefs></data>"
        )

    def pieces(self) -> list[tuple[str, str]]:
        """The properties: (name, value), none of them too long."""
        text = self.xml()
        return [(f"ZOTERO_PREF_{n // PIECE + 1}", text[n : n + PIECE]) for n in range(0, len(text), PIECE)]


def is_preference(name: str) -> bool:
    """Whether a custom property is a piece of Zotero's preferences."""
    return _NAME.match(name) is not None


def joined(properties: dict[str, str]) -> str:
    """The preferences that a document has, from its custom properties; an empty string for none."""
    numbered = sorted((int(m[1]), value) for name, value in properties.items() if (m := _NAME.match(name)))
    return "".join(value for _, value in numbered)


def style_of(text: str) -> str:
    """Our name for the style that a document's preferences name, or an empty string where there is none by that
    name.
    """
    found = next((attributes(tag.attributes).get("id", "") for tag in tags(text) if tag.name == "style"), "")
    name = found.rpartition("/")[2]
    ours = {official: own for own, official in table("zotero_styles").items() if own in own_styles()}
    if name in ours or name in own_styles():
        return ours.get(name, name)
    try:
        style_bytes(name)
    except (StyleError, OSError):
        return ""
    return name if found.startswith(_OFFICIAL) else ""


def session_of(text: str, seed: bytes) -> str:
    """The session that a document's preferences name, or one made for it."""
    found = next((attributes(tag.attributes).get("id", "") for tag in tags(text) if tag.name == "session"), "")
    return found or "".join(_ALPHABET[b % len(_ALPHABET)] for b in hashlib.sha256(seed).digest()[:8])


def installable(style: str) -> tuple[str, str]:
    """The address of a style that Zotero can install, and the file that a person must install first (or nothing)."""
    official = table("zotero_styles").get(style)
    if official:
        return _OFFICIAL + official, ""
    data, _ = style_bytes(style)
    match = _ID.search(data)
    address = match[1].decode("utf-8", "replace") if match is not None else ""
    if address.startswith(_OFFICIAL):
        return address, ""
    return address or style, style if style.endswith(".csl") else f"styles/{style}.csl"
