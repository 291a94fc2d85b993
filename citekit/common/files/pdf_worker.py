"""A process that reads PDFs, one after another, for files/pdf.py, so that it can be killed when one takes too long.

It is run as a file, and imports nothing of citekit. A request is eight bytes (how many follow), four bytes (how many
pages) and the PDF; the answer is one line of JSON.
"""

import json
import sys

MEMORY = 1_500_000_000  # bytes


def read(data: bytes, pages: int) -> dict[str, object]:
    """The title and the first pages of a PDF, or what is wrong with it."""
    import io
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are of no use here
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "encrypted"}
        text = [(reader.pages[n].extract_text() or "")[:500_000] for n in range(min(pages, len(reader.pages)))]
        title = str(reader.metadata.title or "") if reader.metadata is not None else ""
        return {"title": title[:2000], "pages": text}
    except BaseException as error:  # a hostile file can fail in any way, and use up all memory
        return {"error": type(error).__name__}


def main() -> None:
    """Answer requests until the input ends."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(12)) == 12:
        data = source.read(int.from_bytes(head[:8], "big"))
        target.write(json.dumps(read(data, int.from_bytes(head[8:], "big"))).encode("ascii") + b"\n")
        target.flush()


if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file: its modules must not shadow others
    main()
