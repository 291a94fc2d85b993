"""BibTeX and BibLaTeX as biber and pandoc read them; what they drop is kept."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from typing import Any

import pytest

import citekit
from citekit import Document
from citekit.sources import read_text
from citekit.sources.bibtex.casing import may_be_english, sentence_case
from citekit.sources.bibtex.latex import latex_text
from citekit.sources.bibtex.names import names
from tests.sources import pandoc_agreement as agreement

FILES = sorted(agreement.OWN.glob("*.bib"))


def found(text: str) -> list[Any]:
    return list(read_text(textwrap.dedent(text).strip() + "\n", "x.bib", "x.bib"))


def only(text: str) -> Document:
    (doc,) = found(text)
    assert isinstance(doc, Document), doc
    return doc


def item(text: str) -> dict[str, Any]:
    return only(text).to_csl()


@cache
def pandoc_is_there() -> bool:
    try:
        return bool(agreement.pandoc_path())
    except (ImportError, OSError):
        return False


needs_pandoc = pytest.mark.skipif("not pandoc_is_there()", reason="pandoc is not installed")


# pandoc


@needs_pandoc
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_field_is_as_pandoc_reads_it_or_a_departure_with_its_reason(path: Any) -> None:
    variant = "bibtex" if path.stem == "classic" else "biblatex"
    listed = re.findall(r"^(\S+ \S+ [\w-]+): \S.*$", (agreement.OWN / "departures.txt").read_text("utf-8"), re.M)
    differ = [
        f"{one.where} {one.variable}"
        for one in agreement.differences(path.read_text("utf-8"), variant, path.stem)
        if isinstance(one, agreement.Difference)
    ]
    assert differ == [one for one in listed if one.startswith(f"{path.stem} ")]


@needs_pandoc
@pytest.mark.skipif(not agreement.DRAFTS.is_dir(), reason="needs ../shared/pandoc-drafts")
def test_pandocs_own_tests_of_reading_are_read_alike() -> None:
    fields = [d for name, variant, text in agreement.shared_texts() for d in agreement.differences(text, variant, name)]
    equal = sum(isinstance(one, str) for one in fields)
    assert len(fields) > 700 and equal / len(fields) >= 0.99


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        ("@book{a, title={What I Saw of World War I}, author={Rose, K.}, date={1983}}", "What I Saw of World War I ("),
        (
            "@book{a, title={Dead Souls}, author={Gogol, N.}, origlanguage={russian}, translator={Hogarth, C.}}",
            "Dead Souls",
        ),
        ("@book{a, title={Letter Ten}, author={Plato}, origlanguage={greek}, langid={english}}", "Letter Ten"),
        ("@legislation{a, title={Data Protection Act}, number={c. 29}, date={1998}}", "Data Protection Act, c. 29"),
    ],
)
def test_titles_are_cited_with_their_capitals(entry: str, printed: str) -> None:
    assert printed in citekit.cite(citekit.loads(entry), style="chicago-notes")


# nothing is lost


def said(value: Any) -> str:
    """Everything that an item says, letters and digits alone."""
    if isinstance(value, dict):
        return " ".join(said(v) for v in value.values())
    if isinstance(value, list):
        return " ".join(map(said, value))
    return re.sub(r"<[^<>]*>|[\W_]", "", str(value)).casefold()


# fields whose value is another word in CSL, or that say how biblatex is to work
_AND = ("and", "others")
_OTHERWISE = frozenset(
    """type pubstate series location langid hyphenation langidopts options crossref xref xdata nameatype editortype
    entrysubtype origlanguage key eprinttype archiveprefix language month""".split()
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("to", ["", "biblatex", "bibtex", "csl-json"])
def test_no_field_is_lost_on_the_way_in_or_out_again(path: Any, to: str) -> None:
    from citekit.sources.bibtex.blocks import blocks
    from citekit.sources.bibtex.reader import _File

    text = path.read_text("utf-8")
    file = _File("x")
    for block, inner in blocks(text):
        file.take(block, inner)
    docs = {d.key: d for d in read_text(text, "x.bib", "x.bib") if isinstance(d, Document)}
    lost = []
    for entry, _, _ in file.entries:
        if entry.kind in ("xdata", "set"):
            continue
        doc = docs[entry.key]
        if to:
            (doc,) = [d for d in read_text(citekit.export(doc, to), "x", "x") if isinstance(d, Document)]
        held = said(doc.to_csl()) + said(doc.to_csl().get("custom"))
        for name, value in entry.fields.items():
            if name in _OTHERWISE or "date" in name or name.endswith("year"):
                continue
            words = re.findall(r"[^\W_]{3,}", latex_text(value.replace("~", " "), smart=True))
            missing = [
                w for w in words if w not in _AND and w.casefold() not in held and not re.search(r"=|\\|\d-\d", value)
            ]
            if missing:
                lost.append((entry.key, name, value, missing))
    assert not lost


# names


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "family=Goethe, given=Johann Wolfgang, prefix=von, useprefix=false",
            {"family": "Goethe", "given": "Johann Wolfgang", "dropping-particle": "von"},
        ),
        (
            "given=Antonie, prefix=van, family=Leeuwenhoek, useprefix=true",
            {"family": "Leeuwenhoek", "given": "Antonie", "non-dropping-particle": "van"},
        ),
        (r"\v{C}apek, Karel", {"family": "Čapek", "given": "Karel"}),
        (r"{\'E}mile Zola", {"family": "Zola", "given": "Émile"}),
        (
            "de la Vallée Poussin, Charles",
            {"family": "Vallée Poussin", "given": "Charles", "dropping-particle": "de la"},
        ),
        ("{von Neumann}, John", {"family": "Neumann", "given": "John", "non-dropping-particle": "von"}),
        ("Humboldt, Alexander von", {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}),
        ("d'Alembert, Jean", {"family": "Alembert", "given": "Jean", "non-dropping-particle": "d’"}),
        ("King, Jr., Martin Luther", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("Martin Luther King, Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("{Barnes and Noble}", {"literal": "Barnes and Noble"}),
        ("Aristotle", {"family": "Aristotle"}),
        ("family={de Gaulle}, given=Charles", {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}),
        ("Latora, V", {"family": "Latora", "given": "V"}),
        ("inst-urw", {"family": "inst-urw"}),
        (r"ACM\slash SIGGRAPH", {"family": "ACM/SIGGRAPH"}),
        ("Kim Il Sung", {"family": "Kim", "given": "Il Sung", "static-ordering": True}),
        ("others", {"literal": "others"}),
    ],
)
def test_a_name(raw: str, expected: dict[str, Any]) -> None:
    assert names(raw) == [expected]


# titles


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Origins of the Korean War", "The origins of the korean war"),
        ("Grain: the Story. A New Look? Yes", "Grain: The story. A new look? Yes"),
        ("In Proc. of the Royal Soc. of London. The Next Part", "In proc. of the royal soc. of london. The next part"),
        ("St. Petersburg vs. the World", "St. Petersburg vs. the world"),
        ("World War I and Henry V: What I Saw of Plan A", "World war I and henry V: What I saw of plan A"),
        ("The Houses of O'Neill and d'Arc", "The houses of O'Neill and d'Arc"),
        ("The King and A Day in Section A: A Study of X", "The king and a day in section A: A study of X"),
        ("NATO and McCarthy in Post-War A-Bomb Politics", "NATO and McCarthy in post-war A-bomb politics"),
        ("1984 and Other Years", "1984 and other years"),
        ("Reading <i>War and Peace</i> Now", "Reading <i>war and peace</i> now"),
    ],
)
def test_an_english_title_in_sentence_case(title: str, expected: str) -> None:
    assert sentence_case(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("The Cold War", True), ("Die Geschichte der Stadt", False), ("Великая Война", False), ("Animal Farm", True)],
)
def test_a_title_that_says_it_is_of_another_language_is_not_english(title: str, expected: bool) -> None:
    assert may_be_english(title) is expected


def test_braces_protect_and_the_wording_comes_back_in_every_export() -> None:
    doc = only(
        r"@book{a, title = {The Origins of the {Korean} War}, shorttitle = {Origins of It}, author = {Doe, Jane}}"
    )
    made = doc.to_csl()
    assert made["title"] == 'The origins of the <span class="nocase">Korean</span> war'
    assert made["custom"]["wording"]["title"] == "The Origins of the Korean War"
    assert "The origins of the" in citekit.export(doc, "csl-json")
    for to in ("bibtex", "biblatex", "biblatex-chicago", "ris"):
        assert "The Origins of the Korean War" in citekit.export(doc, to)
        assert "wording" not in citekit.export(doc, to)


def test_the_title_of_a_document_in_an_archive_stays_as_it_is_written() -> None:
    doc = only(
        "@misc{a, title = {Telegram from Stalin to Mao},"
        " howpublished = {APRF, Fond 45, Opis 1, Delo 339, Listy 31--32},"
        " date = {1951}}"
    )
    assert doc.title == "Telegram from Stalin to Mao" and doc.references and "publisher" not in doc.extra


def test_volumes_and_what_they_are_volumes_of() -> None:
    made = item("@book{a, maintitle = {Works}, title = {Early Years}, subtitle = {To 1900}, volume = 3, part = 2}")
    assert (made["title"], made["volume-title"], made["volume"]) == ("Works", "Early years: To 1900", "3.2")


# inheritance (biblatex manual, appendix B)


def test_a_chapter_of_a_volume_of_a_work_takes_over_from_both() -> None:
    first, *_ = found("""
        @inbook{c, crossref = {v}, title = {Chapter}, author = {Doe, Jane}}
        @book{v, crossref = {w}, title = {Volume}, volume = 2, shorttitle = {Vol}, label = {V}}
        @mvbook{w, title = {Whole Work}, author = {Roe, Max}, publisher = {Press}, date = {1990}}
    """)
    made = first.to_csl()
    assert (made["title"], made["volume-title"], made["container-title"]) == ("Chapter", "Volume", "Whole work")
    assert (made["author"][0]["family"], made["container-author"][0]["family"]) == ("Doe", "Roe")
    assert (made["publisher"], made["volume"]) == ("Press", "2") and "title-short" not in made
    assert "label" not in str(made)


def test_entries_that_refer_to_each_other_come_to_an_end() -> None:
    a, b = found("@book{a, crossref = {b}, title = {A}}\n@book{b, crossref = {a}, title = {B}}")
    assert (a.title, b.title) == ("A", "B")


def test_a_set_is_no_document_but_its_members_know_it() -> None:
    a, b = found("@set{s, entryset = {a}}\n@book{a, title = {A}}\n@book{b, title = {B}}")
    assert a.extra["custom"]["part_of_set"] == "s" and "custom" not in b.extra


# files


def test_entries_without_a_key_and_with_commas_too_many_are_read() -> None:
    docs = found("""
        @book{title = {No Key}, year = 1999}
        @book{b,, title = {Commas},, year = 1999,}
        @book{c, title = {None} year = 1999}
        @commentary{d, title = {Commentary}}
    """)
    assert [d.to_csl()["title"] for d in docs] == ["No key", "Commas", "None", "Commentary"]
    assert [str(d.date) for d in docs[:3]] == ["1999"] * 3


def test_a_key_without_its_comma_loses_no_field() -> None:
    doc = only("@book{c title={No Comma}, author={Bee, C}, year=2000}")
    assert (doc.key, doc.to_csl()["title"], str(doc.date)) == ("c", "No comma", "2000")
    assert any("comma" in warning for warning in doc.warnings)


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ('"A {"} b"', 'A " b'),
        ('"{Ma{"a} und {\\ss} und {"}u}"', 'Ma"a und ß und "u'),
        ('"Of " # {Mice "and" Men} # " {"q"}"', 'Of Mice "and" Men "q"'),
    ],
)
def test_quotation_marks_in_braces_end_no_value(value: str, title: str) -> None:
    docs = found(f"@book{{a, title = {value}, langid = {{german}}, year = 1999}}\n@book{{b, title = {{B}}}}")
    assert [re.sub("<.*?>", "", doc.title) for doc in docs] == [title, "B"]
    assert str(docs[0].date) == "1999"


def test_a_command_that_is_not_known_is_said() -> None:
    doc = only(
        r"@book{a, title = {An \unheard{} {\it thing} of {\VAX}, \LuaTeX, \acro{DVI}, \'e, $\foo$, \verb|\bar|},"
        r" url = {http://x/\~u}}"
    )
    assert doc.warnings == (
        "title: the command \\unheard is not known; it is left out; "
        "title: the command \\VAX is not known; its name stands in its place",
    )
    assert "VAX" in doc.title and "DVI" in doc.title


def test_a_string_that_is_not_defined_is_left_out_and_said() -> None:
    doc = only("@string{p = {Press}}\n@book{a, title = {T}, year = 2000 # x, publisher = p # { Ltd}, address = Bonn}")
    made = doc.to_csl()
    assert (str(doc.date), made["publisher"], made["publisher-place"]) == ("2000", "Press Ltd", "Bonn")
    said = " ".join(doc.warnings)
    assert "year: the string “x” is not defined; it is left out" in said
    assert "address: the string “Bonn” is not defined; it is kept" in said and "publisher" not in said


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("Spring", {"date-parts": [[1999]], "season": 1}),
        ("#mar#", {"date-parts": [[1999, 3]]}),
        ('mar # "~4"', {"date-parts": [[1999, 3, 4]]}),
        ("Michaelmas", {"literal": "Michaelmas 1999"}),
        ("Hilary Term", {"literal": "Hilary Term 1999"}),
        ("March/April", {"date-parts": [[1999, 3], [1999, 4]]}),
        ("13", {"literal": "13 1999"}),
    ],
)
def test_a_month_that_is_a_word_stays(month: str, expected: dict[str, Any]) -> None:
    doc = only(f"@article{{m, title = {{T}}, journal = {{J}}, year = 1999, month = {{{month}}}}}")
    assert doc.to_csl()["issued"] == expected


def test_two_values_of_one_field_or_variable_are_both_kept() -> None:
    doc = only("@article{a, title = {T}, journal = {Old}, journaltitle = {New}, note = {One}, note = {Two}}")
    made = doc.to_csl()
    assert made["container-title"] == "New" and made["note"] == "One"
    assert {made["custom"]["journal"], made["custom"]["note_b"]} == {"Old", "Two"}
    assert any("twice" in warning for warning in doc.warnings)


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_file_in_the_encoding_that_it_states(encoding: str) -> None:
    from citekit.sources import read_bytes

    text = f"% Encoding: {encoding}\n@book{{a,\n title = {{Größe und Maß}},\n langid = {{german}}}}\n"
    for ends in ("\n", "\r\n", "\r"):
        (doc,) = read_bytes(text.replace("\n", ends).encode(encoding), "a.bib", "a.bib")
        assert isinstance(doc, Document) and doc.title == "Größe und Maß"


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"The \enquote{Great \enquote{Inner} Game}", "The “Great ‘Inner’ Game”"),
        (r"The \enquote*{Great} \textquote[Doe]{Game}", "The “Great” “Game”"),
        ("``Quoted'' and `single' and Farmers' Union's", "“Quoted” and “single” and Farmers’ Union’s"),
        (r"\href{https://example.org}{Here} and \url{https://a.b/c_d}", "Here and https://a.b/c_d"),
        (r"See \url{http://a.b/~c_d%20e\_f}, --g", "See http://a.b/~c_d%20e_f, –g"),
        (r"\LaTeX{} by \TeX\ men", "LaTeX by TeX\u00a0men"),
        (
            r"H$_2$O, $\beta$-decay, $10^{-3}$, $\frac{1}{2}$",
            r"H<sub>2</sub>O, β-decay, 10<sup>-3</sup>, $\frac{1}{2}$",
        ),
        (
            r"On $x^2$ of \textsc{Small} 1--2",
            'On x<sup>2</sup> of <span style="font-variant:small-caps;">Small</span> 1–2',
        ),
        (r"The \verb|\special| command and \path|a_b@c.d| and \path{~/x}", "The \\special command and a_b@c.d and ~/x"),
        (r"S\kern-.125em\lower.5ex\hbox{E}X\spacefactor1000{} on\emdash paper", "SEX on—paper"),
        (r"40$^\circ$N \capitalcedilla{C}a 19\textoneoldstyle4", "40°N Ça 1914"),
        (r"Vol.~3 {\em old} \textit{new}", "Vol.\u00a03 <i>old</i> <i>new</i>"),
    ],
)
def test_latex_as_it_is_printed(latex: str, expected: str) -> None:
    assert latex_text(latex, smart=True) == expected


# as reference managers read it


def test_fields_of_jabref_zotero_and_mendeley_are_kept() -> None:
    made = item(r"""
        @misc{a, title = {A Page}, howpublished = {\url{https://example.org/a_b}}, urldate = {2020-01-02},
          year = {2019},
          keywords = {grain, bread}, file = {:a.pdf:PDF}, groups = {G1}, timestamp = {2020-01-01}, comment = {Mine}}
    """)
    assert (made["URL"], made["keyword"], made["accessed"]) == (
        "https://example.org/a_b",
        "grain, bread",
        {"date-parts": [[2020, 1, 2]]},
    )
    assert {k: made["custom"][k] for k in ("file", "groups", "timestamp", "comment")} == {
        "file": ":a.pdf:PDF",
        "groups": "G1",
        "timestamp": "2020-01-01",
        "comment": "Mine",
    }


@pytest.mark.parametrize("own", ["year = 1900", "date = {1900}", "year = 1900, month = dec"])
@pytest.mark.parametrize("of_parent", ["date = {1905-03}", "year = 1905, month = mar", "date = {1880/1910~}"])
def test_an_entry_with_a_date_takes_none_over(own: str, of_parent: str) -> None:
    child, other, _ = found(f"""
        @incollection{{c, author = {{M, H}}, title = {{A}}, {own}, crossref = {{p}}}}
        @incollection{{d, author = {{N, H}}, title = {{B}}, crossref = {{p}}}}
        @collection{{p, title = {{S}}, editor = {{E, A}}, {of_parent}}}
    """)
    assert child.date.start == ((1900, 12) if "month" in own else (1900,)) and not child.date.end
    assert other.date.start[0] in (1905, 1880)


@pytest.mark.parametrize(
    ("fields", "printed", "year"),
    [
        ("year={[1910]}, month=jan", "January [1910]", 1910),
        ("year={1999/2000}, month=jul", "July 1999/2000", 1999),
        ("year={1910 [1890]}", "1910 [1890]", 1910),
        ("year={1910 [1911]}", "1910 [1911]", 1911),
        ("year={in press}, month=mar", "March in press", None),
    ],
)
def test_a_month_beside_a_year_that_is_no_plain_one(fields: str, printed: str, year: int | None) -> None:
    doc = citekit.loads(f"@book{{a, author={{A, B}}, title={{T}}, {fields}}}")
    assert doc.date is not None and (doc.date.text, doc.date.year) == (printed, year)


def test_what_a_subtype_says_is_kept() -> None:
    letter = citekit.loads("@misc{a, author={Kant, I.}, title={To Herz}, entrysubtype={letter}, date={1772}}")
    assert (letter.kind, letter.to_csl()["type"]) == ("letter", "personal_communication")
    other = citekit.loads("@misc{a, author={Kant, I.}, title={On Ethics}, entrysubtype={classical}, date={1772}}")
    assert "entrysubtype = {classical}" in citekit.export(other, "biblatex")


def test_a_year_beside_a_date_and_a_holder_in_braces() -> None:
    doc = citekit.loads("@patent{a, title={Lamp}, holder={{General Co}}, date={1990}, year={1889}}")
    assert {"holder": "General Co", "year": "1889"}.items() <= doc.extra["custom"].items()
    assert "holder = {{General Co}}" in citekit.export(doc, "biblatex")


def test_strings_that_double_leave_no_names_behind() -> None:
    strings = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
    text = f'@string{{a0 = "{"x" * 40}"}}\n{strings}@book{{k, author={{A, B}}, title=a39, year=1990}}'
    found = list(read_text(text, "x.bib"))
    assert any("too long" in str(one) for one in found)
    assert not any("a3" in one.title for one in found if isinstance(one, Document))
