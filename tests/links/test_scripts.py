"""One title in several scripts and forms, and short pages that say that something is wrong."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.links.compare import compare
from citekit.links.identity import Identity
from citekit.links.kinds import kind_of
from citekit.links.page import scan


@pytest.mark.parametrize(
    "title, seen",
    [
        ("Протокол №12 от 4 мая 1950 г.", "Протокол № 12 от 4 мая 1950 г."),
        ("Protocol No. 12 of the Presidium", "Protocol №12 of the Presidium"),
        ("周恩來與尼赫魯會談記錄", "周恩来与尼赫鲁会谈记录"),
        ("رسالة من ناصر إلى خروشوف ١٩٥٨", "رسالة من ناصر إلى خروشوف 1958"),
        ("चीन पर रिपोर्ट १९५८", "चीन पर रिपोर्ट 1958"),
    ],
)
def test_a_title_in_another_form_of_its_script_is_the_same(title: str, seen: str) -> None:
    for one, other in ((title, seen), (seen, title)):
        assert compare(Identity.of(Document(title=one)), scan(f"<title>{other}</title><p>{other}")).same is True


def test_other_numbers_are_another_document_in_any_script() -> None:
    known = Identity.of(Document(title="رسالة من ناصر إلى خروشوف ١٩٥٨"))
    assert compare(known, scan("<title>رسالة من ناصر إلى خروشوف ١٩٥٩</title><p>رسالة من ناصر إلى خروشوف")).same is False


@pytest.mark.parametrize(
    "title, text",
    [
        ("Archive", "<h2>Object not found!</h2>"),
        ("Katalog", "<p>Datensatz nicht gefunden</p>"),
        ("Collections", "<p>Invalid record ID</p>"),
        ("Archive", "<p>Session expired. Please start a new search.</p>"),
        ("Warning", "<p>Fatal error: Uncaught Exception in /var/www/html/index.php</p>"),
    ],
)
def test_a_page_that_says_little_but_that_is_no_document(title: str, text: str) -> None:
    source = f"<title>{title}</title><h1>{title}</h1>{text}"
    assert kind_of(scan(source), source) is not None


@pytest.mark.parametrize("title", ["Letter on the Lost Files of the Ministry", "Report on Objects in the Museum"])
def test_a_short_page_with_a_subject_is_one(title: str) -> None:
    source = f"<title>{title}</title><h1>{title}</h1><p>A letter.</p>"
    assert kind_of(scan(source), source) is None
