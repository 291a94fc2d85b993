"""Entries of LaTeX's thebibliography, by the styles that print them: plain, LNCS, IEEE, Elsevier, AMS, by hand."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from citekit.document.model import Document
from citekit.sources.registry import read_text

ENTRIES = tomllib.loads((Path(__file__).parent / "formats" / "printed_entries.toml").read_text(encoding="utf-8"))[
    "entry"
]


def read(*entries: str) -> list[Document]:
    whole = "\\begin{thebibliography}{99}\n" + "\n".join(entries) + "\n\\end{thebibliography}\n"
    return [one for one in read_text(whole, "x.bbl", "x.bbl") if isinstance(one, Document)]


def wording(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(
            "=" + one["literal"]
            if "literal" in one
            else f"{' '.join(filter(None, (one.get('non-dropping-particle'), one['family'])))}|{one.get('given', '')}"
            for one in value
        )
    return "-".join(map(str, value["date-parts"][0])) if isinstance(value, dict) else str(value or "")


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    return [dict(doc.to_csl()) for doc in read(*(entry["text"] for entry in ENTRIES))]


@pytest.mark.parametrize("number", range(len(ENTRIES)), ids=lambda n: ENTRIES[n]["text"].partition("}")[0][-6:])
def test_each_part_of_an_entry_is_in_its_variable(number: int, items: list[dict[str, Any]]) -> None:
    expected = {name: value for name, value in ENTRIES[number].items() if name != "text"}
    assert {name: wording(items[number].get(name)) for name in expected} == expected


@pytest.mark.parametrize(
    "entry",
    [
        r"\bibitem{p} J.~Smith and K.~Roe, Phys. Rev. \textbf{12}, 345 (1999).",  # the physicists' has no title
        r"\bibitem{r} Annual Report. Some Body, 1999.",
        r"\bibitem{u} Edward Thompson. The Making of the English Working Class. Gollancz, London, 1963.",
        r"\bibitem{x} See the guide, kindly given by the staff.",
    ],
)
def test_an_entry_whose_parts_nothing_tells_apart_has_no_author_and_is_said(entry: str) -> None:
    (doc,) = read(entry)
    assert "author" not in doc.to_csl() and doc.unread and "cited as it stands" in doc.warnings[0]


@pytest.mark.parametrize("author", [r"\textsc{Febvre, Lucien}", r"\textbf{Febvre, Lucien}", r"{\sc Febvre}, Lucien"])
def test_the_type_of_a_name_is_no_part_of_it(author: str) -> None:
    (doc,) = read(rf"\bibitem{{k}} {author}, \emph{{Le probl\`eme}}, Paris, Albin Michel, 1942.")
    item = doc.to_csl()
    assert item["author"] == [{"family": "Febvre", "given": "Lucien"}]
    assert (item["publisher"], item["publisher-place"], item["title"]) == ("Albin Michel", "Paris", "Le problème")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"\url{http://who.int/p}", "http://who.int/p"),
        (r"\href{https://ec.eu/x}{online}", "https://ec.eu/x"),
        ("URL: https://ex.org/book", "https://ex.org/book"),
        (r"Available at \path{https://ex.org/a_b}.", "https://ex.org/a_b"),
    ],
)
def test_an_address_is_one_wherever_it_stands(written: str, address: str) -> None:
    for entry in (
        rf"WHO. \newblock Plague report. \newblock {written}, 1999.",
        rf"WHO, \emph{{Report}}, 1999, {written}",
    ):
        (doc,) = read(r"\bibitem{k} " + entry)
        item = doc.to_csl()
        assert (item["URL"], item["author"], doc.unread) == (address, [{"literal": "WHO"}], ())
        assert "publisher" not in item and item["issued"] == {"date-parts": [[1999]]}


def test_nothing_of_an_entry_is_lost() -> None:
    (doc,) = read(r"\bibitem{k} A.~Doe, \emph{Maps}, Leiden: Brill, 2001. Shelf Q~17, with a slip case.")
    assert "Q 17" in " ".join(doc.unread) and doc.to_csl()["publisher"] == "Brill"


@pytest.mark.parametrize("filling", ["A. ", "Smith, J., ", "1-", "(", "{", r"\href{a}{", "A and ", "In "])
def test_an_entry_made_to_be_slow_is_not(filling: str) -> None:
    start = time.process_time()
    read(r"\bibitem{k} " + filling * (2_900 // len(filling)))
    assert time.process_time() - start < 5
