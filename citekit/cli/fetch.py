"""``citekit fetch``: records of an archive saved in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..common.addresses import masked
from .console import Run, json_line
from .options import AllowPrivate, Contact, Headers, Json, NoProxy, Timeout

if TYPE_CHECKING:
    from ..links.fetch import Fetched


def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of records.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where to save them.")] = Path("."),
    ris: Annotated[bool, typer.Option("--ris", help="The archive's RIS record instead of the page.")] = False,
    timeout: Timeout = 60.0,
    allow_private: AllowPrivate = False,
    contact: Contact = "",
    no_proxy: NoProxy = False,
    header: Headers = None,
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="Keep a file of this age that is there already.")
    ] = "1d",
    as_json: Json = False,
) -> None:
    """Save records of an archive.

    One request at a time, and only where robots.txt allows it.
    """
    from ..links.fetch import Fetched, Fetcher
    from .check_options import headers_of, seconds_of

    run = Run()
    fetcher = Fetcher(
        out,
        ris=ris,
        max_age=seconds_of(max_age) or 0.0,
        timeout=timeout,
        allow_private=allow_private,
        contact=contact,
        proxies=not no_proxy,
        headers=headers_of(header or []),
    )
    for found in run.progress(fetcher.many(urls), "fetching", len(urls)):
        if isinstance(found, Fetched):
            run.print(_line(found) if as_json else str(found.path))
        else:
            run.fail(found)
    run.exit()


def _line(found: Fetched) -> str:
    """A file that was fetched as a line of JSON."""
    return json_line({"url": masked(found.url), "path": str(found.path), "fresh": found.fresh}).rstrip("\n")
