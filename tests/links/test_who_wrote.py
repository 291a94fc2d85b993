"""Who wrote a document, to whom, and in what office: other people make another document."""

from __future__ import annotations

import pytest

from citekit.links.likeness import likeness
from citekit.links.ranks import changes_rank
from citekit.links.roles import exchanged
from citekit.links.titles import title_words

EXCHANGED = [
    ("Letter from Adams to Jay", "Letter from Jay to Adams"),
    ("Shtykov to Vyshinsky", "Vyshinsky to Shtykov"),
    ("Telegram No. 12 from Shtykov to Vyshinsky", "Telegram No. 12 from Vyshinsky to Shtykov"),
    ("Letter to Tito from Stalin", "Letter to Stalin from Tito"),
    ("Lettre de Thiers à de Gaulle", "Lettre de de Gaulle à Thiers"),
    ("Carta de Bolívar a Santander", "Carta de Santander a Bolívar"),
    ("Carta do rei João ao príncipe Pedro", "Carta do príncipe Pedro ao rei João"),
    ("Lettera di Cavour a Mazzini", "Lettera di Mazzini a Cavour"),
    ("Brief van Willem aan Emma", "Brief van Emma aan Willem"),
    ("Telegramm von Papen an Ribbentrop", "Telegramm Ribbentrop an von Papen"),
    ("Brev från Branting till Staaff", "Brev från Staaff till Branting"),
    ("List Tity do Stalina", "List Stalina do Tity"),
    ("毛泽东给刘少奇的信", "刘少奇给毛泽东的信"),
    ("松平大使発広田大臣宛電報", "広田大臣発松平大使宛電報"),
    ("رسالة من الحسين إلى مكماهون", "رسالة من مكماهون إلى الحسين"),
]


@pytest.mark.parametrize(("cited", "page"), EXCHANGED)
def test_sender_and_recipient_exchanged_make_another_document(cited: str, page: str) -> None:
    mine, theirs = title_words(cited), title_words(page)
    assert exchanged(mine, theirs) and not likeness(mine, page).same
    assert not exchanged(mine, mine) and likeness(mine, cited).same


@pytest.mark.parametrize(
    ("cited", "page"),
    [
        ("Letter from Stalin to Tito", "Stalin's letter to Tito"),
        ("Letter to Tito from Stalin", "Letter from Stalin to Tito"),
        ("Carta de Bolívar a Francisco de Paula Santander", "Carta de Simón Bolívar a Francisco de Paula Santander"),
        ("Report on the Talks of Nehru with Zhou", "Report on the Talks of Zhou with Nehru"),
        ("Note of the Embassy to the Ministry", "Note of the Embassy to the Ministry on the Fate of the Embassy"),
    ],
)
def test_other_orders_say_the_same(cited: str, page: str) -> None:
    assert not exchanged(title_words(cited), title_words(page))


@pytest.mark.parametrize(
    ("cited", "page"),
    [
        ("Memorandum by the Secretary of State", "Memorandum by the Under Secretary of State"),
        ("Letter from the Governor to Marshall", "Letter from the Lieutenant Governor to Marshall"),
        ("Statement by the former Foreign Minister", "Statement by the Foreign Minister"),
        ("Lettre du directeur de la Sûreté", "Lettre du directeur adjoint de la Sûreté"),
        ("Rapport du ministre de la Guerre", "Rapport de l'ancien ministre de la Guerre"),
        ("Schreiben des Ministers der Finanzen", "Schreiben des stellvertretenden Ministers der Finanzen"),
        ("Записка министра финансов", "Записка заместителя министра финансов"),
        ("国务院总理的报告", "国务院副总理的报告"),
    ],
)
def test_a_word_of_rank_makes_another_person(cited: str, page: str) -> None:
    assert not likeness(title_words(cited), page).same
    assert not likeness(title_words(page), cited).same


def test_an_office_may_be_said_besides() -> None:
    assert not changes_rank(title_words("deputy minister"), "smith", "to")  # from Smith, Deputy Minister, to Marshall
    assert changes_rank(["deputy"], "the", "minister") and changes_rank(["adjoint"], "directeur", "surete")
    assert not changes_rank(["lieutenant"], "from", "smith")
    for page in (
        "Letter from President Truman to Prime Minister Attlee",
        "Letter from Harry S. Truman to Clement Attlee",
    ):
        assert likeness(title_words("Letter from Truman to Attlee"), page).same


def test_a_further_name_may_be_somebody_else_s() -> None:
    found = likeness(title_words("Letter from John Adams to John Jay"), "Letter from John Quincy Adams to John Jay")
    assert found.same and found.doubts == ("quincy",)
    patronymic = likeness(title_words("Report by Nikita Khrushchev"), "Report by Nikita Sergeevich Khrushchev")
    assert patronymic.same and not patronymic.doubts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Treaty with Slovakia", "Treaty with Slovenia"),
        ("Papers of Anna Schmidt", "Papers of Hanna Schmid"),
        ("Report on Angola", "Report on Angora"),
        ("Memoirs of Prince Metternich", "Memoirs of Princess Metternich"),
    ],
)
def test_names_that_sound_alike_are_others(one: str, other: str) -> None:
    assert not likeness(title_words(one), other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Speech of Khrushchev", "Speech of Krushchev"),
        ("Speech of Gorbachev", "Speech of Gorbatschow"),
        ("Letter from Nicolae Ceausescu", "Letter from Nicolae Ceaușescu"),
        ("Report of Lieutenant Schmitt", "Report of Lt. Schmitt"),
    ],
)
def test_and_other_spellings_are_not(one: str, other: str) -> None:
    assert likeness(title_words(one), other).same
