"""Locales: the tag that a person means, of those that CSL has terms for (CSL 1.0.2, "Locale Fallback")."""

from __future__ import annotations

import difflib
import re

from ...common.errors import UsageError, as_text
from ...csl.languages import language_code, language_name, language_names

# tags that are often written for one that CSL has
_ALSO = {"en-uk": "en-GB", "no": "nb-NO", "no-no": "nb-NO", "zh-hans": "zh-CN", "zh-hans-cn": "zh-CN"} | dict.fromkeys(
    ("zh-hant", "zh-hant-tw", "zh-hant-hk"), "zh-TW"
)


def resolve_locale(text: str | None) -> str | None:
    """The locale that a person means: ``de_DE.UTF-8`` -> ``de-DE``, ``de`` -> ``de-DE``, ``German`` and ``ger`` too.

    A region that CSL has no terms for is kept where its language has some (``de-LI``: the terms of ``de-DE``, its own
    name).  Raises UsageError with the nearest locales for what is none.

    >>> resolve_locale("de_AT")
    'de-AT'
    """
    if text is None or not as_text(text, "a locale").strip():
        return None
    from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS

    tag = re.sub(r"[.@].*", "", text.strip()).replace("_", "-")
    tag = _ALSO.get(tag.casefold(), tag)
    canonical = {name.casefold(): name for name in LANGUAGE_NAMES}
    if tag.casefold() in canonical:
        return str(canonical[tag.casefold()])
    scripts = [name for name in LANGUAGE_NAMES if "-" in tag and name.casefold().startswith(f"{tag.casefold()}-")]
    if scripts:
        return str(scripts[0])
    language, region = tag.split("-")[0].casefold(), tag[len(tag.split("-")[0]) :]
    if re.fullmatch(r"[a-z]{3}", language) and language not in PRIMARY_DIALECTS and language_code(language):
        language = language_code(language)
        tag = _ALSO.get(language, language + region)
        language, tag = tag.split("-")[0], str(canonical.get(tag.casefold(), tag))
    if not re.fullmatch(r"[a-z]{2,3}", language):
        language = language_code(text)
        tag = language
    if language in PRIMARY_DIALECTS:
        known = str(PRIMARY_DIALECTS[language])
        regional = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-(?:[A-Za-z]{2}|\d{3})", tag)
        return tag[: tag.rindex("-")].lower() + tag[tag.rindex("-") :].upper() if regional else known
    raise _unknown(text, tag, [*PRIMARY_DIALECTS.values(), *canonical.values()])


def _unknown(text: str, tag: str, locales: list[str]) -> UsageError:
    """The error for what is no locale, with the nearest ones: by their tags, or by the names of languages."""
    code = language_code(tag.split("-")[0])
    if code and language_name(code) != code:
        return UsageError(
            f"CSL has no words in {language_name(code)} (“{text[:40]}”)",
            hint="choose a language that it has, such as en-GB, de-DE or ru-RU",
        )
    tags = {locale.casefold(): locale for locale in reversed(locales)}
    names = {name: locale for locale in reversed(locales) for name in language_names(locale)}
    near = difflib.get_close_matches(tag.casefold(), tags, n=3, cutoff=0.5)
    near_names = difflib.get_close_matches(text.strip().casefold(), names, n=3, cutoff=0.7)
    nearest = list(dict.fromkeys([*(names[n] for n in near_names), *(tags[n] for n in near)]))[:3]
    hint = f"the nearest: {', '.join(nearest)}" if nearest else "a language tag such as en-GB, de-DE or ru-RU is needed"
    return UsageError(f"there is no locale “{text[:40]}”", hint=hint)
