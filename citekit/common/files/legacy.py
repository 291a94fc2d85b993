"""Text that is not Unicode and declares no encoding: the likely encoding, which is reported to the person."""

from __future__ import annotations

import re

from .decoding import with_line_feeds

# charset-normalizer distinguishes these if most letters are not ASCII, but not in short Latin texts
_NON_LATIN = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "gb18030", "big5", "cp932", "cp949", "cp1253"]
# Polish, Czech and Hungarian letters of windows-1250 inside a word, read as windows-1252
_CENTRAL_EUROPEAN = re.compile(
    "[^\\W\\d_][\u00b3\u00b9\u00bf\u00bc\u00be\u00a3\u00a5\u009c\u009d\u009f]|[\u00b3\u00b9\u00bf\u00be][^\\W\\d_]"
    "|\u00ec[^\\W\\d_]|\u00f8[\u00e1\u00ed\u00ec\u00e9\u00fd]"  # Czech: Italian has its ì at the end of words only
)
# õ without these is the Hungarian ő: neither Portuguese nor Estonian has it without them for long
_OTHER_VOWELS = re.compile("[\u00e3\u00e7\u00e4\u00c3\u00c7\u00c4]")
# signs and capitals of windows-1252 within words, which are letters and the apostrophe of Mac Roman (RenŽe, d\u00d5Arc)
_MAC = re.compile(rb"(?:[A-Za-z][\x80-\x84\x86-\x91\x93-\x95\x98\x99\x9b\x9d\x9f]|[a-z][\xd2-\xd5])")
_LETTERS = re.compile(rb"[A-Za-z][\xdf-\xf6\xf8-\xff]")
_NAMES = {"mac_roman": "Mac Roman"}
_SAMPLE = 50_000


def legacy_text(data: bytes) -> tuple[str, str]:
    """(text, name of the likely encoding), or two empty strings if there is none."""
    name = _non_latin(data) if _is_mostly_non_ascii(data) else _western(data)
    if not name:
        return "", ""
    try:
        return with_line_feeds(data.decode(name)), _NAMES.get(name, name.replace("cp125", "windows-125"))
    except UnicodeDecodeError:
        return "", ""


def _is_mostly_non_ascii(data: bytes) -> bool:
    """Whether most letters are not ASCII."""
    sample = data[:_SAMPLE]
    return 2 * sum(byte > 0x7F for byte in sample) > sum(chr(byte).isalpha() for byte in sample if byte < 0x80)


def _non_latin(data: bytes) -> str:
    try:
        from charset_normalizer import from_bytes  # comes with requests
    except ImportError:
        return ""
    best = from_bytes(data[:_SAMPLE], cp_isolation=_NON_LATIN).best()
    if best is not None and best.encoding == "mac_cyrillic" and not re.search(rb"[\x80-\x9f]", data[:_SAMPLE]):
        return "cp1251"  # the two differ in their capitals, which Mac Cyrillic has in that range
    return best.encoding if best is not None else ""


def _western(data: bytes) -> str:
    """windows-1252; windows-1250 or Mac Roman if there would otherwise be signs inside words."""
    start = data[:_SAMPLE]
    signs = sum(re.search(rb"[A-Za-z]", start[m.end() : m.end() + 1]) is not None for m in _MAC.finditer(start))
    if signs > len(_LETTERS.findall(start)):
        return "mac_roman"
    sample = data[:_SAMPLE].decode("cp1252", "replace")
    non_ascii = [char for char in sample if char > "\x7f"]
    if any(char == "\ufffd" for char in non_ascii):
        return ""
    hungarian = "\u00f5" in sample and not _OTHER_VOWELS.search(sample)
    return "cp1250" if hungarian or _CENTRAL_EUROPEAN.search(sample) else "cp1252"
