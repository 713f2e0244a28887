"""The files of data beside this module: what is known of headings, words and whole ledgers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """The content of the file ``name``; it is shared, so nobody writes into it."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
