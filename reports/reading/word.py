"""Text of a .docx, run as a program of its own under limits: ``python -m reports.reading.word FILE``.

Paragraph by paragraph on standard output, with the numbers that Word only draws. The exit code says why not.
"""

from __future__ import annotations

import resource
import sys
import zipfile
from collections.abc import Iterator
from enum import IntEnum
from typing import Any

import docx
from docx.oxml.ns import qn

from reports.reading.word_numbers import Numbers

MEMORY = 300 * 1024 * 1024
CPU_SECONDS = 8
MOST_UNPACKED = 60 * 1024 * 1024
_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:p")}
_BREAKS = {qn("w:br"), qn("w:cr")}


class Refusal(IntEnum):
    """Exit codes."""

    BROKEN = 3
    TOO_LARGE = 4
    ENCRYPTED = 5


EXIT_WORDS = {int(refusal): refusal for refusal in Refusal}


def main(path: str) -> int:
    """Write the text of ``path`` to standard output; answer the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        if refusal := _refusal(path):
            return refusal
        text = "\n".join(paragraphs(docx.Document(path)))
    except MemoryError:
        return Refusal.TOO_LARGE
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError):
        return Refusal.BROKEN
    sys.stdout.buffer.write(text.encode())
    return 0


def _refusal(path: str) -> Refusal | None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            return Refusal.ENCRYPTED
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            return Refusal.TOO_LARGE
    return None


def paragraphs(document: Any) -> Iterator[str]:
    """The text of every paragraph in the order of the pages, those in tables included, with its drawn number."""
    numbers = Numbers(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(_texts(paragraph))
        if text.strip():
            yield numbers.mark(paragraph) + text


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif (
            child.tag not in _LEFT_OUT and isinstance(child.tag, str) and not child.tag.endswith("}Fallback")
        ):
            yield from _texts(child)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
