"""New addresses written into files: by format, exactly the address, escaped for the format."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest

from citekit.common.errors import CitekitError
from citekit.links.fix import fix_file, replacement_address
from citekit.links.report import LinkReport

OLD = "http://a.example/old"
NEW = "https://b.example/new?id=1&lang=en;v=2&lt;3"
# what goes on is another address (RFC 3986, 2.2 and 3.3)
OTHERS = [
    OLD + more
    for more in (
        ":2",
        "+x",
        ";v=2",
        "@3",
        "!",
        "*2",
        "$1",
        "'s",
        "[1]",
        "|x",
        "(film)",
        ",12",
        ")",
        " b",
        "/c",
        "?q",
        ".1",
    )
]


def fixed(tmp_path: Path, name: str, text: str, addresses: dict[str, str] | None = None) -> str:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    fix_file(path, addresses or {OLD: NEW})
    return path.read_bytes().decode("utf-8")


def test_xml_stays_xml(tmp_path: Path) -> None:
    text = f'<?xml version="1.0"?>\n<r><url>{OLD}</url><dao href="{OLD}"/><p>See {OLD}.</p><!-- {OLD} --></r>'
    new = fixed(tmp_path, "a.xml", text)
    root = ElementTree.fromstring(new)
    assert [root.findtext("url"), root.find("dao").get("href"), root.findtext("p")] == [NEW, NEW, f"See {NEW}."]  # type: ignore[union-attr]
    assert f"<!-- {OLD} -->" in new


def test_html_attributes_and_text_are_escaped_and_scripts_stay(tmp_path: Path) -> None:
    text = f"<a href='{OLD}'>{OLD}</a><a href={OLD}>x</a><script>u = '{OLD}'</script><a href='/go?u={OLD}'>y</a>"
    escaped = NEW.replace("&", "&amp;")
    expected = f"<a href='{escaped}'>{escaped}</a><a href=\"{escaped}\">x</a><script>u = '{OLD}'</script>"
    assert fixed(tmp_path, "a.html", text) == expected + f"<a href='/go?u={OLD}'>y</a>"


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.csv", "a.bib", "a.ris", "a.xml"])
def test_an_address_that_goes_on_is_another(name: str, tmp_path: Path) -> None:
    values = [value for value in OTHERS if name != "a.bib" or value.count("{") == 0]
    texts = {
        "a.json": json.dumps([{"URL": value} for value in values], indent=1),
        "a.yaml": "".join(f"- URL: {json.dumps(value)}\n" for value in values) + f"- URL: {OLD}:2\n- URL: {OLD} b\n",
        "a.csv": "id,url\n" + "".join(f'1,"{value}"\n' for value in values),
        "a.bib": "".join(f"@misc{{k,\n url = {{{value}}}\n}}\n" for value in values),
        "a.ris": "".join(f"TY  - GEN\nUR  - {value}\nER  - \n" for value in values),
        "a.xml": "<r>" + "".join(f"<u>{value}</u>" for value in values) + "</r>",
    }
    text = texts[name]
    assert fixed(tmp_path, name, text) == text
    assert not (tmp_path / f"{name}.bak").exists()


def test_a_cell_with_the_delimiter_is_quoted(tmp_path: Path) -> None:
    new = fixed(tmp_path, "a.csv", f'id;title;url;date\r\n1;T;{OLD};1957\r\n2;"a;b";"{OLD}";1958\r\n')
    rows = list(csv.reader(new.splitlines(), delimiter=";"))
    assert rows[1:] == [["1", "T", NEW, "1957"], ["2", "a;b", NEW, "1958"]]


@pytest.mark.parametrize(
    "name, written",
    [
        ("a.json", '[{"URL": "http:\\/\\/a.example\\/o_1?a=1&b=5%20"}]'),
        ("a.xml", "<r><u>http://a.example/o_1?a=1&amp;b=5%20</u></r>"),
        ("a.html", '<a href="http://a.example/o_1?a=1&amp;b=5%20">x</a>'),
        ("a.bib", "@misc{k,\n url = {http://a.example/o\\_1?a=1\\&b=5\\%20}\n}"),
        ("b.bib", "@misc{k,\n note = {See \\url{http://a.example/o\\_1?a=1\\&b=5\\%20}}\n}"),
        ("a.md", "[x](http://a.example/o\\_1?a=1&amp;b=5%20)"),
    ],
)
def test_addresses_that_are_written_escaped_are_found(name: str, written: str, tmp_path: Path) -> None:
    new = fixed(tmp_path, name, written, {"http://a.example/o_1?a=1&b=5%20": "https://b.example/n_2?c=3%20"})
    escaped = {"json": "https:\\/\\/b.example\\/n_2?c=3%20", "bib": "https://b.example/n\\_2?c=3\\%20"}
    assert escaped.get(name[2:], "https://b.example/n_2?c=3%20") in new and "a.example" not in new


def test_links_of_markdown_and_its_front_matter(tmp_path: Path) -> None:
    text = f'---\nurl: {OLD}\n---\n[a]({OLD}) [b]({OLD}(film)) <{OLD}> ({OLD}), {OLD};x `{OLD}`\n\n[r]: {OLD} "t"\n'
    new = "https://b.example/n"
    expected = f'---\nurl: {new}\n---\n[a]({new}) [b]({OLD}(film)) <{new}> ({new}), {OLD};x `{new}`\n\n[r]: {new} "t"\n'
    assert fixed(tmp_path, "a.md", text, {OLD: new}) == expected


def test_the_fragment_stays_where_the_new_address_has_none() -> None:
    assert (
        replacement_address(LinkReport(f"{OLD}#page=12", "moved", 200, "https://b.example/n"))
        == "https://b.example/n#page=12"
    )
    assert (
        replacement_address(LinkReport(f"{OLD}#page=12", "moved", 200, "https://b.example/n#p"))
        == "https://b.example/n#p"
    )


def test_the_former_file_has_the_mode_of_the_file_and_a_refused_one_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OLD)
    path.chmod(0o600)
    backup = fix_file(path, {OLD: NEW}).backup
    assert backup is not None and stat.S_IMODE(backup.stat().st_mode) == 0o600
    closed = tmp_path / "b.txt"
    closed.write_text(OLD)
    closed.chmod(0o400)
    with pytest.raises(CitekitError, match="read-only"):
        fix_file(closed, {OLD: NEW})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "a.txt.bak", "b.txt"]


@pytest.mark.parametrize(
    "name, unit",
    [
        ("a.xml", "<!--"),
        ("a.html", "<a href='"),
        ("a.bib", "a = {"),
        ("a.json", '"\\'),
        ("a.md", "](http:"),
        ("a.csv", '"'),
    ],
)
def test_what_is_unclosed_costs_no_more(name: str, unit: str, tmp_path: Path) -> None:
    text = unit * 100_000 + f" {OLD} "
    (tmp_path / name).write_text(text)
    fix_file(tmp_path / name, {OLD: NEW})
