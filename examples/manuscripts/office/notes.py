"""Prints the footnotes of a .docx or .odt: ``python notes.py FILE``."""

import re
import sys
import zipfile
from html import unescape

with zipfile.ZipFile(sys.argv[1]) as file:
    if sys.argv[1].endswith(".odt"):
        found = re.findall(r"<text:note-body>(.*?)</text:note-body>", file.read("content.xml").decode(), re.S)
    else:
        xml = file.read("word/footnotes.xml").decode()
        found = re.findall(r'<w:footnote w:id="[1-9]\d*">(.*?)</w:footnote>', xml, re.S)
for number, note in enumerate(found, 1):
    text = re.sub(r"<w:instrText.*?</w:instrText>", "", note, flags=re.S)
    print(f"{number}. {unescape(re.sub(r'<[^>]*>', '', text)).strip()}")
