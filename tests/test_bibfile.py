"""A .bib file that a person works in: new documents come in, and nothing of theirs goes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import citekit
import citekit.sources
from citekit import CitekitError, Document
from citekit.bibfile import merge, update_file
from citekit.document.duplicates import duplicate_notes
from citekit.exporters.options import ExportOptions
from tests.cli.runner import citekit as run


def doc(number: int, title: str = "Report", leaf: int = 0) -> Document:
    return citekit.loads(
        f'"{title}", May {number % 28 + 1}, 1955, Wilson Center Digital Archive, RGANI, f. 5, op. 1, d. 2, l.'
        f" {leaf or number}. https://digitalarchive.wilsoncenter.org/document/{number}"
    )


def merged(text: str, *docs: Document) -> tuple[str, str]:
    out, report = merge(text, list(docs), "bibtex", ExportOptions())
    return out, str(report)


def test_a_second_run_changes_nothing() -> None:
    first, said_first = merged("", doc(1, "One"), doc(2, "Two"))
    second, said_second = merged(first, doc(2, "Two"), doc(1, "One"))
    assert (said_first, said_second) == ("2 added", "2 unchanged")
    assert second == first


def test_what_the_archive_has_changed_is_brought_up_to_date_and_what_you_have_edited_is_not() -> None:
    text, _ = merged(
        "",
        replace(doc(1, "One"), summary="Old"),
        replace(doc(2, "Two"), summary="Old"),
        replace(doc(3, "Three"), summary="Old"),
    )
    text = text.replace("title = {{{Two}}}", "title = {{{Two, as I call it}}},\n  owner = {me}")
    text = text.replace("abstract = {Old},\n  recordnumber = {3}", "abstract = {My own words},\n  recordnumber = {3}")
    new = [
        replace(doc(n, title), summary="New", language="Russian") for n, title in ((1, "One"), (2, "Two"), (3, "Three"))
    ]
    out, report = merged(text, *new)
    assert report == "3 brought up to date"
    assert (
        out.count("abstract = {New}"),
        out.count("abstract = {My own words}"),
        out.count("\n  language = {Russian}"),
    ) == (2, 1, 3)
    assert "title = {{{Two, as I call it}}}" in out and "owner = {me}" in out and "title = {{{Two}}}" not in out
    assert merged(out, *new)[0] == out


def test_a_field_that_you_have_deleted_does_not_come_back() -> None:
    text, _ = merged("", replace(doc(1, "One"), summary="Old"))
    text = text.replace("  abstract = {Old},\n", "")
    out, report = merged(text, replace(doc(1, "One"), summary="New"))
    assert (out, report) == (text, "1 kept as you edited them")


YOURS = """% my own list, please keep
@string{me = {Myself}}
@comment{jabref-meta: grouping:
0 AllEntriesGroup:;
}

@preamble{"\\newcommand{\\x}{y}"}
@Book{ mine ,
   Author= me # " and others",  year =1999,
	TITLE={My   Book}
}

   @misc{other,title={Other}}
"""


def test_order_comments_strings_and_white_space_stay_as_they_are() -> None:
    out, report = merged(YOURS, doc(1, "One"))
    assert out.startswith(YOURS.rstrip("\n")) and report == "1 added"
    again, _ = merged(out, doc(1, "One"), doc(2, "Two"))
    assert again.startswith(YOURS.rstrip("\n")) and again.count("@misc{") == 3


def test_another_programs_order_of_fields_is_no_edit() -> None:
    text, _ = merged("", doc(1, "One"))
    body = re.search(r"(@misc\{[^,]+,\n)(.*?)\n\}", text, re.S)
    assert body is not None
    fields = body.group(2).split("\n")
    shuffled = text.replace(body.group(2), "\n".join(line.replace(" = ", "      = ") for line in reversed(fields)))
    _, report = merged(shuffled, replace(doc(1, "One"), summary="New"))
    assert report == "1 brought up to date"


def test_the_same_record_under_another_address_is_not_added_again() -> None:
    text, _ = merged("", doc(1, "One"))
    other = replace(
        doc(1, "One"), url="http://wilson-center.drivingcreative.com/document/1", title="One, retold", key="mine"
    )
    out, report = merge(text, [other], "bibtex", ExportOptions())
    assert not report.added and any("in the file already" in note for note in report.notes)
    assert out.count("@misc{") == 1


def test_documents_that_may_be_the_same_are_named_and_both_kept() -> None:
    a = doc(1, "Telegram from Shtykov to Vyshinsky on the Situation", leaf=7)
    same_reference = replace(
        doc(29, "Something Else", leaf=7),
        references=tuple(citekit.parse_references("RGANI, fond 5, opis 1, delo 2, list 7")),
    )
    near = replace(doc(29, "Telegram from Shtykov to Vyshinsky on the situation."), url="", number="", references=())
    assert [line.partition(": ")[2] for line in duplicate_notes([a, same_reference])] == [
        "they have the same archival reference"
    ]
    assert [line.partition(": ")[2] for line in duplicate_notes([a, near])] == [
        "they have nearly the same title and the same date"
    ]
    assert (
        list(duplicate_notes([a, doc(30, "Telegram from Shtykov to Vyshinsky on the Situation", leaf=98)])) == []
    )  # another day: one of a series
    out, report = merge("", [a, near], "bibtex", ExportOptions())
    assert (
        len(report.added) == 2
        and "may be the same" in report.notes[0]
        and out.count("\n@letter{") + out.startswith("@letter{") == 2
    )


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@book{a, title={A}}\n@book{b, title={unclosed\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(CitekitError, match=r"line 2.*nothing was written"):
        update_file(path, [doc(1)], "bibtex")
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_a_brace_that_is_open_at_the_end_does_not_swallow_what_is_added() -> None:
    with pytest.raises(CitekitError, match="nothing was written"):
        merge("@misc{a, title={A}}\n@comment{open {", [doc(1)], "bibtex", ExportOptions())


def test_the_former_file_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(YOURS, encoding="utf-8")
    update_file(path, [doc(1)], "bibtex")
    assert (tmp_path / "refs.bib.bak").read_text(encoding="utf-8") == YOURS
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("processes", [2, pytest.param(6, marks=pytest.mark.slow)])
def test_processes_at_once_lose_nothing(tmp_path: Path, processes: int) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(YOURS, encoding="utf-8")
    for n in range(1, processes + 1):
        line = (
            f'"Report {n}", May {n}, 1955, Wilson Center Digital Archive, RGANI, f. 5, l. {n}.'
            f" https://digitalarchive.wilsoncenter.org/document/{n}"
        )
        (tmp_path / f"{n}.txt").write_text(line, encoding="utf-8")
    runs = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "citekit",
                "export",
                str(tmp_path / f"{n}.txt"),
                "--to",
                "bibtex",
                "-o",
                str(path),
                "--update",
            ],
            stderr=subprocess.DEVNULL,
        )
        for n in range(1, processes + 1)
    ]
    assert [run.wait(60) for run in runs] == [0] * processes
    text = path.read_text(encoding="utf-8")
    assert text.startswith(YOURS.rstrip("\n")) and all(
        f"title = {{{{{{Report {n}}}}}}}" in text for n in range(1, processes + 1)
    )


@pytest.mark.parametrize(
    ("formula", "keys"),
    [
        ("{author}{year}", ["gromyko-razuvaev1951", "gromyko-razuvaev1952"]),
        ("{Author}{year}", ["GromykoRazuvaev1951", "GromykoRazuvaev1952"]),
        ("{title:3}_{month}", ["soviet-politburo-decision_11", "soviet-politburo-decision_12"]),
        ("{archive}:{number}", ["aprf:1", "aprf:2"]),
    ],
)
def test_keys_are_made_by_a_formula(formula: str, keys: list[str], example: Path) -> None:
    first = citekit.read(example)
    docs = [
        replace(first, number=str(n), date=citekit.HistoricalDate.parse(f"{m} 1, {y}"))
        for n, m, y in ((1, "November", 1951), (2, "December", 1952))
    ]
    text = citekit.export(docs, "bibtex", keys=formula)
    assert re.findall(r"@misc\{(.+),", text) == keys


def test_keys_of_a_formula_that_collide_take_letters_whatever_the_order() -> None:
    docs = [doc(n) for n in (1, 2, 3)]

    def keys(listed: list[Document]) -> dict[str, str]:
        from citekit.document.keyed import keyed

        return {d.number: d.key for d in keyed(listed, "{title:1}{year}")}

    assert keys(docs) == keys(docs[::-1]) and sorted(keys(docs).values()) == [
        "report1955a",
        "report1955b",
        "report1955c",
    ]


def test_a_formula_with_a_mistake_is_refused_in_words(example: Path) -> None:
    with pytest.raises(CitekitError, match="no field “autor”"):
        citekit.export(citekit.read(example), "bibtex", keys="{autor}{year}")


def test_a_key_that_bibtex_cannot_have_is_changed_and_that_is_said(example: Path) -> None:
    from citekit.exporters.base import export_documents

    options = ExportOptions()
    docs = [replace(citekit.read(example), key=key) for key in ("Громыко 1951", "a b", "a-b", "fine_key:1")]
    text = "".join(export_documents(docs, "bibtex", options))
    assert re.findall(r"@misc\{(.+),", text) == ["gromyko-1951", "a-b-2", "a-b", "fine_key:1"]
    assert options.notes == [
        "the key “Громыко 1951” cannot be used in BibTeX and became “gromyko-1951”",
        "the key “a b” cannot be used in BibTeX and became “a-b-2”",
    ]


@pytest.mark.xdist_group("JabRef")
@pytest.mark.slow
def test_a_file_that_jabref_has_saved_is_still_known(tmp_path: Path, need: Callable[[str], str]) -> None:
    text, _ = merged("", doc(1, "One"), doc(2, "Two"))
    (tmp_path / "in.bib").write_text(text, encoding="utf-8")
    environment = {
        "HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
        "JAVA_TOOL_OPTIONS": f"-Djava.util.prefs.userRoot={tmp_path}",
    }
    subprocess.run(
        [need("jabref"), "-n", "-i", "in.bib", "-o", "out.bib"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
    saved = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert "jabref-meta" in saved and saved != text
    out, report = merged(saved, *(replace(doc(n, title), summary="New") for n, title in ((1, "One"), (2, "Two"))))
    assert report == "2 brought up to date" and out.count("abstract = {New}") == 2 and "jabref-meta" in out


def test_a_corrected_title_under_a_given_key_updates_its_entry() -> None:
    item = {
        "id": "mine",
        "type": "document",
        "title": "Protokol",
        "archive": "RGANI",
        "archive_location": "f. 3, op. 1",
    }
    text, _ = merged("", Document.from_csl(item))
    out, report = merged(text, Document.from_csl({**item, "title": "Protocol"}))
    assert report == "1 brought up to date" and "Protocol" in out and "Protokol" not in out


def test_an_entry_under_this_key_that_is_yours_is_another_one() -> None:
    yours = "@book{mine,\n  title = {Yours},\n}\n"
    out, report = merged(yours, Document.from_csl({"id": "mine", "type": "book", "title": "Another"}))
    assert report == "1 added" and out.startswith(yours.rstrip()) and "@book{mine-" in out


def test_a_key_that_your_own_entry_has_is_said_with_the_new_one() -> None:
    yours = "@book{Mine,\n  title = {Yours},\n}\n"
    docs = [Document.from_csl({"id": k, "type": "book", "title": t}) for k, t in (("mine", "Another"), ("free", "F"))]
    out, report = merge(yours, docs, "biblatex", ExportOptions())
    new = next(key for key in report.added if key != "free")
    assert f"@book{{{new}," in out and len(report.notes) == 1
    assert all(word in report.notes[0] for word in (new, "under Mine", "Another", "Yours")), report.notes


def without(text: str, key: str) -> str:
    """A .bib text without an entry."""
    return re.sub(rf"@\w+\{{{key},\n.*?\n\}}\n\n?", "", text, flags=re.S)


def test_an_entry_that_you_have_deleted_does_not_come_back() -> None:
    text, _ = merged("", doc(1, "One"), doc(2, "Two"))
    (key,) = (k for k in re.findall(r"^@misc\{(.+),$", text, re.M) if k.startswith("one"))
    cut = without(text, key)
    for _ in range(2):
        out, report = merge(cut, [doc(1, "One"), doc(2, "Two"), doc(3, "Three")], "bibtex", ExportOptions())
        assert (report.deleted, [k.split("-")[0] for k in report.added]) == ([key], ["three"])
        assert "You" not in out and "{{{One}}}" not in out and "{{{Three}}}" in out and key in report.notes[-1]
    # out of the comment, it is forgotten
    forgotten = re.sub(rf'"{key}": "[^"]*",? ?', "", cut)
    assert merged(forgotten, doc(1, "One"))[1] == "1 added"


def test_line_endings_of_windows_stay() -> None:
    text, _ = merged("", doc(1, "One"))
    windows = ("% mine\n@book{b,\n  title = {B},\n}\n\n" + text).replace("\n", "\r\n")
    out, _ = merged(windows, replace(doc(1, "One"), summary="New"), doc(2, "Two"))
    assert "abstract = {New}" in out and "{{{Two}}}" in out
    assert out.count("\n") == out.count("\r\n") and out.startswith("% mine\r\n@book{b,\r\n")


def test_a_comment_within_an_updated_entry_keeps_its_line_end() -> None:
    text, _ = merged("", doc(1, "One"))
    now = text.replace("  title =", "  % mine\n  % too\n  mynote = {hand},\n  title =", 1).replace("\n", "\r\n")
    for summary in ("New", "Newer", "Newest"):
        now, _ = merged(now, replace(doc(1, "One"), summary=summary))
        assert f"abstract = {{{summary}}}" in now and "% mine\r\n" in now
        assert now.count("\r") == now.count("\n") == now.count("\r\n")


def test_what_stands_behind_our_comment_keeps_its_line() -> None:
    text, _ = merged("", doc(1, "One"))
    mine = "\n% from here on my own\n@book{b,\n  title = {B},\n}\n"
    out, report = merged(text + mine, doc(1, "One"))
    assert (out, report) == (text + mine, "1 unchanged")
    out, _ = merged(text + mine, doc(2, "Two"))
    assert mine.rstrip() in out and out.count("@comment{citekit:") == 1 and "{{{Two}}}" in out
    assert merged(out, doc(1, "One"), doc(2, "Two"))[1] == "2 unchanged"


def test_a_link_to_a_library_stays_one_and_its_copy_is_as_private(tmp_path: Path) -> None:
    (tmp_path / "cloud").mkdir()
    real, link = tmp_path / "cloud" / "real.bib", tmp_path / "refs.bib"
    real.write_text(YOURS, encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    update_file(link, [doc(1, "One")], "bibtex")
    assert link.is_symlink() and "{{{One}}}" in real.read_text(encoding="utf-8")
    backup = tmp_path / "refs.bib.bak"
    assert backup.read_text(encoding="utf-8") == YOURS and backup.stat().st_mode & 0o777 == 0o600


def test_strings_that_double_each_other_are_stopped() -> None:
    bomb = "@string{a0 = {xxxxxxxxxx}}\n" + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 37))
    found = list(citekit.sources.read_text(bomb + "@misc{x, title = a36}\n@misc{y, title = {Y}}", "x"))
    assert [d.title for d in found if isinstance(d, Document)][-1] == "Y"
    assert any(isinstance(d, CitekitError) and "too long" in str(d) and "line" in str(d) for d in found)


def test_a_library_that_is_written_anew_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(YOURS, encoding="utf-8")
    (tmp_path / "a.txt").write_text(
        '"Report", May 1, 1955, Wilson Center Digital Archive, RGANI, f. 5, l. 1. '
        "https://digitalarchive.wilsoncenter.org/document/1",
        encoding="utf-8",
    )
    command = ["export", tmp_path / "a.txt", "--to", "bibtex", "-o", path]
    first = run(*command)
    assert first.returncode == 0 and "refs.bib.bak" in first.stderr
    assert (tmp_path / "refs.bib.bak").read_text(encoding="utf-8") == YOURS
    again = run(*command)
    assert again.stderr == "" and (tmp_path / "refs.bib.bak").read_text(encoding="utf-8") == YOURS


def test_a_protected_file_is_refused_before_anything_is_written_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(YOURS, encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(CitekitError, match="read-only"):
        update_file(path, [doc(1, "One")], "bibtex")
    assert [file.name for file in tmp_path.iterdir()] == ["refs.bib"]


def test_an_entry_that_no_merge_wrote_is_left_and_it_is_said() -> None:
    written = citekit.export(replace(doc(1, "One"), key="one1955"), "bibtex")  # as -o writes it
    out, report = merge(written, [replace(doc(1, "One"), key="one1955", summary="New")], "bibtex", ExportOptions())
    assert out.startswith(written.rstrip()) and str(report) == "1 kept as you edited them"
    assert report.notes == [
        "one1955: already in the file, but not written by --update: what is new is left out, since the entry may be"
        " your own (delete it to have it written again)"
    ]


def test_a_corrected_title_updates_an_entry_that_you_have_edited_elsewhere() -> None:
    item = {
        "id": "k3",
        "type": "report",
        "title": "Crops",
        "number": "R-1",
        "publisher": "HMSO",
        "issued": {"date-parts": [[1950, 5]]},
    }
    text, _ = merged("", Document.from_csl(item))
    out, report = merged(text.replace("HMSO", "H.M.S.O."), Document.from_csl({**item, "title": "Crops and weather"}))
    assert report == "1 brought up to date" and "Crops and weather" in out and "H.M.S.O." in out
