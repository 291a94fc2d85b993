"""A MARC record: leader, control fields, data fields with subfields (ISO 2709, MARC 21, UNIMARC)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """A data field. ``subfields`` are (code, text) in their order."""

    tag: str
    first: str
    second: str
    subfields: tuple[tuple[str, str], ...]

    def all(self, codes: str) -> list[str]:
        """The subfields of these codes, in the order of the field."""
        return [text for code, text in self.subfields if code in codes and text]

    def get(self, code: str) -> str:
        """The first subfield of a code, or an empty string."""
        return next(iter(self.all(code)), "")

    def text(self, without: str = "0123456789") -> str:
        """The whole field in words: its subfields, control subfields left out."""
        return " ".join(text for code, text in self.subfields if code not in without and text)


@dataclass(frozen=True)
class MarcRecord:
    """A record."""

    leader: str
    control: dict[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()

    def all(self, *tags: str) -> Iterator[Field]:
        """The fields of these tags, in the order of the tags; ``6XX`` stands for all of a block."""
        for tag in tags:
            for one in self.fields:
                if one.tag == tag or (tag.endswith("XX") and one.tag[:1] == tag[:1]):
                    yield one

    def first(self, *tags: str) -> Field | None:
        """The first field of these tags."""
        return next(self.all(*tags), None)

    def get(self, tag: str, code: str) -> str:
        """The first subfield of a code in the fields of a tag."""
        return next((text for one in self.all(tag) if (text := one.get(code))), "")

    def texts(self, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """(label, text) of the subfields of these codes, by tag."""
        for one in self.fields:
            wanted = codes.get(one.tag, "")
            for code, text in one.subfields if wanted else ():
                if code in wanted:
                    yield f"Field {one.tag} {code}", text

    @property
    def kind(self) -> str:
        """Type of record (leader, position 6)."""
        return self.leader[6:7]

    @property
    def level(self) -> str:
        """Bibliographic level (leader, position 7)."""
        return self.leader[7:8]

    @property
    def is_unimarc(self) -> bool:
        """Whether the record has UNIMARC's fields: a title in 200 and none in 245."""
        return self.first("245") is None and bool(self.get("200", "a"))
