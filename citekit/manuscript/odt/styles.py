"""The automatic styles of a text: which make it italic, which set a font, and new ones for what citekit writes."""

from __future__ import annotations

from typing import Any

from ...common.files.xml_text import xml_escape
from .story import Story

_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_FONT = ("font-name", "font-name-asian", "font-name-complex")


class Styles:
    """The styles of a document, from the trees of its parts; ``use`` collects those that are to be added."""

    def __init__(self, *trees: Any) -> None:
        self.italic: set[str] = set()
        self.fonts: dict[str, dict[str, str]] = {}
        self.named: set[str] = set()
        self.parents: dict[str, str] = {}
        self._new: dict[str, str] = {}
        for tree in trees:
            for style in tree.iter(f"{{{_STYLE}}}style"):
                self._read(style)

    def _read(self, style: Any) -> None:
        name = style.get(f"{{{_STYLE}}}name", "")
        self.named.add(name)
        self.parents[name] = style.get(f"{{{_STYLE}}}parent-style-name", "")
        for properties in style.iter(f"{{{_STYLE}}}text-properties"):
            if properties.get(f"{{{_FO}}}font-style") in ("italic", "oblique"):
                self.italic.add(name)
            fonts = {f"style:{key}": properties.get(f"{{{_STYLE}}}{key}") for key in _FONT}
            family = properties.get(f"{{{_FO}}}font-family")
            if family:
                fonts["fo:font-family"] = family
            found = {key: value for key, value in fonts.items() if value}
            if found:
                self.fonts[name] = found

    def font_of(self, names: tuple[str, ...]) -> str:
        """The name of a style with the font that text in these styles has of its own; an empty string for none.

        The innermost comes last; the styles of the document itself (``Text body``) are not its own.
        """
        for name in reversed(names):
            if name in self.fonts and self.parents.get(name) is not None:
                return self._font_style(self.fonts[name])
        return ""

    def _font_style(self, font: dict[str, str]) -> str:
        listed = "".join(f' {key}="{xml_escape(value)}"' for key, value in font.items())
        for name, element in self._new.items():
            if f"<style:text-properties{listed}/>" in element:
                return name
        number = sum(name.startswith("citekit_font") for name in self._new) + 1
        while f"citekit_font_{number}" in self.named:
            number += 1
        name = f"citekit_font_{number}"
        self.use(
            {
                name: f'<style:style style:name="{name}" style:family="text"><style:text-properties{listed}/>'
                "</style:style>"
            }
        )
        return name

    def use(self, styles: dict[str, str]) -> None:
        """Note styles that are needed: name -> element."""
        self._new.update({name: element for name, element in styles.items() if name not in self.named})

    def added(self, story: Story) -> tuple[int, int, str] | None:
        """What to put where for the new styles, or None."""
        if not self._new:
            return None
        elements = "".join(self._new.values())
        if story.styles_empty is not None:
            return *story.styles_empty, f"<office:automatic-styles>{elements}</office:automatic-styles>"
        return story.styles_end, story.styles_end, elements
