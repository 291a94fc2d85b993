"""Wordings of pages that were not at hand when the word lists were made, kept."""

from __future__ import annotations

import time

import pytest

from citekit import Document
from citekit.links.http.response import Headers, Response
from citekit.links.identity import Identity
from citekit.links.judge import find

URL = "http://a.example/document/1"
TITLE = "Ciphered Telegram, Roshchin to Cde. Filippov [Stalin], on Talks with Zhou Enlai"
TEXT = "Some description of the document that follows here for the reader."

# title|heading|paragraph
NOTHING_HERE = """
Whoops! 404||We can’t seem to find the page you’re looking for.
HTTP Status 404 – Not Found|HTTP Status 404 – Not Found|The origin server did not find a current representation for the target resource
Object not found!|Object not found!|The requested URL was not found on this server. If you entered the URL manually please check your spelling
Nothing here|Hmm.|There’s nothing at this address.
Archive|We couldn’t find that record|Check the reference and try again
NARA Catalog|No record found|
Europeana|Sorry! This item is no more available|
The page has gone missing||
This content isn't available right now||
The resource cannot be found.|Server Error in '/' Application.|HTTP 404. The resource you are looking for could have been removed
Unknown identifier|Unknown identifier|
Bad ID||Record 112044 does not exist
Datensatz nicht vorhanden|Datensatz nicht vorhanden|
Diese Seite gibt es leider nicht (mehr)|Hoppla!|
Dokument konnte nicht gefunden werden||
Cette page n’existe plus|Désolé|
La notice n'existe pas|Erreur|
Contenu indisponible||Ce contenu n'est plus en ligne
Esta página ya no existe|Vaya|
El registro solicitado no existe||
Documento inexistente||
La pagina che cerchi non c'è|Ops!|
Scheda non trovata||
Esta página não existe|Ops|
Registo não encontrado||
Deze pagina is niet (meer) beschikbaar||
Het document bestaat niet meer||
Sidan saknas|Hoppsan|
Vi hittar inte sidan||
Vi kan ikke finde siden||
Beklager, vi fant ikke siden||
Hups! Sivua ei ole||
Podana strona nie istnieje||
Nie odnaleziono dokumentu||
Tato stránka neexistuje||
Dokument nebyl nalezen||
Az Ön által keresett oldal nem létezik||
Această pagină nu există||
Такой страницы нет||
Документ не существует|Ошибка|
Запрошенный материал не найден||
Страница удалена или перемещена||
Такої сторінки немає||
Документ відсутній||
Тази страница не съществува||
Ова страница не постоји||
Ta stran ne obstaja||
Αυτή η σελίδα δεν υπάρχει||
Bu sayfa mevcut değil||
Sayfa mevcut değil|Üzgünüz|
该页面无法找到||
您查找的内容不存在||
お探しの資料は見つかりませんでした||
このページは存在しません||
해당 페이지가 존재하지 않습니다||
غير متاح|هذه الصفحة غير متاحة|
این صفحه وجود ندارد||
הדף המבוקש לא נמצא||
Trang này không tồn tại||
Halaman tidak tersedia||
Šis puslapis neegzistuoja||
Šī lapa nav pieejama||
Seda lehte ei leitud||
Hujjat topilmadi||
"""
DOCUMENTS = """
Telegram from the Embassy in Moscow|Telegram from the Embassy in Moscow|The ambassador could not be found at the meeting.
Report|Report|Short.
Fonds 12 | National Archives||
Item details|Letter from Lenin|Description of the letter. Register to comment.
Record|Login Book of the Prison, 1937|A register.
Catalogue|Records of the Missing Persons Bureau|Box 4
Document 404|Document 404|A telegram.
Gone with the Wind: script|Gone with the Wind: script|MGM
The Lost Archive|The Lost Archive|A film
No Entry: Memo to the Border Guard|No Entry: Memo to the Border Guard|
Error in the translation of the Yalta protocol|Error in the translation of the Yalta protocol|
Subscribe! A poster|Subscribe! A poster|Poster 1918
Verification of Disarmament, report|Verification of Disarmament, report|
Security Check at Checkpoint Charlie|Security Check at Checkpoint Charlie|photo
Search Warrant, 1938|Search Warrant, 1938|
Письмо Сталина|Письмо Сталина|Документ отсутствует в описи.
Entrance to Auschwitz|Entrance to Auschwitz|Photograph
Permission Denied: Visa Refusals 1952|Permission Denied: Visa Refusals 1952|File
Index of Names|Index of Names|Adam to Zeller
Maintenance of the Fleet|Maintenance of the Fleet|
Report on access to the archive: closed|Report on access|This folder describes the closing.
"""
# with the document's title in the place of {T}
CARRIERS = """
{T}|{T}|We're sorry, this document is not available online.
{T}|{T}|Dokument wurde gelöscht.
{T}|Page not available|
{T} | Not Found|Oops|
404: {T}|{T}|
{T}|{T}|The file associated with this record could not be found.
{T}|{T}|El documento ha sido retirado.
{T}|{T}|Документ изъят из доступа.
{T}|{T}|该文件已被删除。
{T}|{T}|You need to sign in to access this item.
Sign in|Sign in|to continue to {T}
{T}|{T}|Veuillez vous connecter pour consulter ce document.
{T}|{T}|Melden Sie sich an, um dieses Dokument zu sehen.
Search: {T}|Search|1 result
{T} - Search Results|Search Results|
Search results|12 results for “{T}”|
Your search for “{T}” returned 3 results|Search|
{T} - Google Search||
Removed|This record was removed: {T}|
[Withdrawn] {T}|[Withdrawn] {T}|
[deleted] {T}|[deleted] {T}|
{T}|404|
{T}|{T}|This page is no longer here.
{T}|{T}|Item removed from collection.
{T}|{T}|Takedown notice: content removed.
{T}|Just a moment...|Checking your browser
"""
# the document's title|what the page calls it
SAME = """
Letter from Mao Zedong to Khrushchev|Letter from Mao Tsetung to Khrushchov
Conversation between Deng Xiaoping and Le Duan|Conversation between Teng Hsiao-ping and Le Duan
Memorandum, Liu Shaoqi and Jiang Qing|Memorandum, Liu Shao-ch'i and Chiang Ch'ing
Speech by Lin Biao at the Enlarged Meeting|Speech by Lin Piao at the Enlarged Meeting
Telegram from Vyshinsky|Telegram from Vyšinskij
Record of Talks with Chiang Kai-shek|Record of Talks with Jiang Jieshi
Report from Xinjiang on the Uprising|Report from Sinkiang on the Uprising
Letter, Ceaușescu to Brezhnev|Letter, Ceausescu to Brejnev
Letter of Trotsky to the Politburo|Letter of Trotskii to the Politburo
Notes on Yeltsin's Visit|Notes on El'tsin's Visit
Protocol of the meeting with Tito|Protocol of the Meeting with Tito : Sheet 1
Cable from Tianjin on Shipping|Cable from Tientsin on Shipping
Letter from Syngman Rhee to Truman|Letter from Syngman Rhee to President Truman
Telegram from Pyongyang to Moscow|Telegram from P'yŏngyang to Moscow
Letter, Nguyen Van Linh to Gorbachev|Letter, Nguyễn Văn Linh to Gorbachev
Rapport sur la Corée du Nord|Rapport sur la Coree du Nord - Diplomatie
Report of the Ministry of Foreign Affairs|Report of the Ministry for Foreign Affairs
Minutes of Conversation, Ceausescu and Zhou|Minutes of Conversation: Ceauşescu & Zhou
The Cuban Crisis: A Chronology of Events|Cuban Crisis: Chronology of Events
Colour Photograph of the Kremlin Organisation|Color Photograph of the Kremlin Organization
Intelligence Note No. 12|Intelligence Note No 12 (pdf)
Meeting of 3 May 1955 in Warsaw|Meeting of May 3rd, 1955 in Warsaw
Chapter IV of the Report|Chapter 4 of the Report
Soviet Plan to Assassinate Tito (1953)|Soviet Plan to Assassinate Tito (1953) [translation]
Письмо Хрущёва Кеннеди|Письмо Хрущева Кеннеди
Telegramm Nr. 45 an Außenminister Molotow|Telegramm Nr. 45 an Aussenminister Molotow
"""
TWINS = """
Memorandum of Conversation with Mao Zedong, 2 August 1958|Memorandum of Conversation with Mao Zedong, 3 August 1958
Telegram to Kovalev No. 4054|Telegram to Kovalev No. 4055
NSC 68/1|NSC 68/2
Letter, Ulbricht to Khrushchev|Letter, Khrushchev to Ulbricht
Report on the Situation in Tibet|Report on the Situation in Nepal
Report on Iran, 1946|Report on Iraq, 1946
Note by Gromyko on Berlin|Note by Zorin on Berlin
Politburo Decision of 19 November 1951|Politburo Decision of 16 November 1951
Diary of Ambassador Puzanov, Entry for Monday|Diary of Ambassador Puzanov, Entry for Tuesday
Cable from Chen Yi in Geneva|Cable from Chen Yun in Geneva
Session I of the Geneva Talks|Session II of the Geneva Talks
Speech at the Opening of the Congress|Speech at the Closing of the Congress
Instructions to the Delegation in Paris|Instructions to the Delegation in Panmunjom
First Draft of the Communique|Second Draft of the Communique
Letter to Zhou Enlai from Kim Il Sung|Letter to Mao Zedong from Kim Il Sung
East German Report on Refugees|West German Report on Refugees
Minutes of Meeting A of the Committee|Minutes of Meeting B of the Committee
Report no. 15/53|Report no. 15/54
Conversation with the King of Nepal|Conversation with the Queen of Nepal
List of Prisoners, Camp 5|List of Prisoners, Camp 7
Photograph 3 of the Parade|Photograph 4 of the Parade
Protocol 17 of the Presidium|Protocol 71 of the Presidium
Map of the 38th Parallel|Map of the 17th Parallel
Treaty with Finland|Treaty with Poland
Telegram from Filippov to Mao|Telegram from Filippov to Kim
"""


def page(title: str, heading: str, text: str) -> str:
    shown = f"<h1>{heading}</h1>" if heading else ""
    links = "<a href=/>Home</a> <a href=/login>Login</a>"
    return f"<!doctype html><html><head><title>{title}</title></head><body><header>{links}</header>{shown}<p>{text}</p></body>"


def verdict(html: str, title: str = "") -> str:
    response = Response(200, Headers([("Content-Type", "text/html; charset=utf-8")]), html.encode())
    known = Identity.of(Document(title=title)) if title else None
    return find(response, known, URL, URL, time.monotonic() + 5).verdict


def rows(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("row", rows(NOTHING_HERE))
def test_a_page_that_says_that_nothing_is_here_is_understood(row: str) -> None:
    assert verdict(page(*row.split("|"))) == "different"


@pytest.mark.parametrize("row", rows(DOCUMENTS))
def test_a_document_that_sounds_like_such_a_page_is_alive(row: str) -> None:
    assert verdict(page(*row.rsplit("|", 2))) == "alive"


@pytest.mark.parametrize("row", rows(CARRIERS))
def test_a_page_that_only_carries_the_title_is_another(row: str) -> None:
    assert verdict(page(*row.format(T=TITLE).rsplit("|", 2)), TITLE) in ("different", "forbidden")


@pytest.mark.parametrize("row", rows(SAME))
def test_a_title_spelled_otherwise_is_the_same(row: str) -> None:
    title, seen = row.split("|", 1)
    assert verdict(page(seen, seen, TEXT), title) == "same"


@pytest.mark.parametrize("row", rows(TWINS))
def test_a_twin_is_another_document(row: str) -> None:
    title, seen = row.split("|", 1)
    assert verdict(page(f"{seen} | Archive", seen, TEXT), title) == "different"


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "application/json"])
@pytest.mark.parametrize(
    "text",
    ["Not Found", "404 page not found\n", "Cannot GET /document/1", "Access denied", "Page introuvable", "页面不存在"]
    + ['{"error": "not found"}', '{"status": 404, "message": "No such record"}', "Rate limit exceeded"],
)
def test_text_that_says_that_there_is_nothing_is_read_as_a_page_is(kind: str, text: str) -> None:
    response = Response(200, Headers([("Content-Type", kind)]), text.encode())
    for known in (None, Identity.of(Document(title=TITLE))):
        assert find(response, known, URL, URL, time.monotonic() + 5).verdict == "different"


def test_text_that_is_a_document_is_alive() -> None:
    for text in (
        "Telegram\n\nThe ambassador writes that the railway was repaired.",
        '{"title": "A Letter", "date": "1951"}',
    ):
        response = Response(200, Headers([("Content-Type", "text/plain")]), text.encode())
        assert find(response, None, URL, URL, time.monotonic() + 5).verdict == "alive"
