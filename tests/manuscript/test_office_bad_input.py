"""Files that are damaged, hostile, locked or cannot be written: a clear message, and the former file whole."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.common.errors import CitekitError, ReadError, UsageError
from citekit.common.files import package as packages
from citekit.common.files.package import Package
from citekit.manuscript.office import weave_file

from .office_files import DOCUMENTS, NAMESPACES, odt_file, paragraph, part, weave, with_part, word_file, zip_bytes


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return word_file(tmp_path / "chapter.docx", paragraph("A [@carr, 44]."))


@pytest.mark.parametrize("name", ["chapter.docx", "chapter.odt"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"<html>not a zip</html>", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (zip_bytes({"a.txt": b"x"}), "this is no"),
        (zip_bytes({"[Content_Types].xml": b"<Types/>", "content.xml": b"<a/>"}), "this is no"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        weave(source)
    assert str(source) in str(caught.value) and caught.value.hint
    assert source.read_bytes() == data and not (tmp_path / "woven.docx").exists()


def test_other_files_are_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"x")
    with pytest.raises(UsageError, match="word processor"):
        weave(tmp_path / "a.doc")


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"])
def test_damaged_and_hostile_xml_is_refused(draft: Path, name: str) -> None:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for change in (
        lambda t: t[: len(t) // 2],
        lambda t: t.replace("?>", f"?>{entity}", 1),
        lambda t: t.replace("</", "</x", 1),
    ):
        with pytest.raises(CitekitError):
            weave(with_part(draft, name, change))


def test_external_entities_of_an_odt_are_refused(tmp_path: Path) -> None:
    source = odt_file(tmp_path / "a.odt", "A [@carr].")
    bad = with_part(source, "content.xml", lambda t: t.replace("?>", '?><!DOCTYPE a [<!ENTITY b SYSTEM "x">]>', 1))
    with pytest.raises(ReadError, match="document type"):
        weave(bad)


def test_an_encrypted_odt_is_told(tmp_path: Path) -> None:
    source = odt_file(tmp_path / "a.odt", "A [@carr].")
    bad = with_part(
        source,
        "META-INF/manifest.xml",
        lambda t: t.replace("/>", "><manifest:encryption-data/></manifest:file-entry>", 1),
    )
    with pytest.raises(ReadError, match="encrypted"):
        weave(bad)


def test_a_part_that_swells_is_not_unpacked(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_part(draft, "word/document.xml", lambda t: t.replace("<w:body>", "<w:body>" + " " * 40_000_000))
    with pytest.raises(ReadError, match="too large"):
        weave(bomb)
    monkeypatch.setattr(packages, "MAX_PART", 300)
    with pytest.raises(ReadError, match="too large"):
        weave(draft)


def test_large_pictures_are_neither_read_nor_packed_again(tmp_path: Path) -> None:
    picture = random.Random(1).randbytes(3_000_000)
    source = word_file(tmp_path / "a.docx", paragraph("A [@carr]."), parts={"word/media/big.png": picture})
    out, _ = weave(source)
    with zipfile.ZipFile(out) as archive:
        assert archive.read("word/media/big.png") == picture and archive.testzip() is None


def test_macros_are_kept_and_never_run(tmp_path: Path) -> None:
    macro = b'\xd0\xcf\x11\xe0 Sub AutoOpen() Shell "touch /tmp/owned" End Sub'
    source = word_file(tmp_path / "a.docm", paragraph("A [@carr, 44]."), parts={"word/vbaProject.bin": macro})
    out, outcome = weave(source)
    with zipfile.ZipFile(out) as archive:
        assert archive.read("word/vbaProject.bin") == macro
    assert out.suffix == ".docm" and outcome.notes == 1


def test_a_signed_document_is_told(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx", paragraph("A [@carr]."), parts={"_xmlsignatures/sig1.xml": "<a/>"})
    _, outcome = weave(source)
    assert any("signature" in remark for remark in outcome.remarks)


def test_in_place_the_former_file_is_kept(draft: Path) -> None:
    before = draft.read_bytes()
    os.chmod(draft, 0o640)
    weave(draft, draft)
    assert draft.with_name("chapter.docx.bak").read_bytes() == before
    assert "footnoteReference" in part(draft) and draft.stat().st_mode & 0o777 == 0o640
    after = draft.read_bytes()
    weave(draft, draft)
    assert draft.read_bytes() == after
    assert draft.with_name("chapter.docx.bak").read_bytes() == before  # nothing new: the first draft is not lost
    assert sorted(p.name for p in draft.parent.iterdir()) == ["chapter.docx", "chapter.docx.bak"]


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("chapter.docx", "~$hapter.docx"),
        ("introduction.docx", "~$troduction.docx"),
        ("kapitel.docx", "~$apitel.docx"),
        ("teil1.docx", "~$teil1.docx"),
        ("chapter.docx", ".~lock.chapter.docx#"),
    ],
)
def test_a_file_that_is_open_in_word_or_libreoffice_is_not_written(tmp_path: Path, name: str, lock: str) -> None:
    source = word_file(tmp_path / name, paragraph("A [@carr]."))
    before = source.read_bytes()
    (tmp_path / lock).write_bytes(b"\x05Maria")
    with pytest.raises(CitekitError, match="open in another program") as caught:
        weave(source, source)
    assert source.read_bytes() == before and lock in str(caught.value)
    out, _ = weave(source)  # to another file it can be woven: what was saved last
    assert out.exists()


def test_a_read_only_target_is_not_written(draft: Path) -> None:
    target = draft.with_name("out.docx")
    target.write_bytes(b"mine")
    os.chmod(target, 0o444)
    with pytest.raises(CitekitError, match="read-only"):
        weave(draft, target)
    assert target.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_told(draft: Path) -> None:
    with pytest.raises(CitekitError, match="cannot be written"):
        weave(draft, draft.parent / "no" / "out.docx")


def test_a_field_that_never_ends_is_told(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx", paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "A [@carr]."))
    with pytest.raises(ReadError, match="does not end"):
        weave(source)


def test_namespaces_in_odd_places_are_refused_rather_than_misread(draft: Path) -> None:
    bad = with_part(draft, "word/document.xml", lambda t: t.replace("w:", "").replace("xmlns:w=", "xmlns="))
    with pytest.raises(CitekitError):
        weave(bad)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spoiled_file_never_ends_in_a_traceback(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    good = word_file(folder / "a.docx", paragraph("A [@carr, 44]."), paragraph("[bibliography]")).read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    kind = data.draw(st.sampled_from(["cut", "flip", "zero"]))
    spoiled = (
        good[:at] if kind == "cut" else good[:at] + bytes([good[at] ^ 255 if kind == "flip" else 0]) + good[at + 1 :]
    )
    (folder / "b.docx").write_bytes(spoiled)
    try:
        weave_file(folder / "b.docx", folder / "out.docx", DOCUMENTS)
    except CitekitError as error:
        assert "internal" not in str(error)


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "<w:r>",
                "</w:r>",
                "<w:t>",
                "</w:t>",
                "[@carr",
                "]",
                "<w:sdt>",
                "</w:sdt>",
                "<w:p>",
                "</w:p>",
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:fldChar w:fldCharType="end"/>',
                "<w:sdtContent>",
                "</w:sdtContent>",
                "<w:rPr/>",
                '<w:footnoteReference w:id="4"/>',
                "<w:hyperlink>",
                "</w:hyperlink>",
                "<w:del>",
                "</w:del>",
                " 44].",
                "<w:txbxContent>",
                "</w:txbxContent>",
                "<w:instrText>",
                "</w:instrText>",
                "<w:pPr/>",
                "&amp;",
                "<w:sdtPr><w:tag w:val='citekit:note [@carr]'/></w:sdtPr>",
            ]
        ),
        max_size=25,
    )
)
def test_wordprocessingml_in_any_order_never_ends_in_a_traceback(
    pieces: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    body = f"<w:document {NAMESPACES}><w:body><w:p>{''.join(pieces)}</w:p><w:sectPr/></w:body></w:document>"
    source = word_file(folder / "a.docx", parts={"word/document.xml": body})
    try:
        weave_file(source, folder / "b.docx", DOCUMENTS)
    except CitekitError as error:
        assert "internal" not in str(error)


def test_the_package_comes_out_as_it_went_in(tmp_path: Path) -> None:
    files = {"z.bin": b"1" * 1000, "ä/ö.xml": b"<a/>", "empty": b""}
    (tmp_path / "a.zip").write_bytes(zip_bytes(files))
    package = Package.open(tmp_path / "a.zip")
    assert package.data() == (tmp_path / "a.zip").read_bytes()
    package.put("ä/ö.xml", b"<b/>")
    package.put("empty", b"")
    package.put("new.xml", b"<n/>")
    assert package.changed == ["ä/ö.xml", "new.xml"]
    (tmp_path / "b.zip").write_bytes(package.data())
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.namelist() == ["z.bin", "ä/ö.xml", "empty", "new.xml"]
        assert (
            archive.read("ä/ö.xml") == b"<b/>" and archive.read("z.bin") == files["z.bin"] and archive.testzip() is None
        )
    package.put("ä/ö.xml", b"<a/>")
    assert package.changed == ["new.xml"]
