"""One title in the ordinary ways of writing years, numbers, names and the order of two words."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.links.compare import compare
from citekit.links.identity import Identity
from citekit.links.page import scan

SAME = [
    ("Diary of Pushkin in Hanoi, 1964–65", "Diary of Pushkin in Hanoi, 1964-1965"),
    ("Correspondence on Trieste, 1948/49", "Correspondence on Trieste, 1948–1949"),
    ("Report on 12,500 Prisoners", "Report on 12500 Prisoners"),
    ("Bericht über 1.500 Gefangene", "Bericht über 1500 Gefangene"),
    ("Memorandum on 3 000 000 Rubles of Aid".replace(" 0", "\u00a00"), "Memorandum on 3000000 Rubles of Aid"),
    ("Minutes of Meeting No. XVII", "Minutes of Meeting No. 17"),
    ("Report to the XI Congress of the Party", "Report to the 11 Congress of the Party"),
    ("Telegram from Krushchev to Gomulka", "Telegram from Khrushchev to Gomulka"),
    ("Talk with Indira Ghandi in Delhi", "Talk with Indira Gandhi in Delhi"),
    ("Letter of Josip Tito to Enver Hoxha", "Letter of Tito, Josip to Enver Hoxha"),
    ("Soviet American Trade", "American Soviet Trade"),
    ("CPSU CC Politburo Decision on Poland", "CC CPSU Politburo Decision on Poland"),
    ("Letter from Stalin to Tito", "Stalin's letter to Tito"),
    ("Letter of Eden to Dulles", "Eden to Dulles letter"),
    ("Letter from Zhou Enlai to Nehru", "Chou En-lai to Nehru, letter"),
    ("Volume 3 of the Diary of the Legation", "Volume Three of the Diary of the Legation"),
    ("毛泽东致斯大林电", "毛澤東致斯大林電"),
    ("Запись разговора с Титом", "Запись разговора с Тито"),
    ("Telegram No. 88, Ivanov to Sokolov", "Ivanov to Sokolov, Telegram No. 88"),
    ("Embassy in Sofia, Monthly Survey: Letter", "Letter, Embassy in Sofia, Monthly Survey"),
    ("Legation in Oslo, Annual Report", "Annual Report, Legation in Oslo"),
    ("Report on Laos by Abramov", "Abramov, Report on Laos"),
    ("Session of May 4, 1960", "Session of the Fourth of May 1960"),
    ("Session of 15 June 1961", "Session of June the Fifteenth, 1961"),
    ("Session of the Fourth of May", "Session of the 4th of May"),
    ("Letter of Nasser", "Letter of Nasser (English translation)"),
    ("Bericht über Korea", "Bericht über Korea [deutsche Übersetzung]"),
    ("Talk with Gaddafi on Oil", "Talk with Qaddafi on Oil"),
    ("Minutes of the Bureau, Part I", "Minutes of the Bureau, Part 1"),
    ("Minutes of the Bureau (I)", "Minutes of the Bureau, I"),
    ("Minutes of the Bureau, Part I", "Minutes of the Bureau, pt. I"),
    ("Minutes of the Bureau, Part I", "Minutes of the Bureau, Pt. 1"),
    ("Papers of the Legation, vol. 4", "Papers of the Legation, Volume IV"),
    ("Akten der Gesandtschaft, Bd. 2", "Akten der Gesandtschaft, Band II"),
    ("Дневник посольства, т. 3", "Дневник посольства. Том 3"),
    ("Записка Молотова Сталину о Турции", "Записка В.М. Молотова И.В. Сталину о Турции"),
    ("Записка В. М. Молотова И. В. Сталину о Турции", "Записка Молотова Сталину о Турции"),
    ("Letter from Henry Stimson to Elihu Root", "Letter from H. L. Stimson to E. Root"),
    ("Letter from Andropov to de Gaulle", "Letter from Yu. V. Andropov to Ch. de Gaulle"),
    ("Letter from Khrushchev to Castro", "Letter from Nikita Khrushchev to Fidel Castro"),
    ("Telegram No. 4711, Legation Bern to Department", "Telegram, Legation Bern to Department, No. 4711"),
    ("Legation Bern to Department, Telegram 4711", "Telegram 4711 from Legation Bern to Department"),
    ('Kennan, "Long Telegram"', '"Long Telegram," Kennan'),
    ("Despatch from St. Petersburg", "Despatch from Saint Petersburg"),
    ("Korean Question at the United Nations", "Korean Question at the U.N."),
    ("Note of the Soviet Union to Finland", "Note of the USSR to Finland"),
    ("Телеграмма консула в Тавризе, 11 декабря 1946 г.", "Телеграмма консула в Тавризе. 11.12.1946"),
    ("No Agreement on Berlin", "No agreement on Berlin"),
    ("Carta ao ministro no Rio", "Carta ao ministro no Rio"),
    ("Protocol No. 3 on Trieste", "Protocol no 3 on Trieste"),
]
LONGER = [
    ("Telegram 1206 from Moscow", "Telegram 1206 From the Embassy in Moscow"),
    ("Ambassador Roshchin's Diary, 5 May 1950", "Diary of Ambassador N. V. Roshchin: 5 May 1950"),
]
OTHER = [
    ("Minutes of the Bureau, pt. I", "Minutes of the Bureau, Part 2"),
    ("Papers of the Legation, vol. 4", "Papers of the Legation, Volume V"),
    ("Letter from J. Kennedy to the Mayor", "Letter from R. Kennedy to the Mayor"),
    ("Записка В. М. Молотова о Турции", "Записка К. М. Молотова о Турции"),
    ("No Agreement on Berlin", "Agreement on Berlin"),
    ("Agreement on Berlin", "No Agreement on Berlin"),
    ("Pact Ratified by the Senate", "Pact Not Ratified by the Senate"),
    ("Der Vertrag wird ratifiziert", "Der Vertrag wird nicht ratifiziert"),
    ("Договор ратифицирован сенатом", "Договор не ратифицирован сенатом"),
    ("Письмо Сталину", "Письмо Сталина"),
    ("Приказ Троцкому о мостах", "Приказ Троцкого о мостах"),
    ("Dopis Benešovi o půjčce", "Dopis Beneše o půjčce"),
    ("Pismo Kardelju o Trstu", "Pismo Kardelja o Trstu"),
    ("List do Bieruta w sprawie zboża", "List Bieruta w sprawie zboża"),
    ("Brief an Stresemann über Locarno", "Brief Stresemanns über Locarno"),
    ("Loss of the Steamer Hero", "Loss of the Steamer Hera"),
    ("Despatch No. 118, Legation Tehran to Bern", "Legation Tehran to Bern, Despatch No. 181"),
    ("Diary of Pushkin in Hanoi, 1964–65", "Diary of Pushkin in Hanoi, 1964–66"),
    ("Diary of Pushkin in Hanoi, 1964–65", "Diary of Pushkin in Hanoi, 1965"),
    ("Report on 12,500 Prisoners", "Report on 12.6 Prisoners"),
    ("Minutes of Meeting No. XVII", "Minutes of Meeting No. 18"),
    ("Minutes of Meeting No. XIV", "Minutes of Meeting No. XVI"),
    ("Report to the XI Congress of the Party", "Report to the XII Congress of the Party"),
    ("Letter from Xi Zhongxun to Mao", "Letter from 11 Zhongxun to Mao"),
    ("Telegram from Moscow to Beijing", "Telegram from Beijing to Moscow"),
    ("Railway Moscow-Beijing: Agreement", "Railway Beijing-Moscow: Agreement"),
    ("毛泽东致斯大林电", "斯大林致毛泽东电"),
    ("Letter, Suslov to Kadar", "Letter, Kadar to Suslov"),
    ("Letter from Stalin to Tito", "Tito's letter to Stalin"),
    ("A Note from the Ambassador", "A Note to the Ambassador"),
    ("Annual Report for 1951", "Annual Report for 1952"),
    ("Letter from Stalin to Tito", "Stalin's telegram to Tito"),
    ("Volume Three of the Diary of the Legation", "Volume Four of the Diary of the Legation"),
    ("Minutes of the Bureau, Part I", "Minutes of the Bureau, Part II"),
    ("Minutes of the Bureau, Part I", "Minutes of the Bureau, Part V"),
    ("Minutes of the Bureau (I)", "Minutes of the Bureau (III)"),
    ("Minutes of the Bureau I", "Minutes of the Bureau 2"),
    ("Chronik der Gesandtschaft, Teil I", "Chronik der Gesandtschaft, Teil II"),
    ("Дневник посольства, часть I", "Дневник посольства, часть II"),
    ("Kronika poselstwa, tom I", "Kronika poselstwa, tom II"),
    ("Letter of Catherine I", "Letter of Catherine II"),
    ("DIARY OF THE MISSION, BOOK I", "DIARY OF THE MISSION, BOOK II"),
    ("Resolution on the blockade of Berlin", "Resolution against the blockade of Berlin"),
    ("Speech for the treaty with Iran", "Speech against the treaty with Iran"),
    ("Agreement with Hungary on uranium", "Agreement without Hungary on uranium"),
    ("Rede für den Vertrag von Rapallo", "Rede gegen den Vertrag von Rapallo"),
    ("Abkommen mit Polen über Kohle", "Abkommen ohne Polen über Kohle"),
    ("Discours pour le pacte atlantique", "Discours contre le pacte atlantique"),
    ("Accord avec Paris sur le charbon", "Accord sans Paris sur le charbon"),
    ("Договор с Финляндией о границе", "Договор без Финляндии о границе"),
    ("Umowa z Czechosłowacją o granicy", "Umowa bez Czechosłowacji o granicy"),
    ("Note to the Legation of Siam", "Note of the Legation of Siam"),
    ("Note for the Legation of Siam", "Note from the Legation of Siam"),
    ("Note au ministre de Belgique", "Note du ministre de Belgique"),
    ("김일성이 호찌민에게 보낸 편지", "호찌민이 김일성에게 보낸 편지"),
    ("Pismo Kardelja Titu", "Pismo Tita Kardelju"),
    ("Dopis Novotného Gomułkovi", "Dopis Gomułky Novotnému"),
    ("List Gomułki Chruszczowowi", "List Chruszczowa Gomułce"),
    ("Speech by Brezhnev on Sadat", "Speech by Sadat on Brezhnev"),
    ("Letter to Mr. Brown on Cyprus", "Letter to Mrs. Brown on Cyprus"),
]


def same(title: str, seen: str) -> bool | None:
    source = f"<title>{seen} | Archive</title><h1>{seen}</h1><p>The text of it is long.</p>"
    return compare(Identity.of(Document(title=title)), scan(source)).same


@pytest.mark.parametrize("one, other", SAME)
def test_one_title_in_two_ways(one: str, other: str) -> None:
    assert same(one, other) is True
    assert same(other, one) is True


@pytest.mark.parametrize("title, seen", LONGER)
def test_a_page_may_put_an_office_or_initials_into_the_title(title: str, seen: str) -> None:
    assert same(title, seen) is True


@pytest.mark.parametrize("one, other", OTHER)
def test_what_looks_alike_and_is_another(one: str, other: str) -> None:
    assert same(one, other) is False
    assert same(other, one) is False
