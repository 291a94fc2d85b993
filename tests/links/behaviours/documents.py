"""The document or another: how titles are written, twins, other languages, encodings, PDFs, pages without text."""

from __future__ import annotations

from typing import Any

from citekit import HistoricalDate, loads
from tests.sources.test_readers import pdf

from .model import FILLER, TITLE, Behaviour, html, http

# the document's title | what the page calls it
SAME = """
exact | Telegram, Shtykov to Vyshinsky | Telegram, Shtykov to Vyshinsky
site | Telegram, Shtykov to Vyshinsky | Telegram, Shtykov to Vyshinsky | Wilson Center Digital Archive
site-first | Telegram, Shtykov to Vyshinsky | Digital Archive: Telegram, Shtykov to Vyshinsky
quotes | Cable from Beijing, 'Our Talking Points' | Cable from Beijing, “Our Talking Points”
case | Telegram, Shtykov to Vyshinsky | TELEGRAM, SHTYKOV TO VYSHINSKY
dash | Conversation between Mao and Stalin - Part 2 | Conversation between Mao and Stalin — Part 2
typo | Telegram, Shtykov to Vyshinskyy | Telegram, Shtykov to Vyshinsky
typo-2 | Message from Bagirov to Aleksanrov on Printing Presses | Message from Bagirov to Aleksandrov on Printing Presses
typo-3 | Memorandum on the Negotiations in Panmunjom | Memorandum on the Negotations in Panmunjon
ending | Report on the Hungarian Ministers | Report on the Hungarian Minister
soft-hyphen | Memorandum on Demilitarization | Memo\u00adrandum on De\u00admilitar\u00adization
entities | Letter, Tito & Stalin on Trieste | Letter, Tito &amp; Stalin on Trieste
truncated | Report of the Romanian Dispensary No. 2 in Korea to the Central Committee of the Red Cross | Report of the Romanian Dispensary No. 2 in Korea to the Central…
truncated-dots | Draft for Transmission to Various Heads of Government Regarding Conversations | Draft for Transmission to Various Heads of Gover... - Archive
wade-giles-1 | Cable, Mao Zedong to Stalin | Cable, Mao Tse-tung to Stalin
wade-giles-2 | Conversation with Zhou Enlai in Moscow | Conversation with Chou En-lai in Moscow
wade-giles-3 | Letter from Deng Xiaoping to Suslov | Letter from Teng Hsiao-p'ing to Suslov
wade-giles-4 | Report by Peng Dehuai on the Front | Report by P'eng Te-huai on the Front
peking | Talks in Beijing about the Border | Talks in Peking about the Border
russian-1 | Letter from Khrushchev to Ulbricht | Letter from Chruschtschow to Ulbricht
russian-2 | Telegram from Vyshinsky to Roshchin | Telegram from Vyshinskii to Roshchin
russian-3 | Conversation with Gorbachev in Bonn | Conversation with Gorbatschow in Bonn
russian-4 | Letter, Mikoyan to Malenkov on Trade | Letter, Mikoian to Malenkov on Trade
korean-1 | Letter, Kim Il Sung to Stalin on Aid | Letter, Kim Il-sung to Stalin on Aid
korean-2 | Telegram from Pak Heon-yeong to Zhou | Telegram from Pak Hon-yong to Zhou
vietnamese | Letter from Ho Chi Minh to Mao | Letter from Hồ Chí Minh to Mao
accents | Rapport d'Émile Müller à Zürich | Rapport d'Emile Muller a Zurich
abbreviation | Letter from Cde. Novikov to Comrade Molotov | Letter from Comrade Novikov to Cde. Molotov
synonym | Telegram No. 8600, Vyshinsky to Mao Zedong | Cable Nr. 8600, Vyshinsky to Mao Zedong
numero | Telegram No. 8600, Vyshinsky to Mao | Telegram № 8600, Vyshinsky to Mao
date-forms | Conversation of Stalin and Mao, 16 December 1949 | Conversation of Stalin and Mao, December 16, 1949
date-digits | Conversation of Stalin and Mao, 16 December 1949 | Conversation of Stalin and Mao, 16.12.1949
date-added | Telegram from Shtykov to Vyshinsky | Telegram from Shtykov to Vyshinsky, 24 March 1950
initial | Telegram, Shtykov to Vyshinsky | Telegram, T. F. Shtykov to A. Ya. Vyshinsky
copy | Telegram, Shtykov to Vyshinsky | Telegram, Shtykov to Vyshinsky (copy)
brackets | Ciphered Telegram, Roshchin to Cde. Filippov [Stalin] | Ciphered Telegram, Roshchin to Filippov [Stalin]
ordinal | Minutes of the 2nd Session of the Commission | Minutes of the Second Session of the Commission
zeros | Ciphered Telegram No. 057016 from Pyongyang | Ciphered Telegram No. 57016 from Pyongyang
cyrillic | Письмо Громыко Разуваеву о Корее | Письмо Громыко Разуваеву о Корее — Архив
chinese | 毛泽东致斯大林的电报 | 毛泽东致斯大林的电报 - 档案馆
arabic | رسالة من عبد الناصر إلى خروتشوف | رسالة من عبد الناصر الى خروتشوف
nbsp | Telegram, Shtykov to Vyshinsky | Telegram,&nbsp;Shtykov&#160;to&#xA0;Vyshinsky
zero-width | Telegram, Shtykov to Vyshinsky | Tele\u200bgram, Shtykov to Vyshin\u200csky
tags | Telegram, Shtykov to Vyshinsky | Telegram, <em>Shtykov</em> to <b>Vyshinsky</b>
"""
DIFFERENT = """
serial-1 | Ciphered Telegram No. 057016 from Pyongyang | Ciphered Telegram No. 057022 from Pyongyang
serial-2 | Cable No. 8600, Vyshinsky to Mao Zedong | Cable No. 8601, Vyshinsky to Mao Zedong
part | Conversation between Mao and Stalin, Part 1 | Conversation between Mao and Stalin, Part 2
roman | Report on the Second Front, Volume II | Report on the Second Front, Volume III
date | Conversation of Stalin and Mao, 16 December 1949 | Conversation of Stalin and Mao, 22 January 1950
day | Telegram to Stalin, 3 July 1950 | Telegram to Stalin, 4 July 1950
month | Report on Harvests, May 1953 | Report on Harvests, June 1953
year | Annual Report of the Legation in Sofia, 1955 | Annual Report of the Legation in Sofia, 1956
ordinal | Minutes of the 2nd Session of the Commission | Minutes of the 3rd Session of the Commission
ordinal-word | First Conversation with the Ambassador in Prague | Third Conversation with the Ambassador in Prague
swapped | Telegram from Stalin to Mao Zedong | Telegram from Mao Zedong to Stalin
sender | Telegram from Shtykov to Stalin | Telegram from Roshchin to Stalin
recipient | Letter, Kim Il Sung to Stalin | Letter, Kim Il Sung to Mao Zedong
person | Record of a Conversation between the Soviet Ambassador Suzdalev and Kim Il Sung on the Armistice | Record of a Conversation between the Soviet Ambassador Razuvaev and Kim Il Sung on the Armistice
place | Report of the Consulate in Mukden on the Railway | Report of the Consulate in Harbin on the Railway
country | Note of the Embassy of Poland in Korea | Note of the Embassy of Hungary in Korea
kind | Draft of a Treaty on Mutual Aid | Final Text of a Treaty on Mutual Aid
direction | Report on North Korea by the Legation | Report on South Korea by the Legation
before | Speech before the Plenum in Bucharest | Speech after the Plenum in Bucharest
morning | Minutes of the Morning Meeting in Geneva | Minutes of the Afternoon Meeting in Geneva
annex | Annex 1 to the Agreement on Trade | Annex 2 to the Agreement on Trade
other | Telegram, Shtykov to Vyshinsky | Letter, Molotov to Ulbricht on Reparations
site-only | Telegram, Shtykov to Vyshinsky | Wilson Center Digital Archive
general | Memorandum of Conversation with Zhou Enlai on Taiwan | Memorandum of Conversation
cyrillic | Письмо Громыко Разуваеву о Корее | Письмо Молотова Сталину о Польше
chinese | 毛泽东致斯大林的电报 | 周恩来致莫洛托夫的信
enclosure | Enclosure A to the Note of 5 May | Enclosure B to the Note of 7 May
yalta | Report on the Malta Conference | Report on the Yalta Conference
list | Telegram, Shtykov to Vyshinsky | Telegrams from Korea: a list
copy-number | Intelligence Summary Copy 3 for the Defense Council | Intelligence Summary Copy 4 for the Defense Council
"""
REFERENCE = "RGASPI, f. 558, op. 11, d. 97, ll. 67-70"


def _titles(text: str, bare: str, document: str, group: str) -> list[Behaviour]:
    out = []
    for line in text.strip().splitlines():
        name, wanted, *seen = (cell.strip() for cell in line.split(" | "))
        title = " | ".join(seen)
        out.append(Behaviour(group, name, http(html(title, seen[0])), bare, document, {"title": wanted}))
    return out


def _reference(text: str) -> dict[str, Any]:
    return {"references": loads(f'"{TITLE}", March 24, 1950, {text}.').references}


def known_otherwise() -> list[Behaviour]:
    """Pages that have the document's number, reference or date under another title, or another number under its title."""
    day = {"date": HistoricalDate.parse("March 24, 1950")}
    number = {"number": "112044"}
    reference = _reference(REFERENCE)
    russian = "Телеграмма Штыкова Вышинскому о положении в Корее"

    def one(
        name: str, title: str, body: str, document: str, fields: dict[str, Any], heading: str | None = None
    ) -> Behaviour:
        return Behaviour("known-by", name, http(html(title, heading, body)), "alive", document, fields)

    return [
        one("number-ru", russian, f"Номер записи: 112044. {FILLER}", "same", number),
        one("number-en", "A Telegram About Korea", "Record ID 112044", "same", number),
        one("number-table", russian, "<table><tr><td>ID</td><td>112044</td></tr></table>", "same", number),
        one("number-other", russian, "Номер записи: 112045", "different", number),
        one("number-inside", russian, "Номер записи: 1120445", "different", number),
        one("number-year", "Another Telegram", "It was sent in 1950.", "different", {"number": "1950"}),
        one(
            "esdn",
            "Situation",
            "ESDN (CREST): CIA-RDP79T00935A000200360001-3",
            "same",
            {"number": "CIA-RDP79T00935A000200360001-3"},
        ),
        one("reference-ru", russian, "РГАСПИ, ф. 558, оп. 11, д. 97, лл. 67-70", "same", reference),
        one("reference-words", russian, "Fond 558, Opis 11, Delo 97, Listy 67-70", "same", reference),
        one("reference-points", russian, "РГАСПИ. Ф. 558. Оп. 11. Д. 97. Л. 67-70.", "same", reference),
        one("reference-leaf", russian, "РГАСПИ, ф. 558, оп. 11, д. 97, лл. 71-73", "different", reference),
        one("reference-other", russian, "РГАСПИ, ф. 558, оп. 11, д. 98, лл. 67-70", "different", reference),
        one("reference-apart", russian, "Pages 558 11 97 67 70", "different", reference),
        one("number-and-title", TITLE, "Record ID 112044", "same", number),
        one("other-number", TITLE, "<p>Record ID: 112099</p>", "different", number),
        one("other-date", TITLE, "<p>Date: 30 April 1951</p>", "different", day),
        one("other-id", TITLE, "<p>Object ID: 77</p>", "same", number),
        one("web-date", TITLE, "<p>Created: 3 May 2011</p>", "same", day),
        one("same-date", TITLE, "<p>Date: March 24, 1950</p>", "same", day),
        one("published", TITLE, f"<p>{FILLER} Published on 3 May 2011.</p>", "same", day),
        one("most-and-date", "Telegram, Shtykov to Vyshinsky", "March 24, 1950", "same", day),
        one("most-alone", "Telegram, Shtykov", FILLER, "different", {}),
        one(
            "title-in-table",
            "Digital Archive",
            f"<table><tr><th>Title</th><td>{TITLE}</td></tr></table>",
            "same",
            {},
            "Record",
        ),
        one("title-as-paragraph", "Digital Archive", f"</p><p class='title'>{TITLE}</p>", "same", {}, ""),
        one("title-as-h2", "Digital Archive", f"</p><h2>{TITLE}</h2><p>{FILLER}", "same", {}, "Digital Archive"),
        one(
            "title-in-link",
            "Korean War Collection",
            f'<ul><li><a href="/2">{TITLE}</a></li><li><a href="/3">Others</a></li></ul>',
            "different",
            {},
        ),
        one("see-also", "Letter, Molotov to Ulbricht on Trade", f"See also: {TITLE}", "different", {}),
        one("og-title", "Viewer", "", "same", {}, ""),
        one("citation-title", "Viewer", FILLER, "same", {}, ""),
    ]


def _with_meta(behaviours: list[Behaviour]) -> list[Behaviour]:
    names = {"og-title": 'property="og:title"', "citation-title": 'name="citation_title"'}
    out = []
    for b in behaviours:
        if b.name in names:
            page = html("Viewer", "", FILLER, f'<meta {names[b.name]} content="{TITLE}">')
            b = Behaviour(b.group, b.name, http(page), b.bare, b.document, b.fields)
        out.append(b)
    return out


def encodings() -> list[Behaviour]:
    """Pages in encodings that they declare, declare wrongly or not at all."""
    russian, greek, chinese, japanese = (
        "Письмо Громыко Разуваеву",
        "Επιστολή του Παπάγου",
        "毛泽东致斯大林的电报",
        "吉田首相の書簡について",
    )
    polish, korean, hebrew = "Żądania posła Łódzkiego", "김일성의 서한에 대하여", "מכתב מאת בן גוריון"
    bodies = {
        russian: "Посол сообщает, что вопрос о сроках должен быть решён до конца месяца. Железная дорога восстановлена.",
        greek: "Ο πρεσβευτής γράφει ότι το ζήτημα πρέπει να λυθεί πριν από το τέλος του μήνα.",
        chinese: "大使写道，这个问题必须在月底之前解决。铁路已经修复，物资正在到达。",
        japanese: "大使はこの問題が月末までに解決されるべきであると書いています。鉄道は修復されました。",
        polish: "Poseł pisze, że sprawa powinna być załatwiona przed końcem miesiąca. Kolej została już naprawiona, żądań więcej nie ma.",
        korean: "대사는 이 문제가 월말 전에 해결되어야 한다고 썼다. 철도는 복구되었다.",
        hebrew: "השגריר כותב כי יש לפתור את השאלה לפני סוף החודש. מסילת הברזל תוקנה.",
    }

    def one(
        name: str, title: str, codec: str, header: str = "text/html", declared: str = "", mark: bytes = b""
    ) -> Behaviour:
        head = f'<meta charset="{declared}">' if declared else ""
        page = f"<!doctype html><html><head>{head}<title>{title}</title></head><body><h1>{title}</h1><p>{bodies[title] * 3}</p></body></html>"
        return Behaviour(
            "encoding", name, http(mark + page.encode(codec), kind=header), "alive", "same", {"title": title}
        )

    xml = f'<?xml version="1.0" encoding="windows-1251"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{russian}</title></head><body><p>{bodies[russian]}</p></body></html>'
    return [
        one("utf8", russian, "utf-8", "text/html; charset=utf-8"),
        one("utf8-bom", russian, "utf-8", mark=b"\xef\xbb\xbf"),
        one("utf8-undeclared", russian, "utf-8"),
        one("utf8-called-latin1", russian, "utf-8", "text/html; charset=iso-8859-1"),
        one("utf16-le", russian, "utf-16-le", mark=b"\xff\xfe"),
        one("utf16-be", russian, "utf-16-be", mark=b"\xfe\xff"),
        one("utf16-declared-utf8", russian, "utf-16-le", "text/html; charset=utf-8", mark=b"\xff\xfe"),
        one("cp1251-header", russian, "cp1251", "text/html; charset=windows-1251"),
        one("cp1251-meta", russian, "cp1251", declared="windows-1251"),
        one("cp1251-undeclared", russian, "cp1251"),
        one("cp1251-odd-name", russian, "cp1251", "text/html; charset=win-1251"),
        one("cp1251-called-utf8", russian, "cp1251", "text/html; charset=utf-8"),
        one("cp1251-called-latin1", russian, "cp1251", "text/html; charset=iso-8859-1"),
        one("koi8-undeclared", russian, "koi8-r"),
        one("koi8-declared", russian, "koi8-r", "text/html; charset=KOI8-R"),
        one("quoted-charset", russian, "cp1251", 'text/html; charset="windows-1251"'),
        one("unknown-charset", russian, "utf-8", "text/html; charset=no-such-thing"),
        one("utf8mb4", russian, "utf-8", "text/html; charset=utf8mb4"),
        one("greek", greek, "iso8859-7", "text/html; charset=iso-8859-7"),
        one("gbk", chinese, "gbk", declared="gb2312"),
        one("gbk-undeclared", chinese, "gbk"),
        one("gb18030", chinese, "gb18030", declared="gb18030"),
        one("sjis", japanese, "shift_jis", declared="x-sjis"),
        one("iso-2022-jp", japanese, "iso2022_jp", declared="iso-2022-jp"),
        one("euc-kr", korean, "euc_kr", declared="euc-kr"),
        one("hebrew", hebrew, "cp1255", declared="windows-1255"),
        one("polish-iso", polish, "iso8859-2", declared="iso-8859-2"),
        Behaviour(
            "encoding",
            "xml",
            http(xml.encode("cp1251"), kind="application/xhtml+xml"),
            "alive",
            "same",
            {"title": russian},
        ),
        Behaviour("encoding", "binary", http(bytes(range(256)) * 40), "alive", "alive"),
        Behaviour("encoding", "zip-as-html", http(b"PK\x03\x04" + bytes(range(250, 0, -1)) * 30), "alive", "alive"),
    ]


def without_text() -> list[Behaviour]:
    """Pages and files with little to compare, and PDFs."""
    kind = "application/pdf"
    shell = '<html><head><title>Digital Archive</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
    state = f'<html><head><title>Archive</title></head><body><div id=\'app\'></div><script>window.STATE = {{"title": "{TITLE}"}}</script></body></html>'

    def one(name: str, body: str | bytes, document: str, bare: str = "alive", kind: str = "text/html") -> Behaviour:
        return Behaviour("little", name, http(body, kind=kind), bare, document)

    return [
        one("shell", shell, "alive"),
        one("shell-state", state, "same"),
        one("image", b"\x89PNG\r\n", "alive", kind="image/png"),
        one("frames", "<html><frameset><frame src='/a'></frameset></html>", "alive"),
        one("text", f"{TITLE}\n\n{FILLER}", "same", kind="text/plain"),
        one("text-other", f"Another document\n\n{FILLER}", "different", kind="text/plain"),
        one("json", '{"title": "' + TITLE + '"}', "same", kind="application/json"),
        one("no-type", html(TITLE), "same", kind=""),
        one("octets", html(TITLE), "same", kind="application/octet-stream"),
        one("pdf", pdf([TITLE, "March 24, 1950"]), "same", kind=kind),
        one("pdf-octets", pdf([TITLE]), "same", kind="application/octet-stream"),
        one("pdf-other", pdf(["Letter, Molotov to Ulbricht on Reparations", FILLER[:60]]), "different", kind=kind),
        one("pdf-scan", pdf([]), "alive", kind=kind),
        one("pdf-broken", b"%PDF-1.7\nnonsense", "alive", kind=kind),
    ]


BEHAVIOURS = [
    *_titles(SAME, "alive", "same", "same"),
    *_titles(DIFFERENT, "alive", "different", "twin"),
    *_with_meta(known_otherwise()),
    *encodings(),
    *without_text(),
]
