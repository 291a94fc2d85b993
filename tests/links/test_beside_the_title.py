"""Pages that have the document's title: what stands beside it is what the page says, or a remark on a record."""

from __future__ import annotations

import pytest

from .behaviours.model import FILLER, TITLE
from .test_wild_pages import CHROME, FOOT, verdict

T = TITLE
RECORD = "<dl><dt>Date</dt><dd>24 March 1950</dd><dt>Language</dt><dd>Russian</dd><dt>Extent</dt><dd>2 pages</dd></dl>"
# verdict | title | body
CASES = [
    ("different", T, f"<h1>{T}</h1><p>This item is no longer available.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Dieses Dokument ist nicht mehr verfügbar.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Le document n'est plus disponible.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Документ не найден.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Please sign in to view this item.</p>"),
    ("different", f"Login required: {T}", "<h1>Login required</h1>"),
    ("different", T, "<h1>Page not found</h1>"),
    ("different", f"Search results for {T}", f"<h1>Search results for {T}</h1><p>0 results</p>"),
    ("different", T, f"<h1>{T}</h1><p>Access to this document is restricted. Log in with your library card.</p>"),
    ("different", T, f"<h1>{T}</h1><p>该文件已被删除。</p>"),
    ("different", T, f"<h1>{T}</h1><p>この資料は公開を終了しました。</p>"),
    ("different", T, f"<h1>{T}</h1><p>Dokument został usunięty.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Ten dokument nie jest już dostępny.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Este documento ha sido retirado.</p>"),
    ("different", T, f"<h1>{T}</h1><p>A dokumentumot törölték.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Tento dokument byl odstraněn.</p>"),
    ("different", T, f"<h1>{T}</h1><p>Il documento è stato rimosso.</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>The original was removed from the file in 1956.</p><p>{FILLER}</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>Sign in to save this item to your collection.</p><p>{FILLER}</p>"),
    ("same", T, f"<h1>{T}</h1><p>{FILLER}</p><p>No comments yet. Log in to comment.</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>Translation not available.</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>The reply has not been found.</p><p>{FILLER}</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>Download unavailable for guests.</p><p>{FILLER}</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>No image available.</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<p>Related documents: none found</p>"),
    ("same", T, f"<h1>{T}</h1>{RECORD}<div>We use cookies. Accept all. Reject all.</div>"),
    (
        "same",
        T,
        f"<h1>{T}</h1>{RECORD}<p>This document has 2 pages and was removed from the GDR archive by the KGB.</p>",
    ),
]


@pytest.mark.parametrize("wanted, title, body", CASES)
def test_a_page_with_the_title_is_judged_by_what_stands_beside_it(wanted: str, title: str, body: str) -> None:
    page = f"<html><head><title>{title} | Archive</title></head><body>{CHROME}{body}{FOOT}</body></html>"
    assert verdict(("", title, T, (wanted,), page))[0] == wanted
