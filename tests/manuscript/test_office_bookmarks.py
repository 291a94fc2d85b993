"""The second mark round what citekit writes: bookmarks, which LibreOffice keeps where it drops content controls."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.manuscript.bookmarks import End, names_of, ranges

from .office_files import (
    body,
    footnote,
    notes,
    odf_note,
    odt_file,
    paragraph,
    part,
    reference,
    run,
    weave,
    with_part,
    word_file,
)

Need = Callable[[str], str]
LABELS = st.tuples(
    st.sampled_from(["citekit:note", "citekit:cite", "citekit:name"]),
    st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(lambda t: len(t.encode()) < 500),
)


def ends(names: list[str]) -> list[End]:
    """The ends of bookmarks that stand round a text, which is from 100 to 200."""
    begun = [End(name, True, n, n + 1) for n, name in enumerate(names)]
    return begun + [End(name, False, 200 + n, 201 + n) for n, name in enumerate(reversed(names))]


@given(LABELS, st.integers(1, 36**4 - 1))
def test_names_are_such_as_word_takes_and_say_the_label_again(label: tuple[str, str, str], number: int) -> None:
    names = names_of(*label, number)
    assert all(len(name) <= 40 and re.fullmatch(r"_[a-z0-9_]+", name) for name in names)
    assert len(set(names)) == len(names)
    (found,) = ranges(ends(names))
    assert found.tag == f"{label[0]}:{label[1]} {label[2]}"


@given(LABELS, st.lists(st.sampled_from(["", "_Copy_1", "_Co", " Copy 12"]), min_size=1), st.randoms())
def test_names_that_libreoffice_lengthened_and_put_in_another_order_are_read(
    label: tuple[str, str, str], added: list[str], random: object
) -> None:
    names = [name + added[n % len(added)] for n, name in enumerate(names_of(*label, 12))]
    random.shuffle(names)  # type: ignore[attr-defined]
    (found,) = ranges(ends(names))
    assert found.tag == f"{label[0]}:{label[1]} {label[2]}"


def test_a_mark_of_which_a_bookmark_is_missing_is_none() -> None:
    names = names_of("citekit:note", "a7fa85", "[see @carr, 44; also @kennan]", 3)
    assert len(names) > 1
    assert [list(ranges(ends(names[:n] + names[n + 1 :]))) for n in range(len(names))] == [[]] * len(names)


def emptied(path: Path) -> Path:
    """A woven Word file as LibreOffice 7.4 saves it: content controls without properties."""
    out = path
    for name in ("word/document.xml", "word/footnotes.xml"):
        out = with_part(out, name, lambda text: re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr></w:sdtPr>", text))
        out = out.rename(out.with_name(f"{name[5:-4]}.docx"))
    return out


WORDS = (
    paragraph("First [@carr, 44]. As @kennan [570] says.", reference(7), run(" Last [see @stalin26, l. 67; @carr].")),
    paragraph("[bibliography]"),
)


@pytest.fixture
def woven(tmp_path: Path) -> Path:
    return weave(word_file(tmp_path / "a.docx", *WORDS, notes=footnote(7, "My own words [@carr, 50].")))[0]


def test_a_word_file_whose_controls_are_empty_is_woven_to_the_same_notes(woven: Path, tmp_path: Path) -> None:
    again, outcome = weave(emptied(woven), tmp_path / "again.docx")
    assert (outcome.citations, outcome.notes, outcome.remarks) == (4, 0, [])
    assert (body(again), notes(again)) == (body(woven), notes(woven))


def test_a_note_that_lost_its_control_follows_another_style_and_becomes_text(woven: Path, tmp_path: Path) -> None:
    again, _ = weave(emptied(woven), tmp_path / "again.docx", style="chicago-author-date")
    assert body(again).startswith("First (Carr 1950, 44). As Kennan (1947, 570) says.^ Last (see ")
    assert len(notes(again)) == 1


def test_a_marker_typed_over_a_note_that_lost_its_control_is_woven(woven: Path, tmp_path: Path) -> None:
    changed = with_part(emptied(woven), "word/footnotes.xml", lambda text: text.replace(", 44.<", ", 46.<"))
    _, outcome = weave(changed, tmp_path / "again.docx")
    assert [remark for remark in outcome.remarks if "edited by hand" in remark]
    typed = re.compile(r"(<w:bookmarkStart [^>]*_citekit1_[^>]*>)<w:r>.*?(<w:bookmarkEnd)")
    changed = with_part(
        emptied(woven), "word/footnotes.xml", lambda text: typed.sub(rf"\1{run('[@carr, 46]')}\2", text, count=1)
    )
    again, _ = weave(changed, tmp_path / "again.docx")
    assert notes(again)[0].endswith("The Bolshevik Revolution (Macmillan, 1950), 46.")


def test_a_bookmark_of_the_person_inside_what_is_written_anew_stays(woven: Path, tmp_path: Path) -> None:
    own = '<w:bookmarkStart w:id="900" w:name="mine"/>', '<w:bookmarkEnd w:id="900"/>'
    changed = with_part(
        woven,
        "word/document.xml",
        lambda text: text.replace("First", f"</w:t></w:r>{own[0]}<w:r><w:t>First", 1).replace(
            "<w:bookmarkEnd", own[1] + "<w:bookmarkEnd", 1
        ),
    )
    again, _ = weave(changed, tmp_path / "again.docx", style="mla")
    assert all(part(again).count(one) == 1 for one in own)


def test_words_of_their_own_between_bookmarks_of_two_paragraphs_are_left(woven: Path, tmp_path: Path) -> None:
    """Someone has made two paragraphs of a note: its bookmarks reach over both, and are none of a citation."""
    split = '<w:r><w:t xml:space="preserve">E. H. Carr, </w:t></w:r>'
    changed = with_part(
        emptied(woven),
        "word/footnotes.xml",
        lambda text: re.sub(r"<w:sdt><w:sdtPr></w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", "", text).replace(
            split, split + "</w:p><w:p>", 1
        ),
    )
    again, outcome = weave(changed, tmp_path / "again.docx")
    assert outcome.citations == 3
    assert notes(again)[0] == notes(changed)[0]


def saved(path: Path, ending: str, soffice: str, folder: Path) -> Path:
    """A file as LibreOffice saves it, under another ending perhaps."""
    home = (folder.parent / "libreoffice").as_uri()
    command = [soffice, "--headless", f"-env:UserInstallation={home}", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, str(path)], capture_output=True, timeout=180, check=True)
    return folder / f"{path.stem}.{ending}"


def plain(path: Path) -> list[str]:
    pypandoc = pytest.importorskip("pypandoc")
    return str(pypandoc.convert_file(str(path), "plain", extra_args=["--wrap=none"])).split()


@pytest.mark.slow
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("style", ["chicago-notes", "chicago-author-date"])
@pytest.mark.parametrize("way", ["docx", "odt", "odt docx", "docx odt docx"])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_what_libreoffice_saved_is_woven_to_the_same_notes(
    tmp_path: Path, need: Need, kind: str, way: str, style: str
) -> None:
    soffice = need("soffice")
    if kind == "docx":
        font = '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/>'
        first = paragraph(run("In Garamond [@carr, 44]; and ", font), run("[see @kennan, 570; *also* @carr].", font))
        source = word_file(tmp_path / "a.docx", first, *WORDS, notes=footnote(7, "My own words [@carr, 50]."))
    else:
        note = odf_note(1, "My own words [@carr, 50].")
        source = odt_file(
            tmp_path / "a.odt",
            '<text:p text:style-name="P1">In Garamond [@carr, 44]; and [see @kennan, 570; also @carr].</text:p>',
            f"First [@carr, 44]. As @kennan [570] says.{note} Last [see @stalin26, l. 67; @carr].",
            "[bibliography]",
        )
    out, first_time = weave(source, style=style)
    for n, ending in enumerate(way.split()):
        out = saved(out, ending, soffice, tmp_path / str(n))
    again, outcome = weave(out, tmp_path / f"again.{ending}", style=style)
    assert (outcome.citations, outcome.notes, outcome.entries) == (first_time.citations, 0, 3)
    assert outcome.remarks == []
    assert [word.lstrip("-") for word in plain(again)] == [word.lstrip("-") for word in plain(out)]
    third, _ = weave(again, tmp_path / f"third.{ending}", style=style)
    assert third.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("missing", [1, 2, 14])
def test_an_end_that_libreoffice_put_too_early_is_put_in_its_place(tmp_path: Path, missing: int) -> None:
    """It counts out one character for each footnote that stands before the citation in its paragraph."""
    words = "So [@carr, 44, &amp; others], he says"
    options = {"style": "chicago-author-date", "bibliography": False}
    source = word_file(tmp_path / "a.docx", paragraph(words))
    woven, _ = weave(source, **options)
    shown = body(woven)
    text = "(Carr 1950, 44, &amp; others)"
    kept, cut = re.fullmatch(rf"((?:&\w+;|[^&])*?)((?:&\w+;|[^&]){{{missing}}})", text).groups()  # type: ignore[union-attr]
    end = re.compile(
        rf"{re.escape(text)}</w:t></w:r>((?:<w:bookmarkEnd [^>]*>)+)</w:sdtContent></w:sdt><w:r [^>]*><w:t [^>]*>"
    )
    early = rf'{kept}</w:t></w:r>\1<w:r><w:t xml:space="preserve">{cut}'
    saved = with_part(woven, "word/document.xml", lambda x: end.sub(early, re.sub("<w:sdt>.*?<w:sdtContent>", "", x)))
    again, outcome = weave(saved, tmp_path / "again.docx", **options)
    assert (outcome.citations, outcome.remarks, body(again)) == (1, [], shown)
    other, _ = weave(saved, tmp_path / "other.docx", style="mla", bibliography=False)
    assert body(other) == "So (Carr 44, & others), he says"

    woven, _ = weave(odt_file(tmp_path / "a.odt", words), **options)
    end = re.compile(rf"{re.escape(text)}((?:<text:bookmark-end [^>]*>)+)<text:reference-mark-end [^>]*>")
    begin = "<text:reference-mark-start [^>]*>"
    early = rf"{kept}\1<text:span>{cut}</text:span>"
    saved = with_part(woven, "content.xml", lambda x: end.sub(early, re.sub(begin, "", x)))
    other, outcome = weave(saved, tmp_path / "other.odt", style="mla", bibliography=False)
    assert (outcome.citations, outcome.remarks) == (1, [])
    assert " ".join(plain(other)) == "So (Carr 44, & others), he says"


@given(LABELS, st.integers(1, 6), st.integers(0, 6))
def test_a_start_that_libreoffice_wrote_again_in_a_later_paragraph_is_none(
    label: tuple[str, str, str], again: int, before: int
) -> None:
    names = names_of(*label, 3)
    begun = [End(name, True, n, n + 1) for n, name in enumerate(names)]
    second = [End(name, True, 100 + n, 101 + n) for n, name in enumerate(names[:again])]
    closed = [End(name, False, 200 + n, 201 + n) for n, name in enumerate(reversed(names))]
    at = max(1, len(begun) - before)
    (found,) = ranges([*begun[:at], *second, *begun[at:], *closed] if again <= at else [*begun, *second, *closed])
    assert (found.start, found.end) == (0, 200 + len(names))


def test_a_bibliography_whose_start_stands_twice_is_replaced_as_one(woven: Path, tmp_path: Path) -> None:
    mine = emptied(woven)
    text = part(mine)
    start = re.search(r'<w:bookmarkStart w:id="\d+" (w:name="_citekit[0-9a-z]+_11_mi[^"]*")/>', text)
    assert start is not None
    last = text.rindex("<w:p>", 0, text.index("<w:bookmarkEnd", text.rindex('"Bibliography"')))
    at = text.index("</w:pPr>", last) + len("</w:pPr>")
    twice = f'{text[:at]}<w:bookmarkStart w:id="990" {start[1]}/>{text[at:]}'
    number = re.search(r'w:id="\d+"', start[0])
    assert number is not None
    twice = twice.replace(f"<w:bookmarkEnd {number[0]}/>", '<w:bookmarkEnd w:id="990"/>')
    again, _ = weave(with_part(mine, "word/document.xml", lambda _: twice), tmp_path / "again.docx")
    assert body(again) == body(woven)


def test_a_citation_in_a_tracked_insertion_is_found_where_libreoffice_put_its_end_behind_that(tmp_path: Path) -> None:
    inserted = f'<w:ins w:id="901" w:author="Ed" w:date="2026-01-01T00:00:00Z">{run("New [@carr, 44]")}</w:ins>'
    woven, _ = weave(word_file(tmp_path / "a.docx", paragraph(inserted, run("."))), style="mla", bibliography=False)

    def as_saved(text: str) -> str:
        text = re.sub(r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", "", text)
        return re.sub(r"((?:<w:bookmarkEnd [^>]*/>)+)</w:ins>", r"</w:ins>\1", text)

    again, outcome = weave(with_part(woven, "word/document.xml", as_saved), tmp_path / "again.docx", bibliography=False)
    assert outcome.citations == 1 and body(again).startswith("New.^")
