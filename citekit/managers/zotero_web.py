"""The library at zotero.org, through Zotero's web API (version 3), with a key from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..csl.names import written
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import date_wording, leftovers
from ..document.model import Document
from ..errors import UsageError
from ..tables import table
from .base import PushError, Sent

if TYPE_CHECKING:
    import requests

API = "https://api.zotero.org"
CHUNK = 50  # items a request: the API takes no more


class WebLibrary:
    """A library at zotero.org: ``key`` may write, ``library`` is its number, ``kind`` is ``user`` or ``group``."""

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
                hint="make a key that may write at zotero.org/settings/keys",
            )
        return cls(key, library, os.environ.get("ZOTERO_LIBRARY_TYPE", "user"), os.environ.get("ZOTERO_API", API))

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response:
        import requests

        from .. import __version__

        headers = {
            "Zotero-API-Version": "3",
            "Zotero-API-Key": self.key,
            "User-Agent": f"citekit/{__version__}",
            **options.pop("headers", {}),
        }
        try:
            answer = requests.request(
                method, self.base + path, headers=headers, timeout=self.timeout, allow_redirects=False, **options
            )
        except requests.RequestException as error:
            raise PushError(f"Zotero's server cannot be reached ({type(error).__name__})", where=self.base) from None
        if answer.status_code == 403:
            raise PushError(
                "the key may not write to this library",
                where=self.base,
                hint="give it write access at zotero.org/settings/keys",
            )
        if answer.status_code in (429, 503):
            wait = answer.headers.get("Retry-After") or "some"
            raise PushError(f"Zotero's server asks to wait {wait} seconds", where=self.base)
        if not 200 <= answer.status_code < 300:
            raise PushError(f"Zotero's server answered {answer.status_code}", where=self.base, hint=answer.text[:200])
        return answer

    def _type(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """(fields, creators) that an item type has."""
        if name not in self.templates:
            fields = self._ask("GET", f"/items/new?itemType={name}").json()
            creators = self._ask("GET", f"/itemTypeCreatorTypes?itemType={name}").json()
            self.templates[name] = frozenset(fields), frozenset(c["creatorType"] for c in creators)
        return self.templates[name]

    def _item(self, doc: Document) -> dict[str, Any]:
        csl = doc.to_csl()
        kind = str(table("zotero")["types"].get(csl["type"], "document"))
        return item(doc, csl, kind, *self._type(kind))

    def push(self, docs: Iterable[Document]) -> Sent:
        """Send documents. Raises PushError where the server refuses; an item that it refuses is named."""
        sent = Sent("the Zotero library")
        listed = list(docs)
        for start in range(0, len(listed), CHUNK):
            some = listed[start : start + CHUNK]
            items = [self._item(doc) for doc in some]
            answer = self._ask(
                "POST",
                f"/{self.kind}s/{self.library}/items",
                json=items,
                headers={"Zotero-Write-Token": secrets.token_hex(16)},
            ).json()
            failed = answer.get("failed") or {}
            sent.count += len(some) - len(failed)
            sent.losses += [
                f"“{some[int(n)].title}” was refused: {said.get('message', said)}" for n, said in failed.items()
            ]
        return sent


def item(
    doc: Document, csl: dict[str, Any], item_type: str, fields: frozenset[str], creators: frozenset[str]
) -> dict[str, Any]:
    """A Zotero item: fields that its type has, creators that it may have, everything else as lines of Extra."""
    out: dict[str, Any] = {"itemType": item_type, "creators": [], "tags": [], "collections": [], "relations": {}}
    taken = {"id", "type", "issued", "accessed", "note", "keyword"}
    for variable, names in table("zotero")["fields"].items():
        place = next((name for name in names.split() if name in fields and name not in out), "")
        if csl.get(variable) not in (None, "", []) and place:
            out[place] = str(csl[variable])
            taken.add(variable)
    for role in NAME_VARIABLES & csl.keys():
        kind = "".join(p if n == 0 else p.capitalize() for n, p in enumerate(role.split("-")))
        if kind in creators and isinstance(csl[role], list):
            out["creators"] += [_creator(name, kind) for name in csl[role]]
            taken.add(role)
    if doc.date is not None:
        out["date"] = date_wording(doc.date)
    if doc.accessed is not None and "accessDate" in fields:
        out["accessDate"] = date_wording(doc.accessed)
    if doc.language and "language" in fields:
        out.setdefault("language", doc.language)
    out["tags"] = [{"tag": tag.strip()} for tag in str(csl.get("keyword") or "").split(";") if tag.strip()]
    said = [
        doc.credits or str(csl.get("note") or ""),
        f"Sender: {doc.sender}" if doc.sender else "",
        f"Addressee: {doc.recipient}" if doc.recipient else "",
    ]
    lines = [
        f"Citation Key: {csl['id']}",
        *(line for line in said if line),
        *(f"{name}: {value}" for name, value in leftovers(csl, taken)),
    ]
    out["extra"] = "\n".join(lines)
    return out


def _creator(name: Any, kind: str) -> dict[str, str]:
    if isinstance(name, dict) and name.get("family") and name.get("given") and not name.get("static-ordering"):
        family = " ".join(str(name[k]) for k in ("non-dropping-particle", "family") if name.get(k))
        return {
            "creatorType": kind,
            "lastName": family,
            "firstName": f"{name['given']}{', ' + name['suffix'] if name.get('suffix') else ''}",
        }
    return {"creatorType": kind, "name": written(name)}
