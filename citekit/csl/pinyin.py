"""Chinese in Latin letters: Hanyu Pinyin without tones, a syllable a character, as library catalogues write it.

The readings come from the package pypinyin.  Syllables are separate, since the script does not show where names and
words begin; a better form can be given as the document's transliterated title.
"""

from __future__ import annotations

import re

from ..common.errors import MissingExtraError, to_install

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
_OTHER_READINGS = "[\u3040-\u30ff\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"  # kana and hangul
_MARKS = str.maketrans("\uff08\uff09\uff0c\u3002\u3001\uff1a\uff1b\u300a\u300b\u300c\u300d\uff1f", "(),.,:;''''?")


def is_han(text: str) -> bool:
    """Whether a text has Chinese characters and neither Japanese nor Korean letters."""
    return not text.isascii() and re.search(_HAN, text) is not None and re.search(_OTHER_READINGS, text) is None


def pinyin(text: str) -> str:
    """A Chinese text in Latin letters, its first letter a capital. Raises MissingExtraError without pypinyin.

    >>> pinyin("周恩来总理谈话记录（1956年）")
    'Zhou en lai zong li tan hua ji lu (1956 nian)'
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        hint = f'install it with: {to_install("pypinyin")}, or give a "transliterated title"'
        raise MissingExtraError("Chinese titles in Latin letters need the package pypinyin", hint=hint) from None
    out = ""
    for run in re.split(f"({_HAN}+)", text):
        if not run:
            continue
        piece = " ".join(lazy_pinyin(run)) if re.match(_HAN, run) else run.translate(_MARKS)
        out += (" " if out[-1:].isalnum() and piece[:1].isalnum() else "") + piece
    return re.sub(r"(?<=\w)(?=\()|(?<=[,:;)])(?=\w)", " ", out[:1].upper() + out[1:])
