"""Words of catalogues for kinds of works as CSL types (data/genres.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..common.tables import table
from .item_builder import ItemBuilder


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    return {word: csl_type for csl_type, words in table("genres")["genres"].items() for word in words}


def type_of(word: str) -> str:
    """The CSL type of a genre or type of resource, or an empty string."""
    plain = " ".join(word.split()).rstrip(".").casefold()
    if found := _types().get(plain):
        return found
    plain = re.sub(r"^https?://\S*[/#](?=\w)|\s*\([^)]*\)$", "", plain)
    return _types().get(plain) or _types().get(re.sub(r"[_-]", " ", plain), "")


def csl_type_named(name: str) -> str:
    """The CSL type that a word says by itself and no further words (``text`` and ``document`` say nothing)."""
    found = type_of(name)
    return "" if found == "document" else found


def zotero_type(kind: str) -> str:
    """The CSL type of an item type of Zotero (``journalArticle``), or an empty string."""
    data = table("zotero")
    found = data["reads"].get(kind) or next((csl for csl, name in data["types"].items() if name == kind), "")
    return str(found)


def add_genres(build: ItemBuilder, genres: Iterable[str]) -> None:
    """The genres of a work: the first that says more than its type is the variable where styles print it, the others
    are notes.
    """
    csl_type = str(build.item["type"])
    printed = csl_type in table("genres")["genre"]["types"].split()
    for genre in dict.fromkeys(genres):
        if type_of(genre) == csl_type and _is_plain(genre):
            continue
        if printed and "genre" not in build.item:
            build.put("genre", genre)
        else:
            build.note(genre, "Form or genre")


def _is_plain(genre: str) -> bool:
    """Whether a genre is a word for its type and says nothing else: ``thesis``, not ``doctoral thesis``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", genre).casefold().strip(" .") in _PLAIN


_PLAIN = frozenset(
    (
        "book,article,chapter,thesis,map,letter,report,film,document,text,manuscript,patent,sound,image,picture,dataset"
        ",software,interview,speech,graphic,collection,review,videorecording,theses,dissertation,letters,maps,books"
        ",web site,website,web page,webpage,newspaper article,journal article,magazine article,book chapter"
        ",conference publication,conference paper,still image,moving image,motion picture,sound recording"
    ).split(",")
)
