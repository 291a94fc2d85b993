"""Records of many archives for the benchmarks, as unlike each other as those of an aggregator: references of all
traditions, none or up to three of them; titles short and long in several languages; dates of all sorts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

REFERENCES = Path(__file__).parent.parent / "archives" / "references.txt"
KINDS = (
    "Telegram Letter Report Minutes Note Memorandum Bericht Schreiben Protokoll Lettre Rapport Dépêche Письмо Доклад"
    " Протокол Записка Carta Informe Relazione Notatka Zápis Jelentés"
).split()
SUBJECTS = (
    "the harvest & the price of grain|the frontier at Küstrin|“neutral” shipping|50% of the vote|the strike of"
    " the dockers|die Lage an der Oder|den Verkehr mit Polen|Fragen der Kohle- und Stahlindustrie|la situation à Saïgon"
    "|l'accord du 5 mars|les réfugiés d'Espagne|о положении в Польше|о ходе переговоров с делегацией|об уборке урожая"
    "|las elecciones de 1946|gli scambi commerciali|sprawie granicy|jednání s delegací|a földosztás"
    "|C# 7 and _other_ files {sic}|the Ministry's [illegible] reply|costs of $12 000 ~ a year"
).split("|")
PEOPLE = (
    "Novak:Jan|Kovács:Béla|Müller:Käthe|de Gaulle:C.|Petrov:A. S.|Иванов:Иван|Smith, Jr.:John|Li:Wei|Ó Briain:Seán"
    "|García Lorca:F.|van der Berg:Pieter|Åkesson:Nils"
).split("|")
OFFICES = (
    "Ministry of Foreign Affairs|Politbüro des ZK der SED|Comité national|ЦК КПСС|Board of Trade and Plantations"
    "|Stadtrat von Köln & Umgebung|Office of the High Commissioner"
).split("|")
KEEPERS = (  # an archive, and a location in it
    ("National Archives of Ireland", "DFA {}/{}"),
    ("Stadtarchiv Görlitz", "Bestand {}, Nr. {}"),
    ("Archivo General de Simancas", "Estado, leg. {}, doc. {}"),
    ("ГАРФ", "Ф. Р-{}. Оп. {}. Д. {}. Л. {}"),
    ("National Archives, Kew", "FO 371/{}"),
    ("Hoover Institution Library & Archives", "Stanley K. Hornbeck papers, Box {}, Folder {}"),
    ("University of Somewhere, Special Collections", "MS {}, fols {}r–{}v"),
    ("Arolsen Archives", ""),
)
TYPES = "manuscript document personal_communication report map graphic interview hearing speech".split()
WORDED = (
    "c. 1890|[1912?]|n.d.|between 1931 and 1933|spring 1848|3 and 5 May 1956|12 (25) January 1918|the 1920s|before 1700"
    "|5. März 1921|le 14 juillet 1936|Michaelmas 1641"
).split("|")


@cache
def _references() -> tuple[str, ...]:
    """The references that the tests have of all traditions."""
    lines = REFERENCES.read_text(encoding="utf-8").splitlines()
    return tuple(line.split(" | ", 4)[-1].lstrip("| ") for line in lines if line and not line.startswith("#"))


def _renumbered(reference: str, rng: random.Random) -> str:
    """A reference whose numbers are others, of as many digits."""
    return re.sub(r"\d+", lambda found: str(rng.randrange(10 ** len(found.group()))), reference)


def _date(rng: random.Random) -> dict[str, Any]:
    year = rng.randint(1500, 1999)
    parts = [year, rng.randint(1, 12), rng.randint(1, 28)][: rng.choice((1, 2, 3, 3, 3))]
    form = rng.randrange(12)
    if form == 0:
        return {"literal": rng.choice(WORDED)}
    if form == 1:
        return {"date-parts": [parts, [year + 1, *parts[1:]]]}
    if form == 2:
        return {"date-parts": [parts], "circa": True}
    return {"raw": "-".join(f"{part:02d}" for part in parts)} if form == 3 else {"date-parts": [parts]}


def _name(rng: random.Random) -> dict[str, str]:
    if rng.random() < 0.25:
        return {"literal": rng.choice(OFFICES)}
    family, given = rng.choice(PEOPLE).split(":")
    return {"family": family, "given": given}


def _title(rng: random.Random, n: int) -> str:
    subjects = [rng.choice(SUBJECTS) for _ in range(rng.choice((1, 1, 2, 2, 3, 9)))]
    sides = f" from {rng.choice(PEOPLE).split(':')[0]} to {rng.choice(PEOPLE).split(':')[0]}" if n % 5 == 0 else ""
    return f"{rng.choice(KINDS)}{sides}, {'; '.join(subjects)}{f', No. {n}' if n % 3 else ''}"


def _optional(rng: random.Random, n: int) -> Iterator[tuple[str, Any]]:
    """The variables that records have or have not."""
    made: dict[str, tuple[float, Callable[[], Any]]] = {
        "author": (0.6, lambda: [_name(rng) for _ in range(rng.choice((1, 1, 1, 2, 4)))]),
        "recipient": (0.2, lambda: [_name(rng)]),
        "issued": (0.9, lambda: _date(rng)),
        "URL": (0.7, lambda: f"https://archive{n % 37}.example.org/records/{n:x}?lang={rng.choice(('en', 'de'))}"),
        "abstract": (0.5, lambda: " ".join(rng.choice(SUBJECTS) for _ in range(rng.randint(3, 60)))),
        "language": (0.8, lambda: rng.choice("en de fr ru pl cs hu es it la zh".split())),
        "number": (0.2, lambda: f"{rng.randrange(9999)}/{rng.randrange(99)}"),
        "genre": (0.2, lambda: rng.choice(KINDS).lower()),
        "note": (0.2, lambda: rng.choice(SUBJECTS)),
        "keyword": (0.3, lambda: "; ".join(rng.choice(SUBJECTS) for _ in range(3))),
        "archive_collection": (0.1, lambda: rng.choice(OFFICES)),
        "dimensions": (0.2, lambda: f"{rng.randrange(1, 90)} leaves"),
        "accessed": (0.3, lambda: {"date-parts": [[2024, rng.randint(1, 12), rng.randint(1, 28)]]}),
    }
    for variable, (share, make) in made.items():
        if rng.random() < share:
            yield variable, make()


def _place(rng: random.Random) -> dict[str, str]:
    """Where a record says that its document is: nowhere; an archive and a location; references."""
    form = rng.randrange(8)
    if form == 0:
        return {}
    if form < 4:
        archive, location = rng.choice(KEEPERS)
        numbers = [rng.randrange(1, 9999) for _ in range(location.count("{}"))]
        return {"archive": archive, "archive_location": location.format(*numbers)} if location else {"archive": archive}
    stated = [_renumbered(rng.choice(_references()), rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    host = {"archive": "Wilson Center Digital Archive"} if form < 6 else {}
    return host | {"archive_location": "; ".join(stated)}


def varied_records(count: int) -> Iterator[dict[str, Any]]:
    """``count`` items of CSL-JSON, the same in every run; each is made from its number alone."""
    for n in range(count):
        rng = random.Random(n)
        item: dict[str, Any] = {"id": f"r{n}", "type": rng.choice(TYPES), "title": _title(rng, n)}
        item |= dict(_optional(rng, n))
        yield item | _place(rng)
