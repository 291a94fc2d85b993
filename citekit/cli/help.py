"""``citekit help TOPIC``: the references that are too long for ``--help``, and the man page.

A topic is a Markdown file in ``data/help``; ``{{name}}`` in it is a list made of the tables that the program uses.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Any

import typer

from ..common.errors import UsageError, did_you_mean
from ..common.tables import names_of_texts, table, text_of
from .console import Run
from .options import Out, completer


def help_topic(
    context: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(metavar="[TOPIC]", help="A topic, or a command.", autocompletion=completer("topic_names")),
    ] = "",
    man: Annotated[bool, typer.Option("--man", help="Print the man page (roff).")] = False,
    out: Out = None,
) -> None:
    """Explain a topic or a command.

    Topics: options, fields, tables, styles, formats, locators, levels, verdicts, scale, config, messages.
    """
    run = Run()
    topic = _OTHER_NAMES.get(topic.casefold(), topic)
    root = context.find_root()
    commands: dict[str, Any] = root.command.commands  # type: ignore[attr-defined]
    if man:
        from .man import man_page

        text = man_page(root)
    elif not topic:
        text = _overview()
    elif topic in topics():
        text = topic_text(topic)
    elif topic in commands:
        inner = type(context)(commands[topic], info_name=topic, parent=root)
        text = commands[topic].get_help(inner) + "\n"
    else:
        names = [*topics(), *commands]
        raise UsageError(
            f"there is no topic “{topic}”", hint=did_you_mean(topic, names, "one of " + ", ".join(topics()))
        )
    with run.output(out) as write:
        write(text)


# what people look for under another name
_OTHER_NAMES = {
    **dict.fromkeys(("forms", "form", "field", "template", "yaml", "toml", "metadata"), "fields"),
    **dict.fromkeys(("style", "csl"), "styles"),
    **dict.fromkeys(("format", "readers", "exports", "exporters"), "formats"),
    **dict.fromkeys(("locator", "pages", "leaves"), "locators"),
    **dict.fromkeys(("level", "references", "reference"), "levels"),
    **dict.fromkeys(("verdict", "links"), "verdicts"),
    **dict.fromkeys(("settings", "setting", "configuration"), "config"),
    **dict.fromkeys(("message", "errors"), "messages"),
    **dict.fromkeys(("table", "columns", "spreadsheets"), "tables"),
    **dict.fromkeys(("option",), "options"),
}


def topics() -> list[str]:
    """The names of the topics."""
    return names_of_texts("help")


def topic_text(topic: str) -> str:
    """The text of a topic, its lists filled in."""
    text = text_of(os.path.join("help", f"{topic}.md"))
    for name, make_list in _LISTS.items():
        if f"{{{{{name}}}}}" in text:
            text = text.replace(f"{{{{{name}}}}}", make_list().rstrip("\n"))
    return text


def _overview() -> str:
    lines = [f"    {name:<12}{_title(name)}\n" for name in topics()]
    return "citekit help TOPIC, or a command:\n\n" + "".join(lines)


def _title(topic: str) -> str:
    return text_of(os.path.join("help", f"{topic}.md")).split("\n", 1)[0].lstrip("# ")


def _fields() -> str:
    """Fields by group; the first name is the usual one."""
    out = []
    for group, fields in table("metadata").items():
        for field, names in fields.items():
            first, *others = names.split("|")
            also = f"also {', '.join(others)}" if others else ""
            meaning = {"roles": f"who {field} it", "variables": f"CSL {field}"}.get(group, "")
            out.append(f"    {first:<26}{'; '.join(filter(None, [meaning, also]))}".rstrip())
    return "\n".join(out)


def _verdicts() -> str:
    from ..links.report import VERDICTS

    return "\n".join(f"  {' ' if good else '!'} {name:<15}{meaning}" for name, (good, meaning) in VERDICTS.items())


def _styles() -> str:
    from ..engine.style.finding import own_styles, style_path, title_of

    return "\n".join(f"    {name:<22}{title_of(style_path(name))}" for name in own_styles())


def _outputs() -> str:
    from ..formats import FORMATS

    return ", ".join(FORMATS)


def _exports() -> str:
    from ..exporters import exporters

    return ", ".join(exporters())


def _readers() -> str:
    from ..sources import readers

    return "\n".join(f"    {reader.name:<40}{' '.join(reader.suffixes)}" for reader in readers())


def _columns() -> str:
    """The fields of tables, each with headings that mean it."""
    described = table("described")
    shown = []
    for field, names in described["headings"].items():
        others = [name for name in names.split("|")[1:] if name != field][:6]
        level = described["levels"].get(field, "").partition("|")[0].replace("_", " ")
        meaning = "; ".join(filter(None, [f"level: {level}" if level else "", ", ".join(others)]))
        shown.append(f"    {field:<18}{meaning}".rstrip())
    return "\n".join(shown)


def _levels() -> str:
    rows = []
    for tradition, words in table("levels").items():
        kinds = [kind for kind in words if kind not in ("base", "after")]
        if tradition not in ("extent", "leaf_words", "collections") and isinstance(words, dict) and kinds:
            rows.append(
                f"    {tradition:<14}{', '.join(f'{kind} ({str(words[kind]).split()[0]})' for kind in kinds[:6])}"
            )
    return "\n".join(rows)


def _settings() -> str:
    return "\n".join(f"    {line}".rstrip() for line in text_of("settings.toml").split("\n"))


_LISTS: dict[str, Callable[[], str]] = {
    "fields": _fields,
    "verdicts": _verdicts,
    "styles": _styles,
    "outputs": _outputs,
    "exports": _exports,
    "readers": _readers,
    "columns": _columns,
    "levels": _levels,
    "settings": _settings,
}
