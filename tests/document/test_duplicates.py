"""Which documents are the same, and which may be: found among many by their marks, as by comparing each with each."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from citekit import Document
from citekit.document.duplicates import FactsOfMany, Known, duplicate_notes
from citekit.document.identity import facts_of

REFERENCES = ("", "RGANI, f. 5, op. 49, d. 131, ll. 3-5", "RGANI, f. 5, op. 49, d. 131, ll. 6-7", "RGASPI, f. 558")
ADDRESSES = ("", "https://example.org/a", "http://example.org/a/", "https://digitalarchive.wilsoncenter.org/document/7")
TITLES = ("", "Letter to the Council", "Letter to the Councils", "Report No. 5", "Report No. 7")
descriptions = st.builds(
    Document,
    title=st.sampled_from(TITLES),
    date=st.sampled_from(("", "May 1, 1950", "1951")),
    references=st.sampled_from(REFERENCES),
    url=st.sampled_from(ADDRESSES),
    number=st.sampled_from(("", "7", "8")),
)


@given(st.lists(descriptions, max_size=12))
def test_the_notes_are_those_of_comparing_each_document_with_all_before_it(described: list[Document]) -> None:
    docs = [doc.changed(key=f"d{n}") for n, doc in enumerate(described)]
    known, expected = Known(), []
    for doc in docs:
        same, other, why = known.add_and_match(doc, doc.key)
        if same:
            expected.append(f"{doc.key} is the same document as {same} (the same record)")
        elif other:
            expected.append(f"{doc.key} may be the same document as {other}: {why}")
    assert list(duplicate_notes(docs)) == expected


@given(st.lists(descriptions, max_size=6), st.lists(descriptions, max_size=6))
def test_facts_of_many_documents_are_those_of_each(some: list[Document], others: list[Document]) -> None:
    one, other = FactsOfMany(), FactsOfMany()
    for doc in some:
        one.add(facts_of(doc))
    for doc in others:
        other.add(facts_of(doc))
    one.extend(pickle.loads(pickle.dumps(other)))
    assert list(one) == [facts_of(doc) for doc in (*some, *others)]


def test_documents_that_share_nothing_are_not_compared() -> None:
    facts = FactsOfMany()
    for n in range(1000):
        facts.add(facts_of(Document(title=f"Report on town {n}", date=f"{1000 + n}", url=f"https://example.org/{n}")))
    assert list(facts.sharing()) == []
