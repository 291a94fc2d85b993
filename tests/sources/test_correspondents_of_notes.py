"""Who wrote to whom in a note: what stands behind the names is no name, and not every ``to`` is a letter's."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document
from citekit.sources import read_text
from citekit.sources.notes.correspondents import exchange

TNA = ", 3 May 1954, TNA, FO 371/109265"


def only(note: str) -> Document:
    (doc,) = [one for one in read_text(note) if isinstance(one, Document)]
    return doc


@pytest.mark.parametrize(
    "behind",
    ["Moscow", "Mount Vernon", "secret", "private and confidential", "holograph", "copy", "draft in Thurloe's hand"],
)
def test_what_stands_behind_the_recipient_is_no_recipient_and_is_kept_as_written(behind: str) -> None:
    doc = only(f"Kennan to Byrnes, {behind}{TNA}.")
    assert (doc.sender, doc.recipient, doc.title) == ("Kennan", "Byrnes", f"Kennan to Byrnes, {behind}")


@pytest.mark.parametrize(
    ("note", "sender", "recipient"),
    [
        ("Lessing an Nicolai, Wolfenbüttel", "Lessing", "Nicolai"),
        ("Lettera di De Gasperi a Sforza, Roma", "De Gasperi", "Sforza"),
        ("British Embassy, Bonn, to Foreign Office", "British Embassy, Bonn", "Foreign Office"),
        ("Kennan, Moscow, to Byrnes", "Kennan", "Byrnes"),
        ("Kennan to Marshall, Harriman and Bohlen", "Kennan", "Marshall, Harriman and Bohlen"),
        ("Kennan to Marshall and Bohlen, Paris", "Kennan", "Marshall and Bohlen"),
        ("Kennan to John Smith, Jr.", "Kennan", "John Smith, Jr"),
    ],
)
def test_several_people_and_offices_with_their_place_are_kept(note: str, sender: str, recipient: str) -> None:
    doc = only(note + TNA)
    assert (doc.sender, doc.recipient.rstrip(".")) == (sender, recipient)


@pytest.mark.parametrize(
    "title",
    [
        "Sale of Jets to Israel",
        "Visit of Churchill to Washington",
        "Flight of Hess to Scotland",
        "Accession of Turkey to the Alliance",
        "Deportation to Siberia",
        "Memorandum, Sale of Jets to Israel",
        "British Ambassador to Moscow",
        "L'ambassadeur de France à Londres",
        "Consul à Alger",
        "Gesandter an der Botschaft Wien",
        "Ambasciata d'Italia a Londra",
        "Accession de la Turquie à l'Alliance",
    ],
)
def test_a_title_with_to_in_it_is_no_letter(title: str) -> None:
    doc = only(title + TNA)
    assert (doc.sender, doc.recipient, doc.title) == ("", "", title)


@pytest.mark.parametrize(
    ("sender", "recipient"),
    [
        ("Duke of Wellington", "Peel"),
        ("Secretary of State", "Embassy Bonn"),
        ("Ministry of Defence", "Foreign Office"),
        ("British Ambassador", "Lord Curzon"),
        ("Moscow", "London"),
    ],
)
def test_offices_write_letters(sender: str, recipient: str) -> None:
    doc = only(f"{sender} to {recipient}{TNA}")
    assert (doc.sender, doc.recipient) == (sender, recipient)


@pytest.mark.parametrize("form", ["telegram", "ciphered telegram", "memorandum", "note verbale"])
def test_the_form_behind_the_names_is_the_form_and_no_part_of_a_title(form: str) -> None:
    """CMOS 18, 14.119-30: ``Burton to Merriam, telegram, January 26, 1923``."""
    doc = only(f"Kennan to Byrnes, {form}{TNA}.")
    assert (doc.sender, doc.recipient, doc.title, doc.kind) == ("Kennan", "Byrnes", "", form)
    assert citekit.cite(doc) == f"Kennan to Byrnes, {form}, May 3, 1954, TNA, FO 371/109265."
    assert citekit.bibliography([doc]) == [f"Kennan. {form.capitalize()} to Byrnes. May 3, 1954. TNA, FO 371/109265."]


NOBODY = """
Rapport du préfet sur les livraisons à la Pologne
Note pour le ministre
Note de synthèse pour le Conseil des ministres
Rapport de mission à Moscou
Bericht über die Reise nach Moskau für das Politbüro
Bericht der Delegation an Ort und Stelle
Vorlage für das Politbüro
Brief an Stalin
Verslag van het bezoek aan Moskou
Verslag van de reis van Drees aan Indonesië
Rapport om besöket till Norge
Nota de protesta a Bolivia
Referat fra møte til regjeringen
Notat om hjelp til Finland
Informe de la visita a Cuba
Informe sobre la ayuda para Angola
Relatório da visita de Salazar a Franco
Relazione sulla visita di De Gasperi a Washington
Appunto per il Presidente
Instruktion für die Delegation
Notatka o pomocy dla Korei
Sprawozdanie z podróży do Moskwy
Wniosek o przyjęcie do partii
Raport o delegacji Gomułki do Moskwy
Zpráva o cestě do Moskvy
Informácia o ceste Dubčeka do Moskvy
Poziv Tita do Moskve
Izveštaj o poseti Tita Moskvi
Доклад о поездке к Сталину
Поездка Молотова к Гитлеру
Доповідь про візит до Москви
Доклад за посещението до Москва
Tài liệu gửi Bộ Chính trị
Công văn gửi các tỉnh
Laporan kunjungan Sukarno kepada Presiden
Ομιλία προς τον λαό
Έκθεση προς τη Βουλή
Επιστολή προς Στάλιν
Aufzeichnung für den Reichskanzler
Lettre pour le président
Message à la nation
Discours de Khrouchtchev à l'ONU
Visite de Tito à Moscou
Accord de coopération de la France à l'Algérie
Aide de l'URSS à Cuba
Adhésion de la Grèce à l'OTAN
Wizyta Chruszczowa do Warszawy
Cesta Novotného do Pekingu
Propuneri către Consiliul de Miniștri
Raport către Ceaușescu
朝鲜致力于和平
苏联致函要求
外務省より通知
中国から帰国者あて調査
김일성이 참석한 회의
"""


@pytest.mark.parametrize("title", NOBODY.strip().splitlines())
def test_a_report_a_visit_or_a_call_to_somebody_has_no_sender_in_any_language(title: str) -> None:
    for language in ("", "romance", "slavic"):
        found = exchange(title, language)
        assert found is None or not found.sender


OFFICES = """
Rapport du préfet de la Seine
Note de la Direction de la Sûreté
Rapport du commissaire de police à Lyon
Rapport du procureur de la République à Nancy
Rapport de l'inspecteur du travail à Roubaix
Relatório do governador do Rio de Janeiro
Informe del gobernador de La Habana
Informe del gobernador civil a Azaña
Relazione del questore a Milano
Relazione del prefetto di La Spezia
Bericht des Polizeipräsidenten in Berlin
Bericht des Konsulats in Frankfurt an der Oder
Schreiben des Bürgermeisters von Neustadt an der Weinstraße
Nota Direcției Generale a Poliției
Рапорт начальника управления по Москве
Note of the Ministry of Foreign Affairs
""".strip().splitlines()


@pytest.mark.parametrize("title", OFFICES)
def test_what_an_office_is_of_and_where_it_sits_is_no_addressee(title: str) -> None:
    doc = only(title + TNA)
    assert (doc.title, doc.sender, doc.recipient) == (title, "", "")


@pytest.mark.parametrize(
    ("note", "sender", "recipient"),
    [
        ("Rapport du préfet du Rhône au ministre de l'Intérieur", "préfet du Rhône", "ministre de l'Intérieur"),
        ("Lettre du maire de Saint-Denis à M. Daladier", "maire de Saint-Denis", "M. Daladier"),
        ("Telegramma del prefetto di Bologna a Mussolini", "prefetto di Bologna", "Mussolini"),
        ("Ofício do governador civil ao ministro do Interior", "governador civil", "ministro do Interior"),
        ("Carta del obispo de Puebla al virrey", "obispo de Puebla", "virrey"),
    ],
)
def test_an_office_whose_place_is_named_writes_to_somebody(note: str, sender: str, recipient: str) -> None:
    doc = only(note + TNA)
    assert (doc.sender, doc.recipient) == (sender, recipient)
