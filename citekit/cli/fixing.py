"""``citekit check --fix``: new addresses of links that have moved for good, written into the files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..common.errors import CitekitError
from ..document.model import Document

if TYPE_CHECKING:
    from ..links import Checker
    from .check import LinkRun


def fix_files(run: LinkRun, checker: Checker, files: Iterable[str]) -> None:
    """Write new addresses into the files: of links that have moved for good, and the archive's own for those of its
    mirrors.
    """
    from ..links.fix import fix_file

    given = list(files)
    addresses = _replacements(run, checker)
    found: set[str] = set()
    failed = False
    for name in _files(given) if addresses else ():
        try:
            fixed = fix_file(Path(name), addresses)
        except CitekitError as error:
            run.fail(error)
            failed = True
            continue
        found |= fixed.found
        if fixed.count:
            changed = f"{fixed.count} address{'es' if fixed.count > 1 else ''} changed"
            run.say(f"citekit: {name}: {changed}; the former file is {fixed.backup}")
    if not failed:
        _report_unreplaced(run, addresses, found | set(given))


def _replacements(run: LinkRun, checker: Checker) -> dict[str, str]:
    """The new address of each old one. Where documents share an address it is changed only if it is the same for
    all of them; what cannot be written is said."""
    from ..links.fix import writable

    wanted = _wanted(run, checker)
    addresses: dict[str, str] = {}
    for old, new_addresses in wanted.items():
        if new_addresses == {old}:
            continue
        try:
            if len(new_addresses) > 1:
                what = "the address was left as it is: it has moved for one of its documents but not for another"
                raise CitekitError(what, where=old, hint="change it by hand")
            addresses[old] = writable(new_addresses.pop())
        except CitekitError as error:
            run.fail(error)
    return addresses


def _wanted(run: LinkRun, checker: Checker) -> dict[str, set[str]]:
    """What each address should be for each of its documents; itself where it stays."""
    from ..links.fix import replacement_address, with_fragment

    wanted: dict[str, set[str]] = {}
    remapped, archives = 0, checker.for_others()
    left = _leading_to_one_page(run)
    for asked, report in run.reports:
        target = asked.own
        if asked.is_remapped:  # what was found elsewhere says nothing of the address itself
            remapped += 1
            wanted.setdefault(report.url, set()).add(report.url)
            continue
        new = "" if report.url in left else replacement_address(report)
        if not new and report.canonical and report.canonical != report.url:
            # the mirror is dead: is the archive itself there?
            moved = replace(target, url=report.canonical) if isinstance(target, Document) else report.canonical
            new = with_fragment(report.canonical, report.url) if archives.check(moved).good else ""
        if new:
            new = _without_session(run, archives, target, report.url, new)
        wanted.setdefault(report.url, set()).add(new or report.url)
    if remapped:
        left_as = "1 address was" if remapped == 1 else f"{remapped} addresses were"
        run.say(
            f"citekit: --fix: {left_as} left as written, because --remap checked another address; run --fix without it"
        )
    return wanted


def _leading_to_one_page(run: LinkRun) -> dict[str, int]:
    """The addresses that have moved to one page together, without it being known for the document of any; each is
    said."""
    from ..links.moved import collected

    moves = {r.url: r.final_url for asked, r in run.reports if r.verdict == "moved" and not asked.is_remapped}
    seen = {report.url for _, report in run.reports if report.verdict == "moved" and report.same}
    left = {old: count for old, count in collected(moves).items() if old not in seen}
    for old, count in left.items():
        what = (
            f"the address was left as it is: it leads with {count - 1} other{'s' if count > 2 else ''} to one page,"
            f" {moves[old]}, as sites do with what they no longer have"
        )
        run.fail(CitekitError(what, where=old, hint="look for the document, or for a copy of it (--rescue)"))
    return left


def _without_session(run: LinkRun, checker: Checker, target: str | Document, old: str, new: str) -> str:
    """The new address without what is there for one visit, where it leads to the same without it; empty where it is
    the old one, or must be left."""
    from ..links.moved import plain_address, without_session

    plain = without_session(new)
    if plain == new:
        return new
    if plain_address(plain) == plain_address(old):
        return ""
    if checker.check(replace(target, url=plain) if isinstance(target, Document) else plain).good:
        return plain
    what = f"the address was left as it is: the new one is that of one visit, {new}"
    run.fail(CitekitError(what, where=old, hint="change it by hand"))
    return ""


def _report_unreplaced(run: LinkRun, addresses: dict[str, str], found: set[str]) -> None:
    """Report the addresses that the files do not contain in a form that can be replaced safely."""
    for old, new in addresses.items():
        if old not in found:
            what = f"the address was left as it is: it was not found in the files in this form; it is now {new}"
            run.fail(CitekitError(what, where=old, hint="change it by hand"))


def _files(targets: Iterable[str]) -> list[str]:
    from ..sources.paths import expand

    return [f for f in expand(t for t in targets if os.path.exists(t)) if not f.lower().endswith((".zip", ".pdf"))]
