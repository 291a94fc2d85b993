"""Drafts as people write them, made at random: citations in every place, and much that only looks like one."""

from __future__ import annotations

from random import Random

KEYS = ("a", "b:1", "doe_2004", "x-y", "key.z")
WORDS = (
    'some text|Stalin wrote|it\'s|“quoted”|"straight"|*emph*|**strong words**|_under_|`code @no`|$x @no$|'
    "[link](http://x.org/@no)|<me@no.org>|me@no.org|<b>bold</b>|<!-- @no -->|H~2~O|x^2^|~~gone~~|\\@no|\\textit{@no}|"
    "[^n1]|^[inline @a]|[span]{.x}|&amp;|--|...|'single'|http://e.org/x|1926|\\[no\\]|[shortcut]|[ref][lab]|don't|"
    "a_b_c|5 * 3"
).split("|")
PREFIXES = ("", "", "see ", "*see* ", "see also ", "cf. `x` ", "“x” ", "e.g., ")
SUFFIXES = ('| 44|, p. 44|, ll. 44-45|, chap. 2, *em*|, {p. 3}| and more|, [x]|, `;`|, "q"|, $;$| (x)|, see').split("|")
ODD = (
    "[@a][@b]|[@a](u)|[@a]{.c}|@a^[n @b]|see (@a)|(see @a, p. 3)|[@a;]|@{odd}|[@{http://x.y/z}]|*@a*|[*see* @a]|[@a\n]"
).split("|")
BRACKETS = ("44", "p. 3", "p. 3; @a", "see @b", "*x*")
HIDDEN = (
    "```python\n@no [@no]\n```",
    "    @no code\n    [@no]",
    "\\begin{x}\n@no\n\\end{x}",
    "<!-- @no\n\n@no -->",
    "$$\n@no\n$$",
    "<pre>\n@no\n\n@no</pre>",
)


def citation(r: Random) -> str:
    """One citation of a draft."""

    def key() -> str:
        return r.choice(("", "", "-")) + "@" + r.choice(KEYS)

    kind = r.random()
    if kind < 0.5:
        parts = [r.choice(PREFIXES) + key() + r.choice(SUFFIXES) for _ in range(r.choice((1, 1, 2, 3)))]
        return "[" + "; ".join(parts) + "]"
    if kind < 0.7:
        return key()
    return f"{key()} [{r.choice(BRACKETS)}]" if kind < 0.85 else r.choice(ODD)


def line(r: Random, most: int = 6, *, breaks: bool = True) -> str:
    """Words and citations of a paragraph."""
    out = ""
    for n in range(r.randint(1, most)):
        joint = r.choice((" ", " ", " ", "\n" if breaks else " ", ", ", ". ")) if n else ""
        out += joint + (citation(r) if r.random() < 0.35 else r.choice(WORDS))
    return out if breaks else out.replace("\n", " ")


def indented(text: str, by: str, first: str | None = None) -> str:
    """Lines behind an indentation; ``first`` stands before the first of them."""
    lines = text.split("\n")
    return "\n".join((first if n == 0 and first is not None else by) + each for n, each in enumerate(lines))


def block(r: Random, depth: int = 0) -> str:
    """A paragraph, heading, quote, list, table, division, or something that hides what is in it."""
    kind = r.random()
    if kind < 0.32 or depth > 2:
        return line(r)
    if kind < 0.38:
        return "#" * r.randint(1, 3) + " Heading " + line(r, 3, breaks=False)  # a heading alone is a label, too
    if kind < 0.46:
        more = "\n\n" + block(r, depth + 1) if r.random() < 0.4 else ""
        return indented(block(r, depth + 1) + more, "> ")
    if kind < 0.6:
        mark = r.choice(("- ", "* ", "1. ", "2) ", "-   ", "#. "))
        items = []
        for _ in range(r.randint(1, 3)):
            more = "\n\n" + block(r, depth + 1) if r.random() < 0.3 else ""
            items.append(indented(line(r, 4) + more, " " * len(mark), mark))
        return r.choice(("\n", "\n\n")).join(items)
    if kind < 0.7:
        cells = (line(r, 2, breaks=False), line(r, 2, breaks=False))
        return f"| a | b |\n|---|---|\n| {cells[0]} | {cells[1]} |"
    if kind < 0.75:
        return f"Term {line(r, 2, breaks=False)}\n\n:   {indented(line(r, 3), '    ', '')}"
    if kind < 0.8:
        return f'<div class="@no">\n\n{block(r, depth + 1)}\n\n</div>'
    if kind < 0.85:
        return f'::: {{.x title="@no"}}\n{block(r, depth + 1)}\n:::'
    if kind < 0.88:
        return f"| line {line(r, 2, breaks=False)}\n| {line(r, 2, breaks=False)}"
    return r.choice(HIDDEN)


def draft(r: Random) -> str:
    """A whole draft, with the notes and links that it refers to."""
    text = "\n\n".join(block(r) for _ in range(r.randint(1, 5)))
    if "[^n1]" in text:
        at = text.index("[^n1]") + len("[^n1]")
        text = text[:at] + text[at:].replace("[^n1]", "again")  # pandoc repeats a note at each of its references
        more = "\n\n    " + indented(line(r), "    ", "").replace("[^n1]", "") if r.random() < 0.3 else ""
        text += "\n\n[^n1]: " + indented(line(r), "    ", "").replace("[^n1]", "") + more
    return text + '\n\n[lab]: /u "@no"\n\n[shortcut]: /v\n'
