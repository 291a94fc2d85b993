"""The library at zotero.org, through Zotero's web API (version 3), with a key from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..common.errors import UsageError
from ..common.tables import table
from ..csl.leftovers import leftovers
from ..csl.names import full_name, parts_joined
from ..csl.ris_tags import keywords
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import date_wording, one_line
from ..document.correspondence import type_in_managers
from ..document.item import stated_date
from ..document.model import Document
from ..exporters.zotero import ZoteroItem, kind_of_item, name_lines, zotero_item
from .base import PushError, PushResult
from .http import ConnectFailedError, json_of, send_request, short_line

if TYPE_CHECKING:
    import requests

API = "https://api.zotero.org"
MAX_ANSWER = 20_000_000  # bytes
CHUNK = 50  # items a request: the limit of the API


class WebLibrary:
    """A library at zotero.org. ``key`` has write access, ``library`` is its number, ``kind`` ``user`` or ``group``."""

    def __init__(self, key: str, library: str, kind: str = "user", base: str = API, timeout: float = 60.0) -> None:
        self.key, self.library, self.kind, self.base, self.timeout = key, library, kind, base.rstrip("/"), timeout
        self.templates: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    @classmethod
    def from_environment(cls) -> WebLibrary:
        """The library that ZOTERO_API_KEY, ZOTERO_LIBRARY_ID and ZOTERO_LIBRARY_TYPE name. Raises UsageError."""
        key, library = os.environ.get("ZOTERO_API_KEY", ""), os.environ.get("ZOTERO_LIBRARY_ID", "")
        if not key or not library.isdigit():
            raise UsageError(
                "ZOTERO_API_KEY and ZOTERO_LIBRARY_ID are not set",
                hint="make a key with write access at zotero.org/settings/keys",
            )
        return cls(key, library, os.environ.get("ZOTERO_LIBRARY_TYPE", "user"), os.environ.get("ZOTERO_API", API))

    def _request(self, method: str, path: str, **options: Any) -> requests.Response:
        from ..common.version import __version__

        headers = {
            "Zotero-API-Version": "3",
            "Zotero-API-Key": self.key,
            "User-Agent": f"citekit/{__version__}",
            **options.pop("headers", {}),
        }
        try:
            answer = send_request(
                method,
                self.base + path,
                timeout=self.timeout,
                max_bytes=MAX_ANSWER,
                server="Zotero's server",
                headers=headers,
                environment=True,
                **options,
            )
        except ConnectFailedError:
            raise PushError("Zotero's server cannot be reached", where=self.base, hint="check your network") from None
        if answer.status_code == 403:
            raise PushError(
                "the key may not write to this library",
                where=self.base,
                hint="give it write access at zotero.org/settings/keys",
            )
        if answer.status_code in (429, 503):
            wait = short_line(answer.headers.get("Retry-After") or "some", 20)
            raise PushError(f"Zotero's server asks to wait {wait} seconds", where=self.base)
        if not 200 <= answer.status_code < 300:
            hint = short_line(answer.content[:800].decode("utf-8", "replace"))
            raise PushError(f"Zotero's server answered {answer.status_code}", where=self.base, hint=hint)
        return answer

    def _fields_and_creators(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """(fields, types of creators) of an item type."""
        if name not in self.templates:
            fields = json_of(self._request("GET", f"/items/new?itemType={name}"))
            creators = json_of(self._request("GET", f"/itemTypeCreatorTypes?itemType={name}"))
            if not isinstance(fields, dict) or not isinstance(creators, list):
                raise PushError(
                    f"the answer of Zotero's server about the item type “{name}” cannot be read",
                    where=self.base,
                    hint="none of these documents was sent; try again later",
                )
            kinds = (c.get("creatorType") for c in creators if isinstance(c, dict))
            self.templates[name] = frozenset(fields), frozenset(kind for kind in kinds if isinstance(kind, str))
        return self.templates[name]

    def _item(self, doc: Document) -> dict[str, Any]:
        kind = kind_of_item(type_in_managers(doc))
        return item(doc, kind, *self._fields_and_creators(kind))

    def push(self, docs: Iterable[Document]) -> PushResult:
        """Send documents. Raises PushError where the server refuses; an item that it refuses is named."""
        sent = PushResult("the Zotero library")
        listed = list(docs)
        for start in range(0, len(listed), CHUNK):
            batch = listed[start : start + CHUNK]
            items = [self._item(doc) for doc in batch]
            answer = json_of(
                self._request(
                    "POST",
                    f"/{self.kind}s/{self.library}/items",
                    json=items,
                    headers={"Zotero-Write-Token": secrets.token_hex(16)},
                )
            )
            _count_confirmed(sent, batch, answer)
        return sent


def _count_confirmed(sent: PushResult, batch: list[Document], answer: Any) -> None:
    """Count what the server accepted, and name what it refused or did not mention (web API, "Creating Multiple
    Objects")."""
    parts = answer if isinstance(answer, dict) else {}
    used: set[str] = set()
    for name in ("success", "successful", "unchanged"):
        used.update(parts[name] if isinstance(parts.get(name), dict) else ())
    failed = parts["failed"] if isinstance(parts.get("failed"), dict) else {}
    for n, doc in enumerate(batch):
        name = doc.title or doc.key
        if str(n) in failed:
            why = failed[str(n)]
            sent.losses.append(
                f"“{name}” was refused: {short_line(why.get('message', why) if isinstance(why, dict) else why)}"
            )
        elif str(n) in used:
            sent.count += 1
            continue
        else:
            sent.losses.append(f"“{name}” was not confirmed: it may have arrived, so look before you send it again")
        sent.refused += 1


def item(doc: Document, item_type: str, fields: frozenset[str], creators: frozenset[str]) -> dict[str, Any]:
    """A Zotero item: the fields and creators that its type has, everything else as lines of Extra."""
    converted = zotero_item(doc)
    csl = converted.item
    out: dict[str, Any] = {"itemType": item_type, "creators": [], "tags": [], "collections": [], "relations": {}}
    used = {"id", "type", "issued", "accessed", "note", "keyword"}
    for variable, names in table("zotero")["fields"].items():
        place = next((name for name in names.split() if name in fields and name not in out), "")
        if csl.get(variable) not in (None, "", []) and place:
            out[place] = one_line(csl[variable])
            used.add(variable)
    for role in [name for name in csl if name in NAME_VARIABLES and isinstance(csl[name], list)]:
        kind = _creator_type(role, creators, item_type)
        if kind:
            out["creators"] += [_creator(name, kind) for name in csl[role]]
            used.add(role)
    if (date := stated_date(doc)) is not None:
        out["date"] = date_wording(date)
    if doc.accessed is not None and "accessDate" in fields:
        out["accessDate"] = date_wording(doc.accessed)
    out["tags"] = [{"tag": tag} for tag in keywords(csl.get("keyword"))]
    out["extra"] = "\n".join(_extra(doc, converted, used))
    return out


def _extra(doc: Document, converted: ZoteroItem, used: set[str]) -> list[str]:
    """The lines of Extra, each once, followed by the notes."""
    lines = [("Citation Key", str(converted.item["id"])), *converted.extra]
    used = used | {label for label, _ in converted.extra}
    for variable, words in leftovers(converted.item, used):
        names = converted.item.get(variable)
        lines += name_lines(variable, names) if isinstance(names, list) else [(variable, words)]
    note = doc.credits or str(converted.item.get("note") or "")
    return [f"{name}: {one_line(value)}" for name, value in dict.fromkeys((*lines, *converted.labels))] + [note] * bool(
        note
    )


def _creator_type(role: str, creators: frozenset[str], item_type: str) -> str:
    """Zotero's creator type for a CSL role, or an empty string where the item type has none."""
    kind = "".join(part if n == 0 else part.capitalize() for n, part in enumerate(role.split("-")))
    creator = table("zotero")["creators"].get(role, kind)
    if role == "author" and "author" not in creators:
        creator = table("zotero")["first_creators"].get(item_type, "")
    return creator if creator in creators else ""


def _creator(name: Any, kind: str) -> dict[str, str]:
    if isinstance(name, dict) and name.get("family") and name.get("given") and not name.get("static-ordering"):
        family = parts_joined(name, "non-dropping-particle", "family")
        given = f"{name['given']}{', ' + name['suffix'] if name.get('suffix') else ''}"
        return {"creatorType": kind, "lastName": family, "firstName": given}
    return {"creatorType": kind, "name": full_name(name)}
