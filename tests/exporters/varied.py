"""Documents of many kinds, as archives and libraries describe them: what exports are measured on. All of them are
our own.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import citekit
from citekit import Document

# dates as sources write them
WRITTEN_DATES = [
    "November 19, 1951",
    "October 1976",
    "1955",
    "circa 1951",
    "[1951?]",
    "[1951]",
    "n.d.",
    "Spring 1951",
    "1951-1953",
    "November 19-21, 1951",
    "May 1 - June 3, 1950",
    "one day in May",
]
FORMS = [
    """title: Telegram from Shtykov to Vyshinsky
date: March 24, 1950
from: Shtykov
to: Vyshinsky
reference: AVPRF, Fond 059a, Opis 5a, Delo 3, Papka 11, Listy 75-76
online archive: Wilson Center Digital Archive
url: https://digitalarchive.wilsoncenter.org/document/112044
original language: Russian
translated by: Gary Goldberg
summary: The ambassador reports.
accessed: 2026-05-02
key: shtykov1950
""",
    """title: Ciphered Telegram from Gromyko to Razuvaev
date: November 19, 1951
reference: APRF, Fond 3, Opis 65, Delo 829, Listy 44-45
online archive: Wilson Center Digital Archive
url: https://digitalarchive.wilsoncenter.org/document/900001
original language: Russian
key: gromyko1951
""",
    """title: Memorandum of Conversation between Nikita Khrushchev and Janos Kadar
date: 19-21 November 1956
reference: MNL OL, M-KS 288. f. 5. cs. 28. őe.
online archive: Wilson Center Digital Archive
url: https://digitalarchive.wilsoncenter.org/document/900002
original language: Hungarian
translated by: Balázs Szalontai
summary: "Minutes; with <secret> annexes & a list of 5 < 7 names."
key: kadar1956
""",
    """title: Report from the Embassy of Hungary in North Korea to the Hungarian Foreign Ministry
date: circa 1965
reference: MNL OL, XIX-J-1-j Korea, 5. doboz, 5/a, 006054/1
online archive: Wilson Center Digital Archive
url: https://digitalarchive.wilsoncenter.org/document/900003
key: embassy1965
""",
    """title: Letter from Ho Chi Minh to Mao Zedong
date: n.d.
reference: PRCFMA, 106-00123-04
online archive: Wilson Center Digital Archive
url: https://digitalarchive.wilsoncenter.org/document/900004
original language: Chinese
key: ho
""",
    """title: Interview with Oleg Troyanovsky
date: Spring 1993
reference: National Security Archive, Troyanovsky Papers, box 3, folder 12
key: troyanovsky1993
""",
    """title: Speech by Josip Broz Tito at Pula
date: November 11, 1956
reference: AJ, fond 507, fascicle 7
key: tito1956
""",
    """title: Interview on the Crisis
kind: interview
from: Anatoly Dobrynin
to: Richard Ned Lebow
date: 17 December 1991
reference: National Security Archive, box 3
key: i1
""",
    """from: Brandt
to: Bahr
kind: letter
date: 3 May 1970
reference: PA AA, B 1, Bd. 450
key: i2
""",
    """title: Notes on the Talks
from: Molotov
to: Stalin
kind: memorandum
date: 3 May 1940
reference: RGASPI, f. 558, op. 11, d. 97, l. 5
online archive: Wilson Center Digital Archive
url: https://digitalarchive.wilsoncenter.org/document/900123
key: i3
""",
]

LINES = [
    (
        '"Minutes of the Meeting of the Politburo", [1951], Wilson Center Digital Archive, RGANI, f. 5, op. 49, d. 131,'
        " ll. 193-194. https://digitalarchive.wilsoncenter.org/document/900005"
    ),
]

_DAY = {"date-parts": [[1918, 9, 25]]}
ITEMS: list[dict[str, Any]] = [
    {
        "type": "personal_communication",
        "author": [{"family": "Creel", "given": "George"}],
        "recipient": [{"family": "House", "given": "Edward M."}],
        "issued": _DAY,
        "archive": "Yale University Library",
        "archive_collection": "Edward M. House Papers",
        "archive_location": "MS 466, Box 12, Folder 3",
        "archive-place": "New Haven, CT",
    },
    {
        "type": "personal_communication",
        "genre": "telegram",
        "title": "Telegram on the Armistice",
        "author": [{"family": "Wilson", "given": "Woodrow"}],
        "recipient": [{"literal": "Ministry of War and Navy"}],
        "issued": {"date-parts": [[1918, 11, 8]]},
        "archive": "Library of Congress",
        "archive_location": "Series 2, Box 187",
        "keyword": "World War, 1914-1918; armistice",
    },
    {
        "type": "interview",
        "title": "Interview on the Missile Crisis",
        "author": [{"family": "Dobrynin", "given": "Anatoly"}],
        "interviewer": [{"family": "Lebow", "given": "Richard Ned"}],
        "issued": {"date-parts": [[1991, 12, 17]]},
        "medium": "audio tape",
        "archive": "Hoover Institution",
    },
    {
        "type": "speech",
        "title": "Remarks at the Rudolph Wilde Platz",
        "author": [{"family": "Kennedy", "given": "John F."}],
        "event-title": "Visit to Berlin",
        "event-place": "Berlin",
        "issued": {"date-parts": [[1963, 6, 26]]},
        "archive": "John F. Kennedy Library",
        "archive_location": "JFKPOF-045-028",
    },
    {
        "type": "map",
        "title": "Karte von Tirol",
        "author": [{"family": "Anich", "given": "Peter"}],
        "issued": {"date-parts": [[1774]], "circa": True},
        "scale": "1:103800",
        "publisher-place": "Wien",
        "archive": "Tiroler Landesarchiv",
        "archive_location": "Karten und Pläne 4456",
    },
    {
        "type": "graphic",
        "title": "Migrant Mother",
        "author": [{"family": "Lange", "given": "Dorothea"}],
        "issued": {"date-parts": [[1936, 3]]},
        "medium": "gelatin silver print",
        "dimensions": "28 x 22 cm",
        "archive": "Library of Congress",
        "archive_location": "LC-USF34-9058-C",
        "URL": "https://www.loc.gov/pictures/item/2017762891/",
        "accessed": {"date-parts": [[2026, 2, 3]]},
    },
    {
        "type": "motion_picture",
        "title": "Броненосец «Потёмкин»",
        "director": [{"family": "Эйзенштейн", "given": "Сергей"}],
        "issued": {"date-parts": [[1925]]},
        "publisher": "Госкино",
        "archive": "Госфильмофонд",
        "language": "ru",
    },
    {
        "type": "song",
        "title": "Fireside Chat on the Banking Crisis",
        "author": [{"family": "Roosevelt", "given": "Franklin D."}],
        "issued": {"date-parts": [[1933, 3, 12]]},
        "medium": "gramophone record",
        "archive": "National Archives",
        "archive_location": "RG 48, item 3",
        "publisher": "Columbia",
    },
    {
        "type": "report",
        "title": "NSC 68: United States Objectives and Programs",
        "author": [{"literal": "National Security Council"}],
        "number": "NSC 68",
        "genre": "policy paper",
        "publisher": "The White House",
        "publisher-place": "Washington, DC",
        "issued": {"date-parts": [[1950, 4, 14]]},
        "page": "1-66",
    },
    {
        "type": "report",
        "title": "Rapport sur la situation au Levant",
        "author": [{"family": "Catroux", "given": "Georges"}],
        "translator": [{"family": "Martin", "given": "Jean"}],
        "issued": {"date-parts": [[1941], [1943]]},
        "archive": "Service historique de la Défense",
        "archive_location": "4 H 311, dossier 2",
        "archive-place": "Vincennes",
        "language": "fr",
    },
    {
        "type": "manuscript",
        "title": "Diary of a <em>Journey</em> & Other Notes",
        "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],
        "genre": "diary",
        "issued": {"date-parts": [[1888, 5, 3], [1888, 5, 6]]},
        "archive": "Van Gogh Museum",
        "archive_location": "b 463 V/1962",
        "number-of-pages": "112",
    },
    {
        "type": "manuscript",
        "title": "Записка о положении на Дальнем Востоке",
        "author": [{"family": "Молотов", "given": "В. М."}],
        "issued": {"literal": "б. д."},
        "archive": "РГАСПИ",
        "archive_location": "Ф. 82. Оп. 2. Д. 1234. Л. 5–7",
        "language": "ru",
    },
    {
        "type": "document",
        "title": "Certificate of Naturalization",
        "issued": {"date-parts": [[1902, 10, 7]]},
        "archive": "National Archives at Boston",
        "archive_location": "RG 21, Box 5",
        "archive_collection": "Petitions of the District Court",
    },
    {
        "type": "treaty",
        "title": "Treaty of Guarantee",
        "issued": {"date-parts": [[1925, 10, 16]]},
        "archive": "League of Nations Archives",
        "archive_location": "R 3654",
        "archive-place": "Geneva",
    },
    {
        "type": "article-newspaper",
        "title": "Soviet Fires Earth Satellite into Space",
        "author": [{"family": "Jorden", "given": "William J."}],
        "container-title": "The New York Times",
        "issued": {"date-parts": [[1957, 10, 5]]},
        "page": "1",
        "edition": "late city",
    },
    {
        "type": "article-journal",
        "title": "Livy and the <i>Pax Deum</i>",
        "author": [{"family": "Satterfield", "given": "Susan"}],
        "container-title": "Classical Philology",
        "volume": "111",
        "issue": "2",
        "page": "165-176",
        "DOI": "10.1086/685722",
        "ISSN": "0009-837X",
        "issued": {"date-parts": [[2016]], "season": "2"},
    },
    {
        "type": "book",
        "title": "Swing Time",
        "author": [{"family": "Smith", "given": "Zadie"}],
        "editor": [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}],
        "translator": [{"family": "Tanaka", "given": "Keiko"}],
        "publisher": "Penguin Press",
        "publisher-place": "New York",
        "edition": "2",
        "volume": "3",
        "collection-title": "Penguin Originals",
        "ISBN": "9781594203985",
        "number-of-pages": "464",
        "original-title": "Swing",
        "original-date": {"date-parts": [[1998]]},
        "issued": {"date-parts": [[2016]]},
    },
    {
        "type": "chapter",
        "title": "The Kornilov Affair",
        "author": [{"family": "Rabinowitch", "given": "Alexander"}],
        "editor": [{"family": "Hill", "given": "Anne"}, {"family": "Ito", "given": "Ken"}],
        "container-title": "Essays on 1917",
        "publisher": "Oxford University Press",
        "publisher-place": "Oxford",
        "page": "10-44",
        "issued": {"date-parts": [["1987"]]},
    },
    {
        "type": "thesis",
        "title": "Rice and Revolution",
        "author": [{"family": "Rhee", "given": "Sun Young"}],
        "genre": "PhD diss.",
        "publisher": "University of Chicago",
        "issued": {"date-parts": [["1999", "6"]]},
    },
    {
        "type": "paper-conference",
        "title": "Maps as Arguments",
        "author": [{"family": "Ortiz", "given": "Lola"}],
        "container-title": "Proceedings of the Map Society",
        "event-title": "Third Congress of Map Historians",
        "publisher": "Map Society",
        "page": "3-9",
        "issued": {"date-parts": [[1985], [1986]]},
    },
    {
        "type": "webpage",
        "title": "About the Collection",
        "container-title": "Digital Himalaya",
        "URL": "https://example.org/about?x=1&y=2",
        "accessed": {"date-parts": [[2026, 5, 2]]},
        "archive": "Cambridge University Library",
    },
    {
        "type": "broadcast",
        "title": "The Berlin Crisis",
        "container-title": "Panorama",
        "publisher": "BBC",
        "issued": {"date-parts": [[1961, 8, 21]]},
        "archive": "BBC Written Archives Centre",
        "archive_location": "T32/1,191",
    },
    {
        "type": "entry-encyclopedia",
        "title": "Perestroika",
        "container-title": "Great Encyclopedia",
        "volume": "19",
        "page": "44-45",
        "issued": {"raw": "1988"},
    },
    {
        "type": "legislation",
        "title": "Emergency Powers (Defence) Act",
        "issued": {"date-parts": [[1939, 8, 24]]},
        "archive": "Parliamentary Archives",
        "archive_location": "HL/PO/PU/1/1939/2",
    },
    {
        "type": "pamphlet",
        "title": "What Is To Be Done",
        "author": [{"literal": "Smith, Jones & Co."}],
        "publisher": "Red Press",
        "publisher-place": "Leeds",
        "issued": {"date-parts": [[1921]], "circa": "1"},
        "archive": "Working Class Movement Library",
        "archive_location": "AG Pamphlets Box 7",
    },
    {
        "type": "dataset",
        "title": "Census of Tirana",
        "author": [{"literal": "Institute of Statistics"}],
        "version": "2.1",
        "publisher": "Dataverse",
        "DOI": "10.7910/DVN/ABCD",
        "issued": {"date-parts": [[2012, 1, 15]]},
    },
    {
        "type": "document",
        "title": "Proclamation to the Peoples",
        "issued": {"date-parts": [[1848]], "season": "spring"},
        "author": [{"family": "Kim", "given": "Il Sung", "static-ordering": True}],
        "archive": "Österreichisches Staatsarchiv",
        "archive_location": "HHStA, StK Vorträge 304",
        "archive-place": "Wien",
        "note": "Two seals.\nTorn at the foot.",
        "contributor": [{"family": "Weber", "given": "Anna"}],
    },
    {
        "type": "performance",
        "title": "The Trial of Lucullus",
        "author": [{"family": "Brecht", "given": "Bertolt"}],
        "event-place": "Berlin",
        "issued": {"date-parts": [[1951, 3, 17]]},
        "archive": "Akademie der Künste",
        "archive_location": "BBA 1234",
    },
]


def varied() -> list[Document]:
    """The documents, each with a key."""
    return list(_varied())


@cache
def _varied() -> tuple[Document, ...]:
    forms = [citekit.loads(text) for text in (*FORMS, *LINES)]
    forms = [doc if doc.key else doc.changed(key=f"line{n}") for n, doc in enumerate(forms)]
    return (*forms, *(citekit.loads(json.dumps({"id": f"v{n}", **item})) for n, item in enumerate(ITEMS)))
