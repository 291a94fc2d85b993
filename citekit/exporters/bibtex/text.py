"""Text as BibTeX, biber and LaTeX take it: escaped, with braces that balance, rich text as commands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ...common.latex import ESCAPES
from ...csl.names import parts_joined
from ...csl.others import is_others
from ...csl.wording import lines_of, one_line
from .letters import ascii_only

# braces count for BibTeX even where LaTeX has them escaped, so those without a partner go out as commands
# and the bar as itself: pandoc drops \textbar, and all encodings but the oldest print it
_ESCAPES = {**ESCAPES, ord("|"): "|", ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}", ord("\u00a0"): " "}
_SIGNS = re.compile("[" + re.escape("".join(map(chr, _ESCAPES))) + "]")
_NOT_ITSELF = re.compile("[" + re.escape("".join(map(chr, _ESCAPES))) + "`]|--|''")
# the printable signs of ASCII that are themselves in LaTeX, also where they come twice
_THEMSELVES = bytes(n for n in range(32, 127) if chr(n) not in "\\{}$&#%_^~<>|\"`-'")
_BEHIND_A_BACKSLASH = b"&%#_$"
_BRACE = re.compile("[{}]")
_TAGS = re.compile(r'(</?(?:i|b|sup|sub)>|<span class="nocase">|<span style="font-variant:\s*small-caps;">|</span>)')
_COMMANDS = {
    "i": r"\emph{",
    "b": r"\textbf{",
    "sup": r"\textsuperscript{",
    "sub": r"\textsubscript{",
    "nocase": "{",
    "sc": r"\textsc{",
}
_URL_ESCAPES = str.maketrans(
    {
        "{": "%7B",
        "}": "%7D",
        "\\": "%5C",
        " ": "%20",
        "\n": "",
        "\t": "",
        "^": "%5E",
        "|": "%7C",
        '"': "%22",
        "<": "%3C",
        ">": "%3E",
    }
)
_BREAKING = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def text(value: str, ascii: bool = False) -> str:
    """A field's text: LaTeX's characters escaped, braces balanced whatever the text holds."""
    if value.isascii() and "  " not in value:  # most have few signs of LaTeX's or none, which is seen at once
        signs = value.encode().translate(None, _THEMSELVES)
        if not signs or (signs.translate(None, b"-'") == b"" and "--" not in value and "''" not in value):
            return value.strip(" ")
        if len(signs) == 1 and signs in _BEHIND_A_BACKSLASH:
            return value.strip(" ").replace(sign := signs.decode(), f"\\{sign}")
    elif not ascii and _NOT_ITSELF.search(value) is None and value.isprintable() and "  " not in value:
        return value.strip(" ")
    return _escaped(value, ascii)


def _command(sign: re.Match[str]) -> str:
    return _ESCAPES[ord(sign.group())]


def _escaped(value: str, ascii: bool) -> str:
    value = one_line(value)
    if paired := _paired_braces(value):
        places = sorted(paired)
        stretches = [(value[at], value[at + 1 : end]) for at, end in pairwise([*places, len(value)])]
        out = _SIGNS.sub(_command, value[: places[0]])
        out += "".join([f"\\{brace}{_SIGNS.sub(_command, behind)}" for brace, behind in stretches])
    else:
        out = _SIGNS.sub(_command, value)
    if "--" in out or "''" in out or "`" in out:
        for pair in ("--", "''", "``", "?`", "!`"):  # LaTeX would print one character for them
            while pair in out:
                out = out.replace(pair, f"{pair[0]}{{}}{pair[1]}")
    return ascii_only(out) if ascii else out


def paragraphs(value: str, ascii: bool = False) -> str:
    """A text whose line breaks are spaces to LaTeX and all programs, and line breaks to citekit: ``{ }``."""
    return "{ }".join([text(line, ascii) for line in lines_of(value).split("\n")])


def in_line(shown: str) -> str:
    """Escaped text for a line of ``annotation``, which a semicolon in it does not end."""
    return shown.replace("; ", "{;} ") if "; " in shown else shown


def rich_text(value: str, ascii: bool = False) -> str:
    """A CSL field's text with its balanced tags as LaTeX commands (CSL 1.0.2, rich text); other tags stay text."""
    if "<" not in value:
        return text(value, ascii)
    tokens = _TAGS.split(value)
    partners = _partners(tokens)
    out = []
    for n, token in enumerate(tokens):
        if n % 2 and n in partners:
            out.append(partners[n])
        elif token:
            lead, tail = token[: len(token) - len(token.lstrip())], token[len(token.rstrip()) :]
            out.append((" " if lead else "") + text(token, ascii) + (" " if tail and token.strip() else ""))
    return " ".join("".join(out).split())


def _partners(tokens: list[str]) -> dict[int, str]:
    """What each tag that has a partner becomes."""
    found: dict[int, str] = {}
    stack: list[tuple[int, str]] = []
    for n in range(1, len(tokens), 2):
        token = tokens[n]
        if not token.startswith("</"):
            stack.append((n, "nocase" if "nocase" in token else "sc" if "small-caps" in token else token.strip("<>")))
            continue
        closes = ("nocase", "sc") if token == "</span>" else (token.strip("</>"),)
        if stack and stack[-1][1] in closes:
            opened, name = stack.pop()
            found[opened], found[n] = _COMMANDS[name], "}"
    return found


def _paired_braces(value: str) -> set[int]:
    """Where the braces stand that have a partner."""
    paired: set[int] = set()
    if "{" in value and "}" in value:
        opened: list[int] = []
        for brace in _BRACE.finditer(value):
            if brace.group() == "{":
                opened.append(brace.start())
            elif opened:
                paired |= {brace.start(), opened.pop()}
    return paired


def inner_quotes(value: str) -> str:
    """A title that is printed in quotation marks, with those that it has itself as single ones (CMOS 18, 13.30)."""

    def mark(match: re.Match[str]) -> str:
        before, after = value[: match.start()][-1:], value[match.end() :][:1]
        if match.group() in "\u201c\u201d":
            return "\u2018" if match.group() == "\u201c" else "\u2019"
        opens = (not before or before in " ([\u2014\u2013\u201c\u2018") and after.strip() != ""
        return "\u2018" if opens else "\u2019"

    return re.sub("[\"'\u201c\u201d]", mark, value)


_OPENS, _CLOSES = "\ue030", "\ue031"


def quoting(value: str) -> str:
    """A title whose pairs of quotation marks are told to LaTeX, which sets those within others as single ones."""
    inner = re.sub("\u201c([^\u201c\u201d<>]*)\u201d", rf"{_OPENS}\1{_CLOSES}", value)
    return value if inner.startswith(_OPENS) and inner.endswith(_CLOSES) else inner  # read as the title's own marks


def quoted_within(shown: str) -> str:
    """Escaped text with the marks of ``quoting`` as commands."""
    for char, command in ((_OPENS, r"\mkbibquote{"), (_CLOSES, "}")):
        shown = shown.replace(char, command).replace(f'{{\\symbol{{"{ord(char):X}}}}}', command)
    return shown


def verbatim(url: str) -> str:
    """An address for a verbatim field: what would end the field or start a comment is percent-encoded."""
    return url if _ENCODED.search(url) is None else url.translate(_URL_ESCAPES)


_ENCODED = re.compile("[" + re.escape("".join(map(chr, _URL_ESCAPES))) + "]")


def identifier(doi: str) -> str:
    """A DOI for a verbatim field, as it is: programs look it up as it stands, and decode nothing.

    What would break the entry alone is percent-encoded: a backslash, braces without a partner, control characters.
    """
    doi = one_line(doi)
    whole = len(_paired_braces(doi)) == doi.count("{") + doi.count("}") and "\\" not in doi
    return doi if whole else doi.translate(_BREAKING)


def url_command(url: str) -> str:
    """An address in running text: ``\\url`` takes it as it is, with ``url`` and with ``hyperref``."""
    return rf"\url{{{verbatim(url)}}}"


def person(name: Any, ascii: bool = False) -> str:
    """A name as BibTeX divides it; a literal name, and one whose order is fixed, stay whole in braces."""
    if not isinstance(name, dict):
        return "{" + text(str(name), ascii) + "}"
    if "literal" in name and is_others(name):  # BibTeX's own word for further authors
        return "others"
    if name.get("literal") or not name.get("family"):
        return "{" + text(str(name.get("literal") or name.get("given") or ""), ascii) + "}"
    if name.get("static-ordering"):
        return "{" + text(parts_joined(name, "family", "given"), ascii) + "}"
    family, given = name["family"], name.get("given")
    if len(name) == 2 and given:
        if _WITH_PARTICLE.match(str(family)):  # which is no particle here
            return f"{{{text(str(family), ascii)}}}, {_protected(str(given), ascii)}"
        return f"{_protected(str(family), ascii)}, {_protected(str(given), ascii)}"
    particle, family = str(name.get("non-dropping-particle") or ""), str(family)
    given = parts_joined(name, "given", "dropping-particle")  # BibTeX's own particle is printed and sorted by
    lowered = particle[:1].islower()
    whole = parts_joined({"particle": particle, "family": family}, "particle", "family")
    parts = [_protected(whole if lowered or not particle else f"{{{whole}}}", ascii)]
    if name.get("suffix"):
        parts.append(_protected(str(name["suffix"]), ascii))
    if given:
        parts.append(_protected(str(given), ascii))
    return ", ".join(parts) if len(parts) > 1 else "{" + parts[0] + "}"


_WITH_PARTICLE = re.compile("[^\\W\\d_A-Z]+(?: |['\u2019](?=[^\\W\\d_a-z]))")


def _protected(part: str, ascii: bool) -> str:
    """A part of a name; a comma or the word ``and`` in it must not divide the list."""
    if part.isalnum() and part.isascii() and len(part) != 3:
        return part
    if part.startswith("{") and part.endswith("}"):
        return "{" + text(part[1:-1], ascii) + "}"
    escaped = text(part, ascii)
    divides = "," in part or "  " in part or ("and" in (words := part.lower()) and " and " in f" {words} ")
    return "{" + escaped + "}" if divides else escaped


def literal_list(value: str, ascii: bool = False) -> str:
    """Publishers or places, which the item divides by semicolons, divided by ``and``; an ``and`` in one of them stands
    in braces (biblatex manual, 2.3.4).
    """
    return " and ".join(whole(member, ascii) for member in value.split("; "))


def whole(value: str, ascii: bool = False) -> str:
    """Text that no program divides at ``and``."""
    shown = text(value, ascii)
    return _AND.sub("{and}", shown) if "and" in shown else shown  # braces round all of it are dropped by biber


_AND = re.compile(r"(?<![\\\w])and\b")
