"""Varied items for the comparison: those of works.jsonl, and families of items that differ in one thing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Item = dict[str, Any]


def name(family: str, given: str = "", **more: str) -> dict[str, str]:
    """A name; names of its parts as keywords, ``_`` for ``-``."""
    return {
        "family": family,
        **({"given": given} if given else {}),
        **{k.replace("_", "-"): v for k, v in more.items()},
    }


def date(*parts: int, **more: Any) -> Item:
    """A date variable of one date."""
    return {"date-parts": [list(parts)], **more}


def crowds() -> list[Item]:
    """Works of one to 22 authors: where et al. begins in each style."""
    out: list[Item] = []
    for count in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 20, 21, 22):
        people = [name(f"Crowd{chr(65 + n)}", "Vera M.") for n in range(count)]
        journal = {
            "container-title": "Journal of Cold War Studies",
            "volume": "3",
            "issue": "2",
            "page": f"{count}-{count + 20}",
        }
        out.append(
            {
                "type": "article-journal",
                "title": f"An article by {count}",
                "author": people,
                "issued": date(1990 + count),
                **journal,
            }
        )
        book = {"publisher": "Columbia University Press", "publisher-place": "New York"}
        out.append(
            {
                "type": "book",
                "title": f"Essays collected by {count}",
                "editor": people,
                "issued": date(1960 + count),
                **book,
            }
        )
    return out


NAMES: list[list[dict[str, str]]] = [
    [name("Beethoven", "Ludwig", non_dropping_particle="van")],
    [name("Humboldt", "Alexander", dropping_particle="von")],
    [name("Gaulle", "Charles", non_dropping_particle="de")],
    [name("von der Schulenburg", "Friedrich-Werner")],
    [name("Kissinger", "H.A.")],
    [name("Sartre", "Jean-Paul"), name("Beauvoir", "Simone", dropping_particle="de")],
    [name("Roosevelt", "Franklin D.", suffix="Jr."), name("Ford", "Gerald R.", suffix="III")],
    [{"literal": "Ministry of Foreign Affairs of the USSR"}],
    [{"literal": "Central Committee of the Communist Party"}, name("Suslov", "Mikhail")],
    [name("Громыко", "Андрей Андреевич")],
    [name("毛", "泽东")],
    [name("Παπανδρέου", "Γεώργιος")],
    [name("Hồ", "Chí Minh")],
    [name("d\u2019Estaing", "Valéry Giscard")],
    [name("Voltaire")],
]

DATES: list[Item] = [
    {},
    {"issued": date(1951)},
    {"issued": date(1951, 11)},
    {"issued": date(1951, 11, 19)},
    {"issued": {"date-parts": [[1951], [1953]]}},
    {"issued": {"date-parts": [[1951, 3], [1951, 5]]}},
    {"issued": {"date-parts": [[1951, 11, 19], [1951, 11, 21]]}},
    {"issued": {"date-parts": [[1951, 11, 19], [1951, 12, 2]]}},
    {"issued": {"date-parts": [[1951, 12, 30], [1952, 1, 2]]}},
    {"issued": date(1951, circa=True)},
    {"issued": {"date-parts": [[1951]], "season": 3}},
    {"issued": date(1951), "original-date": date(1913)},
    {"issued": date(1951, 11, 19), "status": "forthcoming"},
]

PAGES = [
    "7",
    "71-72",
    "96-117",
    "100-104",
    "107-8",
    "321-28",
    "1087-89",
    "1496-500",
    "11564-11615",
    "A3-A5",
    "xiv-xix",
    "3, 7, 9-12",
    "e1004",
]

ARCHIVAL: list[Item] = [
    {
        "type": "document",
        "genre": "telegram",
        "title": "Ciphered telegram no. 3410",
        "author": [name("Stalin", "Joseph")],
        "recipient": [name("Mao", "Zedong")],
        "issued": date(1950, 10, 1),
        "archive": "APRF",
        "archive_location": "Fond 45, Opis 1, Delo 334",
    },
    {
        "type": "document",
        "genre": "minutes",
        "title": "Minutes of a meeting of the Politburo",
        "issued": date(1956, 10, 31),
        "archive": "TsKhSD",
        "archive_location": "Fond 3, Opis 12, Delo 1006, Listy 15-18ob",
        "archive-place": "Moscow",
    },
    {
        "type": "document",
        "title": "Memorandum of Conversation",
        "issued": date(1961, 6, 3),
        "archive_collection": "President's Office Files",
        "archive_location": "Box 126, Folder 11",
        "archive": "John F. Kennedy Library",
        "archive-place": "Boston",
    },
    {
        "type": "personal_communication",
        "genre": "letter",
        "author": [name("Khrushchev", "Nikita")],
        "recipient": [name("Kennedy", "John F.")],
        "issued": date(1962, 10, 26),
        "archive": "National Archives",
        "archive_location": "RG 59, Box 5032",
    },
    {"type": "personal_communication", "genre": "e-mail", "author": [name("Roe", "Jane")], "issued": date(2014, 2, 3)},
    {
        "type": "manuscript",
        "title": "Diary",
        "author": [name("Chernyaev", "Anatoly")],
        "issued": {"date-parts": [[1972], [1991]]},
        "genre": "diary",
        "archive": "National Security Archive",
        "archive-place": "Washington, DC",
    },
    {
        "type": "manuscript",
        "title": "Notes on the plenum",
        "genre": "handwritten notes",
        "archive": "State Archive",
        "archive_location": "f. 2, op. 1, d. 3",
    },
    {
        "type": "interview",
        "author": [name("Dobrynin", "Anatoly")],
        "interviewer": [name("Doe", "Jane"), name("Roe", "Richard")],
        "title": "On the crisis",
        "issued": date(1993, 5, 7),
        "archive": "Oral History Office",
        "archive-place": "Columbia",
    },
    {"type": "interview", "author": [name("Nobody", "Nora")], "issued": date(2001, 5, 7)},
    {
        "type": "map",
        "title": "Map of the front line",
        "author": [{"literal": "General Staff"}],
        "issued": date(1951),
        "scale": "1:50,000",
        "archive": "Central Archive of the Ministry of Defence",
    },
    {
        "type": "graphic",
        "title": "Photograph of the delegation",
        "medium": "photograph",
        "issued": date(1953, 7, 27),
        "archive": "National Archives",
    },
    {
        "type": "report",
        "title": "Report on the situation",
        "genre": "Report",
        "number": "113",
        "author": [name("Shtykov", "Terentii")],
        "issued": date(1949, 9, 15),
        "publisher": "Embassy of the USSR",
        "publisher-place": "Pyongyang",
    },
    {
        "type": "collection",
        "title": "Malenkov papers",
        "archive": "RGASPI",
        "archive_location": "fond 83",
        "archive-place": "Moscow",
    },
    {
        "type": "document",
        "title": "Record of a conversation",
        "translator": [name("Goldberg", "Gary")],
        "issued": date(1958, 8, 2),
        "archive": "Wilson Center Digital Archive",
        "URL": "https://digitalarchive.wilsoncenter.org/document/1",
        "accessed": date(2024, 3, 9),
    },
]

OTHERS: list[Item] = [
    {
        "type": "entry",
        "title": "Armistice",
        "container-title": "A Handbook of the War",
        "issued": date(1990),
        "page": "12",
    },
    {
        "type": "entry-dictionary",
        "title": "Détente",
        "container-title": "Oxford English Dictionary",
        "URL": "https://oed.com/detente",
        "accessed": date(2020, 7, 1),
    },
    {"type": "figure", "title": "Losses by month", "author": [name("Counter", "C.")], "issued": date(1999)},
    {
        "type": "musical_score",
        "title": "Symphony no. 7",
        "author": [name("Shostakovich", "Dmitri")],
        "publisher": "Muzgiz",
        "issued": date(1942),
    },
    {
        "type": "performance",
        "title": "Boris Godunov",
        "author": [name("Mussorgsky", "Modest")],
        "issued": date(1948, 2, 1),
    },
    {"type": "periodical", "title": "Problems of Communism", "publisher": "USIA", "issued": date(1952)},
    {"type": "regulation", "title": "Export Controls", "number": "15 C.F.R.", "issued": date(1949)},
    {
        "type": "standard",
        "title": "Archival description",
        "author": [{"literal": "International Council on Archives"}],
        "number": "ISAD(G)",
        "issued": date(2000),
    },
    {"type": "treaty", "title": "Treaty of Friendship and Alliance", "issued": date(1950, 2, 14)},
    {
        "type": "post",
        "title": "A post on a forum",
        "author": [name("Poster", "P.")],
        "container-title": "H-Diplo",
        "issued": date(2012, 5, 6),
        "URL": "https://example.org/post",
    },
    {"type": "classic", "title": "History of the Peloponnesian War", "author": [name("Thucydides")]},
    {"type": "event", "title": "Exhibition of posters", "event-place": "Berlin", "issued": date(1987)},
    {
        "type": "article",
        "title": "A preprint",
        "author": [name("Preprinter", "P.")],
        "publisher": "SocArXiv",
        "number": "abc12",
        "issued": date(2021),
        "DOI": "10.31235/osf.io/abc12",
    },
    {
        "type": "book",
        "title": "War and peace",
        "author": [name("Tolstoy", "Leo")],
        "translator": [name("Pevear", "Richard"), name("Volokhonsky", "Larissa")],
        "publisher": "Knopf",
        "issued": date(2007),
        "original-title": "Война и мир",
    },
    {
        "type": "book",
        "title": "Collected letters",
        "author": [name("Writer", "W.")],
        "editor": [name("Both", "B.")],
        "translator": [name("Both", "B.")],
        "publisher": "P",
        "issued": date(1988),
    },
    {
        "type": "book",
        "title": "A work in volumes",
        "author": [name("Long", "L.")],
        "number-of-volumes": "3",
        "publisher": "P",
        "issued": date(1970),
    },
    {
        "type": "book",
        "title": "One volume of many",
        "author": [name("Long", "L.")],
        "volume": "2",
        "volume-title": "The middle years",
        "publisher": "P",
        "issued": date(1971),
        "edition": "revised",
    },
    {
        "type": "chapter",
        "title": "Foreword",
        "author": [name("Fore", "F.")],
        "container-title": "The main book",
        "container-author": [name("Main", "M.")],
        "publisher": "P",
        "page": "ix-xii",
        "issued": date(1982),
    },
    {
        "type": "article-journal",
        "title": "In press",
        "author": [name("Press", "P.")],
        "container-title": "J. Mod. Hist.",
        "issued": date(2022),
        "DOI": "10.1086/1",
        "available-date": date(2021, 12, 1),
    },
    {
        "type": "article-journal",
        "title": "Un article en fran\u00e7ais sur la guerre",
        "author": [name("Aron", "Raymond")],
        "language": "fr",
        "container-title": "Revue historique",
        "volume": "12",
        "page": "1-9",
        "issued": date(1955),
    },
    {
        "type": "review-book",
        "title": "",
        "author": [name("Critic", "C.")],
        "reviewed-title": "Stalin's wars",
        "reviewed-author": [name("Roberts", "Geoffrey")],
        "container-title": "Slavic Review",
        "volume": "66",
        "page": "750-51",
        "issued": date(2007),
    },
    {
        "type": "article-newspaper",
        "title": "Editorial: no end in sight",
        "container-title": "Times",
        "publisher-place": "London",
        "issued": date(1952, 1, 2),
        "edition": "late",
        "section": "B",
        "page": "4",
    },
    {
        "type": "thesis",
        "title": "The politics of the armistice",
        "author": [name("Cand", "C.")],
        "genre": "master's thesis",
        "publisher": "Moscow State University",
        "archive": "ProQuest",
        "issued": date(1995),
    },
    {
        "type": "webpage",
        "title": "An undated page",
        "author": [{"literal": "History and Public Policy Program"}],
        "URL": "https://example.org/page",
        "accessed": date(2023, 1, 5),
    },
]


def items() -> list[Item]:
    """All items, each with an id that says where it comes from."""
    works = [
        json.loads(line) for line in Path(__file__).with_name("works.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    book = {"type": "book", "publisher": "Press", "publisher-place": "London"}
    groups: dict[str, list[Item]] = {
        "work": works,
        "crowd": crowds(),
        "name": [
            {**book, "title": f"On names, {n}", "author": people, "issued": date(1970 + n)}
            for n, people in enumerate(NAMES)
        ],
        "date": [
            {**book, "title": f"On dates, {n}", "author": [name("Dater", "Dan")], **when}
            for n, when in enumerate(DATES)
        ],
        "page": [
            {
                "type": "article-journal",
                "title": f"On pages, {n}",
                "author": [name("Pager", "Paul")],
                "container-title": "Pages",
                "volume": "1",
                "page": pages,
                "issued": date(1980 + n),
            }
            for n, pages in enumerate(PAGES)
        ],
        "archival": ARCHIVAL,
        "other": OTHERS,
    }
    return [{**item, "id": f"{group}-{n}"} for group, members in groups.items() for n, item in enumerate(members)]
