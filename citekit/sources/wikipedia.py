"""Citation templates of Wikipedia in wikitext, ``{{cite book |last=… |title=…}}`` (data/wikipedia.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..common.errors import CitekitError, NoRecordError, ReadError
from ..common.tables import table
from ..csl.wording import date_of
from ..document.extra import extra_of
from ..document.model import Document
from ..document.people import people
from .base import Found
from .described import Description
from .markup_text import without_markup
from .printed_works import type_by_fields
from .published import in_its_language

_NAME = r"\{\{\s*(?P<name>cite[ _][a-z ]{2,30}|citation|%s)\s*(?=[|}])"
_IN_NOTE = re.compile(r"<ref\b[^<>/]{0,200}>\s*\{\{\s*(?P<name>[^{}|\n]{2,40}?)\s*\|(?=[^{}]{0,300}=)", re.I)
_NUMBERED = re.compile(r"^(?P<head>\D*?)(?P<number>\d{1,2})(?P<tail>(?:-\D+)?)$")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_EXTERNAL = re.compile(r"\[(https?://[^\s\[\]]+)(?:\s+([^\[\]]*))?\]")
_INNER = re.compile(r"\{\{([^{}]*)\}\}")
_BAR = "\0"  # a bar that is text, until the bars that part parameters are read
_VANCOUVER = re.compile(r"\s*,\s*(?![^()]{0,300}\)\))")
_INITIALS = re.compile(r"(?P<family>.+?)\s+(?P<given>[^\W\d_a-z]{1,4})(?:\s+(?P<suffix>Jr|Sr|2nd|3rd|4th)\.?)?$")
_BY = re.compile(r"(?P<verb>[^\W\d_]+)\s+by\s+(?P<names>\S.*)$", re.I)
MAX_TEMPLATE = 50_000


def detect(text: str, name: str) -> bool:
    """Whether the text has citation templates in it."""
    match = _templates().search(text[:100_000])
    return match is not None and re.compile(r"\|[^{}]{0,300}=").search(text, match.end(), match.end() + 400) is not None


@lru_cache(maxsize=1)
def _templates() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\ ", "[ _]") for name in table("wikipedia")["templates"])
    return re.compile(_NAME % names, re.I)


def read(text: str, where: str) -> Iterator[Found]:
    """One document a template, each once."""
    seen: set[str] = set()
    some = False
    at = 0
    while (match := _templates().search(text, at)) is not None:
        end = _end_of(text, match.start())
        place = f"{where}, line {text.count(chr(10), 0, match.start()) + 1}"
        some = True
        if end < 0:
            yield ReadError("the template is not closed", where=place, hint="it ends with }}")
            at = match.end()
            continue
        at = end
        whole = text[match.start() : end]
        if whole in seen:
            continue
        seen.add(whole)
        try:
            name = " ".join(re.sub(r"^cite[ _]", "", match["name"], flags=re.I).casefold().split())
            yield _document(name, _parameters(whole), place).changed(source=where)
        except CitekitError as error:
            yield error
    yield from _unknown(text, where)
    if not some:
        raise NoRecordError("there is no citation template in this text", where=where)


def _unknown(text: str, where: str) -> Iterator[ReadError]:
    """An error for each kind of template with parameters in a note that is not known here."""
    seen = {name.strip() for name in table("wikipedia")["not_cited"]["names"].split("|")}
    for match in _IN_NOTE.finditer(text):
        name = match["name"].replace("_", " ").casefold()
        if name not in seen and _templates().match(text, text.index("{{", match.start())) is None:
            seen.add(name)
            line = text.count("\n", 0, match.start()) + 1
            yield ReadError(
                f"the template “{match['name']}” is not known: it is not read", where=f"{where}, line {line}"
            )


def _end_of(text: str, start: int) -> int:
    """Where the braces of a template are closed, or -1."""
    depth = 0
    for mark in re.compile(r"\{\{|\}\}").finditer(text, start, start + MAX_TEMPLATE):
        depth += 1 if mark[0] == "{{" else -1
        if depth == 0:
            return mark.end()
    return -1


def _parameters(template: str) -> dict[str, str]:
    """The parameters of a template by their names; bars within links and other templates do not part them."""
    parts, depth, start = [], 0, 2
    inner = template[:-2]
    for mark in re.compile(r"\{\{|\}\}|\[\[|\]\]|\|").finditer(inner, 2):
        if mark[0] == "|":
            if depth == 0:
                parts.append(inner[start : mark.start()])
                start = mark.end()
        else:
            depth += 1 if mark[0] in ("{{", "[[") else -1
    parts.append(inner[start:])
    found: dict[str, str] = {}
    for part in parts[1:]:
        name, equals, value = part.partition("=")
        text = _shown_text(value)
        if equals and text:
            found[re.sub(r"[\s_]+", "-", name.strip()).casefold() if name.strip() else name] = text
    return found


def _shown_text(wikitext: str) -> str:
    """Wikitext as text: links as what they show, inner templates as what stands in them, no comments."""
    text = re.sub(r"<!--.*?-->", "", wikitext, flags=re.S)
    text = _LINK.sub(r"\1", text)
    text = _EXTERNAL.sub(lambda m: m[2] or m[1], text)
    for _ in range(5):
        text, count = _INNER.subn(_inner, text)
        if not count:
            break
    return " ".join(without_markup(re.sub(r"'{2,5}", "", text)).replace(_BAR, "|").split())


def _inner(match: re.Match[str]) -> str:
    """What a template within a parameter shows: its last part, or the character that it is."""
    name, bar, rest = match[1].partition("|")
    mark = table("wikipedia")["marks"].get(name.strip().casefold(), "")
    if mark and not bar:
        return _BAR if mark == "|" else str(mark)
    return rest.rpartition("|")[2]


@lru_cache(maxsize=1)
def _people() -> dict[str, str]:
    return {name: role for role, names in table("wikipedia")["people"].items() for name in names.split()}


@lru_cache(maxsize=1)
def _name_parts() -> dict[str, str]:
    return {name: part for part, names in table("wikipedia")["name_parts"].items() for name in names.split()}


def _document(kind: str, said: dict[str, str], place: str) -> Document:
    rows = table("wikipedia")
    description = Description()
    fields: dict[str, str] = {**rows["fields"]}
    archival = kind == "archive" or bool({"repository", "fonds", "box"} & set(said))
    if archival:
        fields |= rows["archival"]
    roles = {_role(name)[0]: _role(name)[1] for name in said if _role(name)[1]}
    for key, role in roles.items():
        person = _name(said, key)
        if person:
            description.add({"recipient": "to"}.get(role, role), person)
    for name, value in said.items():
        if _role(name)[1] or _several_people(description, name, value):
            continue
        field = fields.get(name, "")
        match = _NUMBERED.match(name)
        if not field and match is not None:
            field = fields.get(match["head"] + match["tail"], "")
        if field and field != "-":
            description.add(field, re.sub(r"^pp?\.\s*", "", value) if field == "page" else value)
        elif not field:
            description.note(name.replace("-", " "), value)
    return _as_work(
        description, "" if archival else rows["types"].get(kind) or rows["templates"].get(kind, "document"), kind, place
    )


def _several_people(description: Description, name: str, value: str) -> bool:
    """Add the people of a parameter that holds several names; whether it is one and all of it was understood."""
    role = table("wikipedia")["vancouver"].get(name, "")
    for one in _VANCOUVER.split(value) if role else ():
        initials = _INITIALS.match(one)
        if one.startswith("((") and one.endswith("))"):
            description.add_body(role, one[2:-2])
        elif initials is not None:
            description.add(role, ", ".join(filter(None, initials.group("family", "suffix", "given"))))
        elif one.rstrip(".").casefold() == "et al":
            description.note(f"further {role}s", one)
        else:
            description.add(role, one)
    return bool(role) or (name == "others" and _others(description, value))


def _others(description: Description, value: str) -> bool:
    """People of ``|others=`` whose role is said: ``Translated by A; illustrated by B and C``."""
    roles = table("wikipedia")["others"]
    said = [_BY.match(part.strip(" .")) for part in re.split(r";\s*|\.\s+(?=[A-Z]\w+ by )", value)]
    if not all(one is not None and one["verb"].casefold() in roles for one in said):
        return False
    for one in filter(None, said):
        for name in people(one["names"]):
            description.add(roles[one["verb"].casefold()], name)
    return True


def _as_work(description: Description, csl: str, kind: str, place: str) -> Document:
    """The document of a work; a chapter that is named is what is cited, the title then that of the book."""
    for value in description.take("accessed"):
        description.values["accessed"] = [date_of(value).text]
    for subtitle in description.take("subtitle"):
        description.values["title"] = [f"{title}: {subtitle}" for title in description.take("title") or [""]]
    chapters = description.take("chapter")
    if chapters:
        titles = description.take("title")
        description.add("title", chapters[0])
        for title in titles:
            description.add("container-title", title)
        csl = "chapter" if csl in ("book", "document", "") else csl
    doc = description.document(place)
    doc = doc if doc.references else in_its_language(doc)
    if csl == "document" and not doc.references:
        extra = extra_of(doc)
        csl = type_by_fields(extra) or ("article-journal" if "container-title" in extra else "")
    if csl and "type" not in extra_of(doc):
        doc = doc.changed(extra={**extra_of(doc), "type": csl})
    return doc


def _role(name: str) -> tuple[str, str]:
    """(which person a parameter is of, their role): ``editor2-first`` and ``editor-first2`` are of one."""
    if name in _people():
        return f"{_people()[name]} 1", _people()[name]
    match = re.match(
        r"^(?P<head>\D+?)(?P<number>\d{0,2})(?P<tail>(?:-(?:last|first|given|surname))?)(?P<more>\d{0,2})$", name
    )
    if match is None:
        return "", ""
    role = _people().get(match["head"] + match["tail"], "")
    return (f"{role} {match['number'] or match['more'] or '1'}", role) if role else ("", "")


def _name(said: Mapping[str, str], person: str) -> str:
    """The name of a person out of its parts, family name first."""
    family = given = whole = ""
    for name, value in said.items():
        if _role(name)[0] != person:
            continue
        part = next((found for word in re.split(r"[-\d]+", name) if (found := _name_parts().get(word))), "")
        if part == "given":
            given = value
        elif part == "family":
            family = value
        else:
            first = name.rstrip("0123456789") in table("wikipedia")["surname_first"]["names"].split()
            whole = re.sub(r"^([^\s,]+) (?=[^,]+$)", r"\1, ", value) if first else value
    if family and given:
        return f"{family}, {given}"
    return family or whole or given
