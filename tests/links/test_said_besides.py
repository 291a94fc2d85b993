"""What a page of a document says besides: that one must log in to comment, that there is no picture, that a thing is
not on display. It does not decide; a page that says of itself that it is not there does."""

from __future__ import annotations

import pytest

from .behaviours.model import FILLER
from .test_titles import verdict

TITLE = "Papers of Sir Reginald Coupland"
RECORD = "<dl><dt>Reference</dt><dd>MSS. Brit. Emp. s. 405</dd><dt>Date</dt><dd>5 November 1936</dd></dl>"
BESIDES = [
    "You must be logged in to post a comment.",
    "Please log in to request this item.",
    "This file is not available online. Order a copy.",
    "This object has been removed from display.",
    "Can't find what you are looking for? Contact us.",
    "Already a subscriber? Log in",
    "Sie müssen angemeldet sein, um einen Kommentar abzugeben.",
    "Das Digitalisat ist nicht online verfügbar.",
    "Vous devez être connecté pour publier un commentaire.",
    "Debes estar conectado para publicar un comentario.",
    "Чтобы оставить комментарий, необходимо авторизоваться.",
    "Musisz się zalogować, aby dodać komentarz.",
    "Log in om te reageren",
    "A hozzászóláshoz be kell jelentkezni.",
    "Zum Herunterladen bitte einloggen.",
    "Log in om een aantekening te maken.",
    "Inicie sesión para añadir a su colección.",
    "Войдите, чтобы добавить в избранное.",
    "Sign in to view your borrowing history.",
    "Skan niedostępny.",
    "コメントを投稿するにはログインしてください",
]
REFUSALS = [
    "This record has been deleted.",
    "Please log in to view this document.",
    "We're sorry, this document is not available online.",
    "Das angeforderte Dokument wurde nicht gefunden.",
    "O documento solicitado não foi encontrado.",
    "Dokumentet kunde inte hittas.",
    "요청하신 문서를 찾을 수 없습니다.",
    "المستند المطلوب غير موجود.",
    "Το έγγραφο δεν βρέθηκε.",
    "Aby zobaczyć dokument, zaloguj się.",
    "Пожалуйста, авторизуйтесь для просмотра документа.",
    "Access to this document is restricted to the reading room only.",
]


def judged(body: str) -> str:
    page = f"<title>{TITLE} - Archives</title><nav><a href=/>Home</a></nav><h1>{TITLE}</h1>{body}"
    return verdict({"type": "document", "title": TITLE}, page)[0]


@pytest.mark.parametrize("said", BESIDES)
def test_what_is_said_besides_does_not_decide(said: str) -> None:
    assert judged(f"<p>{said}</p>") == "same"
    assert judged(f"{RECORD}<p>{said}</p>") == "same"


@pytest.mark.parametrize("said", REFUSALS)
def test_a_refusal_decides_where_the_page_has_nothing_of_the_document(said: str) -> None:
    assert judged(f"<p>{said}</p>") == "different"
    assert judged(f"{RECORD}<p>{said}</p>") == "same"
    assert judged(f"<p>{FILLER}</p><p>{said}</p>") == "same"


def test_the_number_of_a_thing_tells_it_in_another_language() -> None:
    item = {"type": "graphic", "title": "Portrait of a Woman", "archive": "Museum", "archive_location": "SK-A-1234"}
    page = "<title>Portret van een vrouw</title><h1>Portret van een vrouw</h1><dl><dt>{}</dt><dd>SK-A-123{}</dd></dl>"
    assert verdict(item, page.format("Objectnummer", 4))[0] == "same"
    assert verdict(item, page.format("Objectnummer", 5))[0] == "different"
    assert verdict(item, page.format("Zie ook", 4))[0] != "same"
