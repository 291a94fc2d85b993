"""The names of months in the case that they have beside a day (data/dates.toml)."""

from __future__ import annotations


def beside_day(name: str, month: int, lang: str) -> str:
    """The name of a month beside its day, in the case that the language has there: ``4 декабря``, but ``декабрь``.

    The CSL locales have one form of a month; a name that is no nominative of data/dates.toml stays as it is.
    """
    from ..common.tables import table  # not before a date is printed: the engine starts without it

    language, data = lang.split("-")[0].lower(), table("dates")
    known = data["printed"].get(language)
    if known is None and language in data["printed"]["languages"].split():
        known = data["months"][language]
    forms = known[month - 1].split() if known else []
    if len(forms) < 2 or name.casefold() != forms[1].casefold():
        return name
    return str(forms[0].capitalize() if name[:1].isupper() else forms[0])
