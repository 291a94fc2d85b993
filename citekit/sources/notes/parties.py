"""Whether what stands round ``to`` are a sender and a recipient, and where their names end."""

from __future__ import annotations

import re
from functools import lru_cache

from ...archives.repository import known_places, known_regions
from ...archives.titles import kind_of
from ...archives.unnamed import is_archive
from ...common.tables import table
from ...csl.names import is_institution

_BEHIND = re.compile(r",\s+(?!(?:[JS]r|I{2,3}|IV)\b)")
_LIST = re.compile(
    r"[^,]+(?:,\s+[^\W\d_a-zа-я][^,]*)*,?\s+(?:and|und|et|y|e|i|и|oraz|&)\s+[^\W\d_a-zа-я][^,]*(?=,|$)|"
    r".*\b(?:etc|et al)\b"
)
_SURNAME = re.compile(r"(?:[^\W\d_a-zа-я]\.\s?){0,3}[^\W\d_a-zа-я][^\W\d_A-ZА-Я]+(?:[^\W\d_a-z][^\W\d_A-ZА-Я]+)?")
_OF = re.compile(r"\s+(?:of|de|du|des|del|della|do|da|di)\s+|\s+d['\u2019]|\s+dell['\u2019]")
_AT_POST = re.compile(r"[^\W\d_]\s(?:in|at)\s[^\W\d_a-z]")
_ARTICLE = re.compile(r"^(?:(?:the|le|la|les|el|il|lo|der|die|das)\s+|l['\u2019]\s?)", re.I)
_ABSTRACT = re.compile(
    r"(?:[^\W\d_]+(?:tion|sion|zione|sione|ción|sión|ção|são|ité|età|idad|idade|heit|keit)|[^\W\d_]{5,}ung)s?$", re.I
)
_ABOUT = frozenset("sur über su sul sulla sulle sui sobre acerca om over про о об za für pour per para".split())
_RANKED = re.compile(r"(?:[^\W\d_a-zа-я]\.|[^\W\d_]{1,4}\.)\s?[^\W\d_a-zа-я]")


def alone(name: str) -> str:
    """A name without what stands after its comma: a place, an office, a marking, the form of the document.

    Several people are kept: ``Marshall, Harriman and Bohlen``.

    >>> [alone("Byrnes, Moscow"), alone("Smith, Jr."), alone("Marshall, Harriman and Bohlen")]
    ['Byrnes', 'Smith, Jr.', 'Marshall, Harriman and Bohlen']
    """
    if (several := _LIST.match(name)) is not None:
        return several.group()
    if _is_list_of_names(name):
        return name
    behind = _BEHIND.search(name)
    return name[: behind.start()] if behind is not None else name


def _is_list_of_names(name: str) -> bool:
    """Whether three surnames or more stand with commas between them, and no place: ``Bruce, Bohlen, Kirk``."""
    parts = name.split(", ")
    if len(parts) < 3 or not all(_SURNAME.fullmatch(part) for part in parts):
        return False
    return not any(part in known_places() or part in known_regions() or kind_of(part) for part in parts[1:])


@lru_cache(maxsize=1)
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    words = table("notes")["parties"]
    one, two, three, four = (words[name].split() for name in ("offices", "envoys", "ranks", "adjectives"))
    return frozenset(one), frozenset(two), frozenset(three), frozenset(four)


def no_sender(text: str) -> bool:
    """Whether what stands before ``to`` is a noun that ``to`` belongs to: ``Sale of Jets``.

    Who writes as somebody *of* a place holds an office, or is one.
    """
    bare = _ARTICLE.sub("", text, count=1).strip()
    words = bare.split()
    if not words or bare.casefold() in _listed()[3] or is_archive(words[0]):
        return True
    if any(_ABSTRACT.match(w) and not is_institution(w) and not _is_office(w) for w in (words[0], words[-1])):
        return True
    of = _OF.search(bare)
    if of is None:
        return False
    head = bare[: of.start()].split()
    if re.match(r"\s+of\s", of.group()):
        return not any(map(_is_office, (head[0], head[-1])))
    return len(head) == 1 and head[0].casefold() in table("notes")["words"]["before_to_elsewhere"]


def has_article(text: str) -> bool:
    """Whether a text begins with an article: ``Il prefetto di Bari``."""
    return _ARTICLE.match(text) is not None


def is_office(text: str, recipient: bool = False) -> bool:
    """Whether a text names who holds an office: ``le commissaire spécial``, ``ministre de l'Intérieur``."""
    bare = _ARTICLE.sub("", text.strip(), count=1)
    words = bare.split()
    if not words or len(words) > 8 or not _is_office(words[0]) or re.search(r"[\d,;:\"\u201c]", bare):
        return False
    if not recipient and not _ABOUT.isdisjoint(words):
        return False
    small = [w for w in words[1:] if w.islower() and len(w) > 3]
    return len(small) <= 2


def _is_office(word: str) -> bool:
    offices, envoys, ranks, _ = _listed()
    plain = word.casefold().strip(".,")
    parts = (plain, plain.rstrip("s"), *plain.split("-"))  # governador-geral
    if plain.endswith(_office_endings()) and len(plain) > _LONGEST_ENDING:
        return True
    return any(part in known for known in (offices, envoys, ranks) for part in parts)


_LONGEST_ENDING = 11  # letters: what is longer than any ending is a compound


@lru_cache(maxsize=1)
def _office_endings() -> tuple[str, ...]:
    return tuple(table("notes")["parties"]["office_endings"].split())


def is_posting(sender: str, recipient: str, to: str = "to") -> bool:
    """Whether ``to`` says where somebody is posted: ``L'ambassadeur de France à Londres``, ``Commissaire à Lyon``.

    An envoy writes to somebody only where that one is plainly a person with a rank or an office; so does, where ``to``
    is ``à`` and may be ``at``, whoever holds an office in a town, unless what the office is of has been named.
    """
    if _AT_POST.search(sender):
        return False  # Legation in Bern to Berlin
    if recipient in known_places() and to in table("notes")["parties"]["at_or_to"].split() and is_office(sender):
        return True  # Lettre du ministre de la Marine à Toulon: where he was, or who read it
    envoys = _listed()[1]
    words = [w.casefold().strip(".,") for w in _ARTICLE.sub("", sender, count=1).split()]
    if _has_seat(words, sender, to) and not _is_addressed(recipient):
        return recipient in known_places() or not _names_territory(words[0], sender)
    of = _OF.search(sender)
    last = _OF.split(_ARTICLE.sub("", sender, count=1))[0].split()[-1:] if of is not None else words[-1:]
    if not words or not (words[0] in envoys or (last and last[0].casefold() in envoys)):
        return False
    addressed = _words(recipient)
    return not addressed or addressed[0] in envoys or not _is_addressed(recipient)


def _words(text: str) -> list[str]:
    return [w.casefold() for w in re.findall(r"[^\W\d_]+", _ARTICLE.sub("", text, count=1))]


def _is_addressed(recipient: str) -> bool:
    """Whether a recipient is plainly a person with a rank, an office or a body."""
    offices, _, ranks, _ = _listed()
    ranked = bool(_RANKED.match(recipient)) or any(w in offices or w in ranks for w in _words(recipient))
    return ranked or is_institution(recipient)


def _has_seat(words: list[str], sender: str, to: str) -> bool:
    """Whether a sender is an office of a town or a district, and ``to`` a word that is ``at`` as well."""
    named = table("notes")["parties"]
    return to in named["at_or_to"].split() and bool(words) and words[0] in named["local"].split() and is_office(sender)


def _names_territory(office: str, sender: str) -> bool:
    """Whether what somebody rules stands behind the office: ``préfet du Rhône``, and not ``préfet de police``."""
    of = _OF.search(sender)
    ruled = _ARTICLE.sub("", sender[of.end() :], count=1) if of is not None else ""
    return ruled[:1].isupper() and office in table("notes")["parties"]["rulers"].split()


def ends_open(text: str) -> bool:
    """Whether a text ends with a word that another one must follow: ``préfet de``."""
    last = text.casefold().split()[-1:]
    return bool(last) and last[0] in table("notes")["parties"]["open_ends"].split()
