"""``citekit-filter`` in the place of pandoc's ``--citeproc`` (pandoc's User's Guide, "Citations")."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from citekit.manuscript.pandoc.filter import weave_ast
from tests.conftest import ROOT, SHARED

from . import pandoc
from .filter_drafts import style_file

DRAFTS = SHARED / "pandoc-drafts"
WANTED = 0.85

REFERENCES = """---
references:
- id: doe
  type: book
  author: [{family: Doe, given: Jane}]
  title: First *Book*
  issued: 2005
  publisher: Harbor Press
- id: roe
  type: article-journal
  author: [{family: Roe, given: Max}]
  title: An article
  container-title: A Journal
  issued: {year: 2006}
  doi: 10.1000/x
%s
---

"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The filter as a program of its own."""
    path = tmp_path_factory.mktemp("bin") / "citekit-filter"
    code = "from citekit.manuscript.pandoc.filter import main; main()"
    path.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -c '{code}' \"$@\"\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def filtered(text: str, to: str, *options: str) -> tuple[str, str]:
    """(output, messages) of pandoc with the filter, which works in this process between two runs of pandoc."""
    read = pandoc.run(text, "-t", "json")[0]
    document, messages = weave_ast(json.loads(read))
    out, told = pandoc.run(json.dumps(document), "-f", "json", "-t", to, *options)
    return out, "".join(f"{message}\n" for message in messages) + told


def woven(text: str, settings: str = "csl: chicago-author-date", to: str = "markdown") -> str:
    return filtered(REFERENCES % settings + text, to, "--wrap=none")[0]


def test_a_citation_and_its_entry(program: str) -> None:
    text = REFERENCES % "csl: chicago-author-date" + "Blah [see @doe, p. 3]."
    out, told = pandoc.run(text, "-t", "markdown-citations", "--wrap=none", "--filter", program)
    assert (out, told) == filtered(text, "markdown-citations", "--wrap=none")
    assert out.startswith("Blah (see Doe 2005, 3).\n")
    assert "::: {#ref-doe .csl-entry}\nDoe, Jane. 2005. *First *Book**. Harbor Press.\n:::" in out
    assert "{#refs .references .csl-bib-body .hanging-indent" in out


def test_notes_stand_behind_the_punctuation() -> None:
    out = woven("Blah [@doe, 3], more.", settings="csl: chicago-notes", to="plain")
    assert out.startswith("Blah,[1] more.") and "[1] Jane Doe, First Book (Harbor Press, 2005), 3." in out
    kept = woven("Blah [@doe, 3], more.", settings="csl: chicago-notes\nnotes-after-punctuation: false", to="plain")
    assert kept.startswith("Blah[1], more.")


def test_a_citation_in_a_note_is_part_of_it() -> None:
    out = woven("Blah.^[He said so [@doe, 3].]", settings="csl: chicago-notes", to="plain")
    assert "[1] He said so (Jane Doe, First Book (Harbor Press, 2005), 3)." in out


def test_citations_can_be_links() -> None:
    out = woven("Blah [@doe].", settings="csl: chicago-author-date\nlink-citations: true", to="html")
    assert re.search(r'\(<a\s+href="#ref-doe"[^>]*>Doe 2005</a>\)', out)


def test_what_is_not_cited_can_be_listed() -> None:
    assert "ref-roe" in woven("Blah.", settings="csl: mla\nnocite: '@*'", to="html")
    assert "ref-roe" not in woven("Blah [@doe].", settings="csl: mla", to="html")


def test_the_bibliography_goes_into_its_division() -> None:
    out = woven("[@doe]\n\n::: {#refs}\n:::\n\nEnd.", to="html")
    assert out.index("ref-doe") < out.index("End.")
    assert "ref-doe" not in woven("[@doe]", settings="suppress-bibliography: true", to="html")


def test_a_key_that_is_not_known_is_bold_and_told() -> None:
    text = REFERENCES % "csl: chicago-author-date" + "[@nobody; @doe]"
    out, told = filtered(text, "plain")
    assert out.startswith("(nobody?; Doe 2005)")
    assert "[WARNING] Citeproc: citation nobody not found" in told


def test_an_archival_document_is_cited_as_its_archive_has_it(tmp_path: Path) -> None:
    (tmp_path / "telegram.txt").write_text(
        "Ivan Petrov to Anna Orlova, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70", "utf-8"
    )
    text = f"---\nbibliography: {tmp_path}\ncsl: chicago-notes\n---\n\nBlah [@telegram, l. 68].\n"
    out = filtered(text, "plain", "--wrap=none")[0]
    assert "f. 558, op. 11, d. 97, l. 68" in out


def test_a_leaf_outside_the_document_is_told_as_weave_tells_it(tmp_path: Path) -> None:
    (tmp_path / "telegram.txt").write_text(
        "Ivan Petrov to Anna Orlova, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70", "utf-8"
    )
    text = f"---\nbibliography: {tmp_path}\ncsl: chicago-notes\n---\n\nA [@telegram, l. %s]. B [@telegram, l. 68].\n"
    told = filtered(text % 99, "plain")[1]
    assert told == ("citekit-filter: @telegram: note: l. 99 lies outside the document, which takes up ll. 67-70\n")
    assert filtered(text % 69, "plain")[1] == ""


def test_a_work_that_the_bibliography_leaves_out_is_told() -> None:
    letter = "- {id: poe, type: personal_communication, author: [{family: Poe, given: Ed}], issued: 1840-01-02}"
    style = style_file("chicago-notes-bibliography")
    text = REFERENCES % f"{letter}\ncsl: {style}" + "A [@poe]."
    told = filtered(text, "plain")[1]
    assert told == "[WARNING] Citeproc: Bibliography entry with no printed form: poe\n"


def test_a_work_without_an_author_is_its_title_in_a_sentence_once_it_is_known() -> None:
    life = "- {id: life, type: book, title: The anonymous life, issued: 1799}"
    style = style_file("chicago-notes-bibliography")
    out = woven("A @life. B @life [3].", settings=f"{life}\ncsl: {style}", to="plain")
    assert out.startswith("A.[1] B The Anonymous Life.[2]")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("[@doe; @doe2; also @doe3]", "(Doe 2005, 2007; also Doe 2008)"),
        ("[see @doe3; @doe; @doe2]", "(see Doe 2008, 2005, 2007)"),
        ("[@doe2, and more; @doe]", "(Doe 2007, and more; Doe 2005)"),
        ("[@doe, 3; @doe2]", "(Doe 2005, 3; 2007)"),
    ],
)
def test_a_writer_s_words_part_works_of_one_author(text: str, printed: str) -> None:
    more = "- {id: doe%s, type: book, author: [{family: Doe, given: Jane}], title: More, issued: 200%s}"
    settings = "\n".join([more % (2, 7), more % (3, 8), "csl: chicago-author-date"])
    assert woven(text, settings=settings, to="plain").startswith(printed)


def test_what_is_no_document_of_pandoc_s_is_refused(program: str) -> None:
    done = subprocess.run([program], input="{}", capture_output=True, text=True)
    assert done.returncode == 1 and "pandoc --filter citekit-filter" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["Blah [@doe; see @roe, p. 3] @doe [4].", "- a [@roe]\n\n> b^[c [@doe]]"])
def test_a_document_without_bibliography_keeps_all_else(text: str) -> None:
    """The tree is the one that pandoc read, but for what citations print."""
    source = REFERENCES % "csl: mla\nsuppress-bibliography: true" + text

    def bare(node: object) -> object:
        if isinstance(node, list):
            return [bare(one) for one in node]
        if isinstance(node, dict):
            return (
                {k: bare(v) for k, v in node.items()} if node.get("t") != "Cite" else {"t": "Cite", "c": node["c"][0]}
            )
        return node

    before = json.loads(pandoc.run(source, "-t", "json")[0])
    after = json.loads(filtered(source, "json")[0])
    assert bare(before["blocks"]) == bare(after["blocks"])


def cases() -> Iterator[tuple[str, str, str, str]]:
    """(name, command, input, expected output) of pandoc's own tests."""
    for path in sorted(DRAFTS.glob("*.md")):
        found = re.finditer(r"^```+\n% (.*?)\n(.*?)^\^D\n(.*?)^```+\s*$", path.read_text("utf-8"), re.S | re.M)
        for n, match in enumerate(found):
            if "--citeproc" in match[1] or " -C" in match[1]:
                yield (f"{path.name}#{n}" if n else path.name), match[1], match[2], match[3]


@pytest.mark.slow
def test_pandoc_s_own_tests_give_the_same_output(program: str, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "command").symlink_to(DRAFTS)
    failed, total = [], 0
    for name, command, text, expected in cases():
        total += 1
        words = shlex.split(command)[1:]
        options = [each for w in words for each in (("--filter", program) if w in ("--citeproc", "-C") else (w,))]
        out, told = pandoc.run(text, *options, cwd=str(tmp_path))
        got = "".join(f"2> {line}\n" for line in told.splitlines()) + out
        if got.rstrip() != expected.rstrip():
            failed.append(name)
    known = Path(__file__).with_name("filter_departures.txt").read_text("utf-8").splitlines()
    assert failed == [line.split()[0] for line in known if not line.startswith("#")]
    assert total - len(failed) >= WANTED * total, f"{total - len(failed)} of {total}"


def test_a_word_that_is_protected_in_part_is_one_word(tmp_path: Path) -> None:
    """``{F}undamental`` of BibTeX keeps its capital and gets no second one."""
    (tmp_path / "a.bib").write_text("@book{k, author={Doe, Jane}, title={The Art: {F}undamentals}, year=1968}", "utf-8")
    text = f"---\nbibliography: {tmp_path / 'a.bib'}\ncsl: %s\n---\n\n[@k]\n"
    for style in ("chicago-author-date", "mla"):
        assert "The Art: Fundamentals" in filtered(text % style, "plain")[0]


def test_punctuation_behind_a_note_is_never_lost() -> None:
    text = "(“Yes.” [@doe].) “No.” [@roe], he said. Why? [@doe]."
    out = woven(text, settings="csl: chicago-notes", to="plain")
    assert out.startswith("(“Yes.”.)[1] “No.”,[2] he said. Why?.[3]")  # as it was typed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("D [@doe], [@roe]. E", "D,[1].[2] E"),
        ("[@doe], [@roe]; [@doe]. F", ",[1];[2].[3] F"),
        ("x[@doe], @roe. [@doe] H", "x,[1] Max Roe.[2][3] H"),
        ("D [@doe] [@roe], e", "D[1] ,[2] e"),  # as pandoc has it where no punctuation is between them
    ],
)
def test_notes_that_stand_together_have_no_space_between_them(text: str, printed: str) -> None:
    assert woven(text, settings="csl: chicago-notes", to="plain").splitlines()[0] == printed


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Works!", "“Works!” J, 2001"),
        ("It is done.", "“It Is Done.” J, 2001"),
        ("On “ships”", "“On ‘Ships’,” J, 2001"),
        ("Who is “there”?", "“Who Is ‘There’?” J, 2001"),
        ("Are “ships here?”", "“Are ‘Ships Here?’” J, 2001"),
    ],
)
def test_a_title_that_ends_with_a_sign_of_its_own(title: str, printed: str) -> None:
    """As pandoc has it: no comma behind the sign, and the comma behind inner marks inside the outer ones."""
    item = f"- {{id: t, type: article-journal, author: [{{family: Ada, given: Bo}}], title: '{title}',"
    item += " container-title: J, issued: 2001}"
    style = style_file("chicago-notes-bibliography")
    out = woven("A [@t].", settings=f"{item}\ncsl: {style}\nsuppress-bibliography: true", to="plain")
    assert printed in out


def test_names_with_an_apostrophe_stand_before_those_that_go_on_with_a_letter() -> None:
    people = ("Oates", "O'Neil", "Onush")
    more = "\n".join(f'- {{id: {n[-3:]}, type: book, author: [{{family: "{n}"}}], issued: 2001}}' for n in people)
    style = style_file("apa")
    out = woven("[@ush; @tes; @eil]", settings=f"{more}\ncsl: {style}", to="plain")
    assert out.startswith("(O’Neil, 2001; Oates, 2001; Onush, 2001)")


def test_others_of_bibtex_are_et_al(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{k, author={Doe, Jane and others}, title={Art}, year=1968}", "utf-8")
    text = f"---\nbibliography: {tmp_path / 'a.bib'}\ncsl: {style_file('apa')}\n---\n\n[@k]\n"
    out = filtered(text, "plain")[0]
    assert out.startswith("(Doe et al., 1968)") and "Doe, J. et al. (1968)" in out


def test_the_division_of_the_bibliography_has_the_heading_that_its_writer_gave_it() -> None:
    text, settings = "[@doe]\n\n# Works\n\n::: {#refs}\n:::\n\n# End", "csl: mla\nreference-section-title: Sources"
    assert "Sources" not in woven(text, settings=settings, to="plain")
    assert "Sources" in woven("[@doe]", settings=settings, to="plain")


def test_keys_that_are_not_known_stand_last_where_the_style_sorts_its_cites() -> None:
    text, style = "[@nobody; @roe; @doe] [see @nobody; @roe; @doe]", style_file("apa")
    assert woven(text, settings=f"csl: {style}", to="plain").startswith(
        "(Doe, 2005; Roe, 2006; nobody?) (see nobody?; Doe, 2005; Roe, 2006)"
    )


def test_without_a_bibliography_a_citation_links_nowhere() -> None:
    settings = "csl: chicago-author-date\nlink-citations: true\nsuppress-bibliography: true"
    assert "<a" not in woven("Blah [@doe].", settings=settings, to="html")


def test_raw_markup_in_a_title_stays_as_it_is() -> None:
    poe = "- {id: poe, type: book, author: [{family: Poe, given: Ed}], title: 'On <i>x</i>', issued: 1840}"
    out = woven("[@poe]", settings=f"{poe}\ncsl: chicago-author-date", to="html")
    assert "On <i>x</i>" in out


def test_a_name_that_yaml_takes_for_true_is_told() -> None:
    poe = "- {id: poe, type: book, author: [{family: Y, given: Ed}], title: On it, issued: 1840}"
    out, told = filtered(REFERENCES % f"{poe}\ncsl: chicago-author-date" + "[@poe]", "plain")
    assert "True" not in out
    assert "references: poe: part of a name is true or false in YAML; put it in quotation marks" in told


def _filtered(text: str, style: str, target: str = "") -> str:
    """A draft through the filter, as Markdown without citations."""
    from citekit.manuscript.pandoc.filter import weave_ast
    from citekit.manuscript.pandoc.targets import rendered_for

    authors = [{"family": "Alpha", "given": "Ann"}]
    works = [{"id": key, "type": "book", "title": key.title(), "author": authors} for key in ("road", "home")]
    head = json.dumps({"references": works, "csl": style})
    read = json.loads(pandoc.run(f"---\n{head}\n---\n\n{text}", "-t", "json")[0])
    woven = rendered_for(weave_ast(read)[0], target)
    return pandoc.run(json.dumps(woven), "-f", "json", "-t", target or "markdown-citations", "--wrap=none")[0]


@pytest.mark.parametrize(
    ("target", "cited", "listed"),
    [
        ("typst", "A (Alpha, n.d.).", "#emph[Road]"),
        ("markdown", "A (Alpha, n.d.).", "{#refs .references .csl-bib-body .hanging-indent "),
        ("org", "A (Alpha, n.d.).", "<<refs>>"),
    ],
)
def test_a_format_with_citations_of_its_own_gets_them_as_text(target: str, cited: str, listed: str) -> None:
    made = _filtered("A [@road].", "apa", target)
    assert cited in made and listed in made and "@road" not in made and "#bibliography" not in made


def test_a_work_in_the_words_of_a_citation_is_cited_and_listed() -> None:
    made = _filtered("A [@road, p. 4, quoted in @home, p. 5].", "apa")
    assert "A (Alpha, n.d.-b, p. 4, quoted in Alpha, n.d." in made and "*Home*" in made


def test_the_stop_stands_before_a_citation_s_note_and_one_s_own_behind_it() -> None:
    assert _filtered("A [@road]^[Own].", "chicago-notes").startswith("A.[^1][^2]\n")


def test_a_style_that_is_not_the_file_that_was_named_is_told() -> None:
    from citekit.manuscript.pandoc.styles import stand_in

    assert "the style “apa” is used instead" in stand_in("https://www.zotero.org/styles/apa")
    assert "there is no such file" in stand_in("sub/apa.csl") and not stand_in("apa") and not stand_in(__file__)


def test_an_unknown_key_in_a_sentence_takes_no_other_author_with_it() -> None:
    out = woven("As @nobody [p. 4; @doe] says.", settings="csl: chicago-notes", to="plain")
    assert out.startswith("As[1] says.") and "[1] Nobody?; Jane Doe, First Book (Harbor Press, 2005)." in out


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-US", "On “Great” Deeds"),
        ("en-GB", "On ‘Great’ Deeds"),
        ("fr-FR", "On « great » deeds"),
        ("de-DE", "On „great“ deeds"),
    ],
)
@pytest.mark.parametrize("mark", ["'", '\\"'])
def test_quotations_in_titles_of_the_metadata_follow_the_language(language: str, printed: str, mark: str) -> None:
    reference = f'- {{id: war, type: book, title: "On {mark}great{mark} deeds", author: [{{family: Fall, given: A}}]}}'
    settings = f"{reference}\ncsl: chicago-author-date\nlang: {language}"
    assert printed in woven("[@war]", settings=settings, to="plain").replace("\u00a0", " ")


def test_what_yaml_misreads_is_a_word_and_told() -> None:
    settings = "- {id: odd, type: book, title: On, keyword: [a, b], author: [{name: Jean}], issued: 1668}\ncsl: apa"
    out, told = filtered(REFERENCES % settings + "[@odd]", "plain")
    assert "true. (1668)" in out
    assert "odd: the title is true or false in YAML" in told and "a name without family, given or literal" in told


def test_different_people_with_one_family_name_are_no_group(tmp_path: Path) -> None:
    names = ("Ann", "Bob", "Ann")
    people = "".join(
        f"- {{id: p{n}, type: book, title: T{n}, author: [{{family: Roe, given: {name}}}], issued: {1900 + n}}}\n"
        for n, name in enumerate(names)
    )
    style = tmp_path / "plain.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title><id>t</id>'
        '<updated>2026-01-01T00:00:00+00:00</updated></info><citation collapse="year"><layout delimiter="; ">'
        '<names variable="author" suffix=" "><name form="short"/></names><date variable="issued">'
        '<date-part name="year"/></date></layout></citation></style>',
        "utf-8",
    )
    text = "[@p0; @p1; @p2]"
    assert woven(text, settings=f"{people}csl: {style}", to="plain").startswith("Roe 1900, 1902; Roe 1901")


def test_raw_markup_in_a_title_is_no_part_of_its_words() -> None:
    title = "On <i>small</i> things of <b>the</b> day, $x$ and `y`"
    settings = f'- {{id: raw, type: book, title: "{title}"}}\ncsl: chicago-author-date'
    out = woven("[@raw]", settings=settings, to="html")
    assert "<i>Small</i> Things of <b>the</b> Day" in out and "</span> and <code>y</code>" in out


def test_no_second_stop_stands_behind_et_al() -> None:
    people = ", ".join(f"{{family: {name}, given: A}}" for name in ("Ash", "Bay", "Cox", "Dow", "Elm"))
    settings = f"- {{id: many, type: book, title: T, author: [{people}]}}\ncsl: chicago-notes"
    assert woven("So says @many. And @many, too.", settings=settings, to="plain").startswith(
        "So says A Ash et al.[1] And Ash et al.,[2]"
    )
