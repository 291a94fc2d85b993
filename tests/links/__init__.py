"""What tests of link checks share: a document, a check of it on loopback, a web archive."""

from __future__ import annotations

import json
from typing import Any

import citekit
from citekit import Document
from citekit.links import LinkReport
from tests.conftest import Server, page

TITLE = "Telegram, Shtykov to Vyshinsky"
HTML = "<!doctype html><html><head><title>{}</title></head><body><h1>{}</h1><p>{}</p></body></html>"


def doc(url: str, **fields: Any) -> Document:
    return Document(title=TITLE, url=url, **fields)


def check(target: str | Document, **options: Any) -> LinkReport:
    report = citekit.check(target, **{"allow_private": True, "timeout": 4.0, **options})
    assert isinstance(report, LinkReport)
    return report


class Wayback:
    """The Wayback Machine's interfaces on the test's own server (archive.org/help/wayback_api.php; RFC 7089)."""

    def __init__(self, server: Server, dead: str, day: str = "20190501120000") -> None:
        from urllib.parse import quote

        self.base = server.url("")
        copy = f"{self.base}/web/{day}/{dead}"
        for stamp in ("", "20200101000000", "20180101000000"):
            server.answers[f"/wayback/available?url={quote(dead, safe='')}&timestamp={stamp}"] = page(
                json.dumps(
                    {
                        "archived_snapshots": {
                            "closest": {"available": True, "url": copy, "timestamp": day, "status": "200"}
                        }
                    }
                )
            )
        links = ",\n".join(
            f'<{self.base}/web/{year}0101000000/{dead}>; rel="memento"; datetime="{stamp}"'
            for year, stamp in (
                ("2015", "Thu, 01 Jan 2015 00:00:00 GMT"),
                ("2018", "Mon, 01 Jan 2018 00:00:00 GMT"),
                ("2022", "Sat, 01 Jan 2022 00:00:00 GMT"),
            )
        )
        server.answers[f"/web/timemap/link/{dead}"] = page(
            f'<{dead}>; rel="original",\n{links}\n', headers={"Content-Type": "application/link-format"}
        )
        server.answers[f"/save/{dead}"] = page("", status=302, headers={"Location": f"/web/20260101000000/{dead}"})
