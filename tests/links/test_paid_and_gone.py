"""A page under the document's title that only sells it, or says that it is gone, is not the document; a document that
tells of something lost is."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.links.identity import Identity
from citekit.links.kinds import Kind, kind_of
from citekit.links.page import scan

TITLE = "Report on the Fire in the Port"
PROSE = "<p>" + "The delegation left for Luanda on the same evening and met nobody there. " * 10 + "</p>"


def kind(body: str, title: str = TITLE) -> str:
    source = f"<title>{title}</title><h1>{title}</h1>{body}"
    found: set[Kind | None] = {
        kind_of(scan(source), source, known) for known in (None, Identity.of(Document(title=TITLE)).title)
    }
    assert len(found) == 1
    (one,) = found
    return one.name if one is not None else ""


SOLD = [
    "To read this document, buy access for €30. Already a subscriber? Log in.",
    "Purchase access to view the full text for $12.",
    "Bereits Abonnent? Melden Sie sich an oder lassen Sie sich den Zugang freischalten.",
    "Déjà abonné ? Acheter ce document pour 4 €.",
    "Материал доступен только для подписчиков. Оформите подписку.",
]


@pytest.mark.parametrize("said", SOLD)
def test_a_page_that_sells_the_document_does_not_show_it(said: str) -> None:
    assert kind(f"<p>{said}</p>") == "paywall"
    assert kind(f"<p>{said}</p>{PROSE}") == ""


TOLD = [
    "The file was not found in 1956; the page has been removed by the censor, and the visitors were sent home.",
    "The body was not found; the requested document could not be found in the files of the ministry, wrote the consul.",
    "The record was destroyed in Trieste, and the document does not exist in the registry of the harbour.",
]


@pytest.mark.parametrize("said", TOLD)
def test_a_document_may_tell_of_something_that_is_lost(said: str) -> None:
    assert kind(f"<p>{said}</p>{PROSE}") == ""


@pytest.mark.parametrize(
    "said",
    [
        "This record is no longer available online.",
        "The document you requested could not be found on this server.",
        "This document has been withdrawn at the request of the owner.",
    ],
)
def test_a_page_that_is_gone_says_nothing_else(said: str) -> None:
    assert kind(f"<p>{said}</p>") == "soft-404"


def test_a_form_to_log_in_may_have_the_document_s_name_above_it() -> None:
    assert kind("<form>User name <input><input type=password></form>", f"{TITLE} - Sign in") == "login"
