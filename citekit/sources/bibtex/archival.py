"""Documents of archives in entries: the reference, whichever field holds it, letters, languages, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import permutations
from typing import Any

from ...archives.grammar import is_reference
from ...archives.hosts import find_host
from ...common.tables import table
from ...csl.languages import language_code, language_name
from ...csl.names import full_name
from ...csl.wording import names_of
from ...document.foreign import is_host
from ..published import names_levels
from .model import Entry
from .publication import address_in

# fields that are read here
ARCHIVAL = frozenset(
    "archive archive_location entrysubtype note addendum language langid langidopts hyphenation origlanguage".split()
)


def archive(entry: Entry, text: dict[str, str], item: dict[str, Any], fields: dict[str, Any]) -> tuple[str, str]:
    """(whole archival reference, what ``howpublished`` says beside it); ``host`` goes to ``fields``."""
    published = text.get("howpublished", "")
    if stated_apart(text, item):
        for name in ("archive", "archive_location"):
            item[name] = text.get(name) or item.get(name, "")
        parts = [str(item.get(k) or "") for k in ("archive_location", "archive_collection", "archive", "archive-place")]
        if not entry.as_written and address_in(published, entry.fields.get("howpublished", "")):
            return "", published
        if not entry.as_written and not parts[0] and (re.search(r"\d", published) or names_levels(published)):
            item["archive_location"] = published
        elif not _describes(published, parts):
            form = not entry.as_written and _is_form(published) and not (item.get("genre") or text.get("type"))
            item.setdefault("genre" if form else "medium", published)
        if not entry.as_written and item.get("archive") and not item.get("archive_location"):
            item["archive_location"] = item.pop("call-number", "")  # it is all that says where in the archive
        elsewhere = published or text.get("library") or text.get("addendum")
        printed = not elsewhere or text.get("entrysubtype") == "archival"  # in the note
        if printed and text.get("note") and _describes(text["note"], parts):
            text["note"] = ""
        _without_library(text, item)
        _chicago(text, item, ", ".join(parts[:2]), parts[2])
        return "", ""
    for name in ("library", "howpublished"):
        reference, host = _hosted(text.get(name, ""))
        if is_reference(reference) or (host and name == "library"):
            fields["host"] = host
            _without_library(text, item)
            if name == "library" and not _says_only(published, reference, host):
                item.setdefault("medium", published)
            _chicago(text, item, reference, host)
            return reference, ""
    if not entry.as_written:
        return "", published
    if published and published != item.get("container-title"):
        item.setdefault("medium", published)
    return "", ""


def _is_form(published: str) -> bool:
    """Whether words say what a document is made as: ``Typescript``, ``Carbon copy``."""
    words = published.casefold().strip(". ").split()
    return (
        0 < len(words) < 4 and not re.search(r"\d", published) and words[0] in table("bibtex")["read"]["forms"].split()
    )


def _without_library(text: Mapping[str, str], item: dict[str, Any]) -> None:
    """Take away the call number that ``library`` was read as, where it holds the archive's reference."""
    if item.get("call-number") == text.get("library") and not re.search(
        r"(?:^|; )call-number: ", text.get("annotation", "")
    ):
        item.pop("call-number", None)


def stated_apart(text: Mapping[str, str], item: Mapping[str, Any]) -> bool:
    """Whether archive and location, or collection and place, stand in fields of their own."""
    if any(said.get(name) for said in (text, item) for name in ("archive", "archive_location")):
        return True
    apart = any(said.get(name) for said in (text, item) for name in ("archive_collection", "archive-place"))
    return apart and not any(_hosted(text.get(name, ""))[1] for name in ("library", "howpublished"))


def is_archival(text: Mapping[str, str], item: Mapping[str, Any]) -> bool:
    """Whether an entry is of a document in an archive."""
    if stated_apart(text, item):
        return True
    references = [_hosted(text.get(name, "")) for name in ("library", "howpublished")]
    return bool(references[0][1]) or any(is_reference(reference) for reference, _ in references)


def _chicago(text: dict[str, str], item: dict[str, Any], reference: str, host: str) -> None:
    """Take away what biblatex-chicago's fields say of the archive a second time."""
    if text.get("entrysubtype") != "archival":
        return
    if text.get("note") and _says_only(text["note"], reference.strip(", ")):
        text["note"] = ""
    organization = text.get("organization", "")
    if organization and not _says_only(organization, host):
        item.setdefault("publisher", organization)
    stated = "publisher-place: " in text.get("annotation", "")
    if not stated and item.get("publisher-place") and item["publisher-place"] == item.get("archive-place"):
        item.pop("publisher-place")


def _hosted(value: str) -> tuple[str, str]:
    """(reference, host) of ``reference, host``."""
    if is_host(value):
        return "", value
    head, _, tail = value.rpartition(", ")
    return (head, tail) if tail and is_host(tail) else (value, "")


def _describes(printed: str, parts: list[str]) -> bool:
    """Whether a printed form says nothing but some of these parts, in whatever order an archive's tradition has."""
    wanted = re.sub(r"[\W_]+", "", printed)
    if not wanted:
        return printed in ("", ", ".join(part for part in parts if part))
    listed = [plain for part in parts if (plain := re.sub(r"[\W_]+", "", part))]
    orders = (order for n in range(len(listed) + 1) for order in permutations(listed, n))
    return any(wanted == "".join(order) for order in orders)


def _says_only(published: str, *parts: str) -> bool:
    """Whether a printed form says nothing but these parts, in their order or the opposite."""

    def letters_of(value: str) -> str:
        return re.sub(r"[\W_]+", "", value)

    listed = [letters_of(p) for p in parts]
    return letters_of(published) in ("", "".join(listed), "".join(reversed(listed)))


def letter(item: dict[str, Any], fields: dict[str, Any], titled: bool) -> None:
    """A letter's recipient as a name, and no title where the title only says who wrote to whom.

    A sender that the archive states is the author only where the document is cited under it.  ``titled``: the title
    is one, as the annotation says.
    """
    sender, recipient = str(fields.get("sender") or ""), str(fields.get("recipient") or "")
    as_names = "||" in recipient or recipient.startswith("{")  # a name of CSL, and not the archive's wording
    if recipient and (as_names or (not sender and item["type"] == "personal_communication")):
        item["recipient"] = names_of(fields.pop("recipient"))
        recipient = ""
    if sender and [full_name(name) for name in item.get("author") or ()] == [sender]:
        del item["author"]
    to = ", ".join(full_name(name) for name in item.get("recipient") or ()) or recipient
    if not to:
        return
    forms = {str(form).casefold() for form in (item.get("genre"), fields.get("kind"), "letter") if form}
    author = full_name(item["author"][0]) if item.get("author") else sender
    described = {f"{form} to {to}".casefold() for form in forms} | {f"{author} to {to}".casefold()}
    if str(item.get("title") or "").casefold() in described and not titled:
        item["title"] = ""


def notes_and_languages(
    entry: Entry, text: Mapping[str, str], item: dict[str, Any], fields: dict[str, Any], archival: bool
) -> None:
    """Notes, credits and languages, which mean other things in a document of an archive than in a book."""
    addendum = (
        "" if _says_only(text.get("addendum", ""), text.get("library", "")) else text["addendum"]
    )  # it may print that
    notes = [t for t in (text.get("note", ""), addendum, item.pop("note", "")) if t]
    if notes:
        item["note"] = "; ".join(notes) if entry.as_written else _sentences(notes)
    language = text.get("langid") or text.get("hyphenation") or text.get("language", "")
    original = text.get("origlanguage", "")
    if archival and language[:1].isupper() and not original and not text.get("langid"):
        language, original = "", language  # an archive states the language of the document, by its name
    if language and not (entry.as_written and item.get("language")):  # our annotation has the tag itself
        tag = "" if entry.as_written else entry.language
        item["language"] = tag if "-" in tag else language_code(language) or tag or language
    if original:
        fields["language"] = language_name(original) if original.islower() else original
    if archival and item.get("number") and (find_host(str(item.get("archive") or "")) or fields.get("host")):
        fields.setdefault("number", item.pop("number"))


def _sentences(notes: list[str]) -> str:
    """Notes one after the other, each closed."""
    out = notes[0]
    for note in notes[1:]:
        out += f" {note}" if out[-1] in "!?.,:;" else f". {note}"
    return out
