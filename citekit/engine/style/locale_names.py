"""Locales: the tag that a person means, of those that CSL has terms for (CSL 1.0.2, "Locale Fallback")."""

from __future__ import annotations

import difflib
import re

from ...common.errors import UsageError, as_text
from ...csl.languages import language_code


def resolve_locale(text: str | None) -> str | None:
    """The locale that a person means: ``de_DE.UTF-8`` -> ``de-DE``, ``de`` -> ``de-DE``, ``German`` -> ``de-DE``.

    A region that CSL has no terms for is kept where its language has some (``de-LI``: the terms of ``de-DE``, its own
    name).  Raises UsageError with the nearest locales for what is none.

    >>> resolve_locale("de_AT")
    'de-AT'
    """
    if text is None or not as_text(text, "a locale").strip():
        return None
    from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS

    tag = re.sub(r"[.@].*", "", text.strip()).replace("_", "-")
    if tag.casefold() == "en-uk":
        tag = "en-GB"  # as the United Kingdom's is often written
    canonical = {name.casefold(): name for name in LANGUAGE_NAMES}
    if tag.casefold() in canonical:
        return str(canonical[tag.casefold()])
    scripts = [name for name in LANGUAGE_NAMES if "-" in tag and name.casefold().startswith(f"{tag.casefold()}-")]
    if scripts:
        return str(scripts[0])
    language = tag.split("-")[0].casefold()
    if not re.fullmatch(r"[a-z]{2,3}", language):
        language = language_code(text)
        tag = language
    if language in PRIMARY_DIALECTS:
        known = str(PRIMARY_DIALECTS[language])
        regional = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-(?:[A-Za-z]{2}|\d{3})", tag)
        return tag[: tag.rindex("-")].lower() + tag[tag.rindex("-") :].upper() if regional else known
    near = difflib.get_close_matches(tag.casefold(), [*canonical, *PRIMARY_DIALECTS], n=3, cutoff=0.5)
    nearest = list(dict.fromkeys(str(canonical.get(n) or PRIMARY_DIALECTS[n]) for n in near))
    hint = f"the nearest: {', '.join(nearest)}" if nearest else "a language tag such as en-GB, de-DE or ru-RU is needed"
    raise UsageError(f"there is no locale “{text[:40]}”", hint=hint)
