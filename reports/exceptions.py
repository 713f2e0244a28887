"""What a service of the reports may answer instead of writing."""

from __future__ import annotations

from dataclasses import dataclass

from reports.models import Paragraph


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people reworded the same paragraph. ``current`` is it as it stands, None if it was taken out."""

    pk: int
    yours: str
    current: Paragraph | None


class Overtaken(Exception):
    """Somebody else changed what was typed on; nothing was written."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__(f"{len(clashes)} paragraphs were changed meanwhile")
        self.clashes = clashes
