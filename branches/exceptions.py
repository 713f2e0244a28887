"""What a service may answer instead of writing. Invalid values raise Django's ``ValidationError``."""

from __future__ import annotations

from typing import Any


class StaleOrder(Exception):
    """Somebody else changed the order, or took a part out, since the writer saw it; nothing was written."""


class StaleVersion(Exception):
    """Somebody else changed ``current`` since the writer read it; nothing was written."""

    def __init__(self, current: Any) -> None:
        super().__init__(f"{current!r} is at version {current.version}")
        self.current = current
