"""The grammatical case of month names, with a day and alone (data/dates.toml).

The CSL locales have one form of a month: ``декабрь`` for Russian, ``grudnia`` for Polish.  A name that is not in
data/dates.toml stays as it is.
"""

from __future__ import annotations


def beside_day(name: str, month: int, lang: str) -> str:
    """The name of a month in the case that it has with a day: ``4 декабря``, but ``декабрь``."""
    return _in_form(name, month, lang, 0)


def by_itself(name: str, month: int, lang: str) -> str:
    """The name of a month in the case that it has without a day: ``grudzień``, but ``4 grudnia``."""
    return _in_form(name, month, lang, 1)


def _in_form(name: str, month: int, lang: str, form: int) -> str:
    from ..common.tables import table  # not before a date is printed: the engine starts without it

    language, data = lang.split("-")[0].lower(), table("dates")
    known = data["printed"].get(language)
    if known is None and language in data["printed"]["languages"].split():
        known = data["months"][language]
    forms = known[month - 1].split()[:2] if known else []
    if len(forms) < 2 or name.casefold() not in map(str.casefold, forms):
        return name
    return str(forms[form].capitalize() if name[:1].isupper() else forms[form])
