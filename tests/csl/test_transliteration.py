"""Cyrillic in Latin letters, by the tables of ISO 9:1995, ALA-LC and BGN/PCGN."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import UsageError
from citekit.csl.transliteration import systems, transliterate


@pytest.mark.parametrize(
    ("system", "language", "text", "latin"),
    [
        ("iso-9", "", "Щукин, Хрущёв, Юлия и эпоха", "Ŝukin, Hruŝëv, Ûliâ i èpoha"),
        ("iso-9", "Ukrainian", "Київ, Щербицький", "Kiïv, Ŝerbicʹkij"),
        ("ala-lc", "Russian", "Российский государственный архив", "Rossiĭskiĭ gosudarstvennyĭ arkhiv"),
        ("ala-lc", "ru", "Центральный комитет, ЦК КПСС", "T͡Sentralʹnyĭ komitet, T͡SK KPSS"),
        ("ala-lc", "", "Щербаков, объект, Юрий, Япония", "Shcherbakov, obʺekt, I͡Uriĭ, I͡Aponii͡a"),
        ("ala-lc", "Ukrainian", "Державний архів, Галичина", "Derz͡havnyĭ arkhiv, Halychyna"),
        ("ala-lc", "Bulgarian", "Държавен архив, нещо", "Dŭrzhaven arkhiv, neshto"),
        ("ala-lc", "Serbian", "Ђилас, Љубљана, Његош", "Đilas, Ljubljana, Njegoš"),
        (
            "ala-lc-plain",
            "",
            "Российский государственный архив, Юрий, Цель",
            "Rossiiskii gosudarstvennyi arkhiv, Iurii, Tsel",
        ),
        (
            "bgn-pcgn",
            "Russian",
            "Ельцин, Хрущёв, объект, Горбачев, Андреев",
            "Yel’tsin, Khrushchëv, ob”yekt, Gorbachev, Andreyev",
        ),
        ("bgn-pcgn", "Ukrainian", "Єгоров, Їжак, Запоріжжя", "Yehorov, Yizhak, Zaporizhzhya"),
        ("bgn-pcgn", "Bulgarian", "България и Щип, земя", "Balgaria i Shtip, zemya"),
        ("bgn-pcgn", "Serbian", "Извештај о Његошу", "Izveštaj o Njegošu"),
        ("bgn-pcgn", "Belarusian", "Даклад аб становішчы ў Мінску", "Daklad ab stanovishchy w Minsku"),
        ("bgn-pcgn", "Macedonian", "Ѓорѓи и куќа", "Gjorgji i kukja"),
        ("ala-lc", "", "Извештај о разговору", "Izveštaj o razgovoru"),
    ],
)
def test_a_text_by_each_table(system: str, language: str, text: str, latin: str) -> None:
    assert transliterate(text, system, language) == latin


def test_capitals_follow_the_word() -> None:
    assert transliterate("Щука ЩУКА Щ", "bgn-pcgn", "ru") == "Shchuka SHCHUKA Shch"


def test_what_is_not_cyrillic_stays_as_it_is() -> None:
    assert transliterate("Report No. 3, 報告 – Ёlka", "ala-lc", "ru") == "Report No. 3, 報告 – Ëlka"


def test_the_letters_tell_the_language_where_nobody_says_it() -> None:
    assert transliterate("Київ", "ala-lc") == "Kyïv"
    assert transliterate("Київ", "bgn-pcgn") == "Kyyiv"


def test_what_there_is_no_table_for_is_refused() -> None:
    with pytest.raises(UsageError, match="bgn-pcgn has no table for the language “kk”"):
        transliterate("Архив", "bgn-pcgn", "Kazakh")
    with pytest.raises(UsageError, match="there is no transliteration “wade-giles”"):
        transliterate("Архив", "wade-giles")


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё АБЯЩ", max_size=40))
def test_iso_9_can_be_taken_back_and_loses_no_letter(text: str) -> None:
    latin = transliterate(text, "iso-9")
    letters = {transliterate(c, "iso-9"): c for c in "абвгдежзийклмнопрстуфхцчшщъыьэюяё"}
    assert "".join(letters.get(c, c) for c in latin.lower()) == text.lower()


@pytest.mark.parametrize("system", systems())
@given(text=st.text(max_size=60))
def test_no_text_is_too_odd(system: str, text: str) -> None:
    try:
        assert transliterate(transliterate(text, system), system) is not None
    except UsageError:
        pass
