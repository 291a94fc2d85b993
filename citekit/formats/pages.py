"""Citations as a complete file: HTML and RTF with their header and footer."""

from __future__ import annotations

from collections.abc import Iterable

_HTML = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>.csl-entry {{ margin-bottom: 0.5em; padding-left: 2em; text-indent: -2em; }}</style>
</head>
<body>
{body}</body>
</html>
"""
# an ANSI header with one font; characters outside ASCII are \u escapes, so the code page does not matter (RTF 1.9.1)
_RTF = "{{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{{\\fonttbl{{\\f0\\froman Times New Roman;}}}}\\f0\\fs24\n{body}}}\n"
STANDALONE = ("html", "rtf")  # formats in which a text alone is not a valid file


def page(output: str, texts: Iterable[str], title: str = "Citations") -> str:
    """A complete file of texts in a format of ``STANDALONE``, each text a paragraph."""
    if output == "html":
        return _HTML.format(title=title, body=fragment(texts))
    return _RTF.format(body="".join(f"{text.strip()}\\par\n" for text in texts))


def fragment(texts: Iterable[str]) -> str:
    """HTML texts as paragraphs; entries of a bibliography are already blocks."""
    return "".join(
        f"{text.strip()}\n" if text.lstrip().startswith("<div") else f"<p>{text.strip()}</p>\n" for text in texts
    )
