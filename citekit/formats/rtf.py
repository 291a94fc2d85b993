"""Rich Text Format for pasting into word processors; characters outside ASCII are ``\\u`` escapes."""

from __future__ import annotations

from .base import Writer


class RtfWriter(Writer):
    """RTF groups without a header."""

    name = "rtf"
    spans = {
        ("font-style", "italic"): (r"{\i ", "}"),
        ("font-style", "oblique"): (r"{\i ", "}"),
        ("font-style", "normal"): (r"{\i0 ", "}"),
        ("font-weight", "bold"): (r"{\b ", "}"),
        ("font-weight", "normal"): (r"{\b0 ", "}"),
        ("font-variant", "small-caps"): (r"{\scaps ", "}"),
        ("font-variant", "normal"): (r"{\scaps0 ", "}"),
        ("text-decoration", "underline"): (r"{\ul ", "}"),
        ("vertical-align", "sup"): (r"{\super ", "}"),
        ("vertical-align", "sub"): (r"{\sub ", "}"),
    }
    display = {
        "block": (r"\par ", r"\par "),
        "indent": (r"\par\tab ", ""),
        "left-margin": ("", r"\tab "),
        "right-inline": ("", ""),
    }

    def escape(self, text: str) -> str:
        """Backslashes and braces escaped; other characters as signed 16-bit numbers (RTF 1.9.1, "Unicode RTF")."""
        out = []
        for char in text:
            code = ord(char)
            if char in "\\{}":
                out.append("\\" + char)
            elif char in "\n\r":
                out.append(" ")
            elif code < 32:
                continue
            elif code < 128:
                out.append(char)
            else:
                for unit in (
                    (code,)
                    if code < 0x10000
                    else (0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF))
                ):
                    out.append(f"\\u{unit - 65536 if unit > 32767 else unit}?")
        return "".join(out)

    def link(self, url: str, text: str) -> str:
        """A hyperlink field."""
        return rf'{{\field{{\*\fldinst HYPERLINK "{self.escape(url).replace(chr(34), "%22")}"}}{{\fldrslt {text}}}}}'
