"""What the processes that set a batch take: memory as it grows, and the time of the processor. From /proc."""

from __future__ import annotations

import os
import resource
import threading
from pathlib import Path
from typing import Self

EVERY = 0.5


class Presses:
    """Within, the children of this process are looked at twice a second."""

    def __enter__(self) -> Self:
        self._seen: dict[int, list[int]] = {}
        self._ended = threading.Event()
        self._before = _processor()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._ended.set()
        self._watch.join()
        self.cpu = _processor() - self._before

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            for path in Path("/proc").glob("[0-9]*/status"):
                try:
                    fields = dict(each.split(":", 1) for each in path.read_text().splitlines() if ":" in each)
                except OSError:  # It has ended meanwhile.
                    continue
                if int(fields["PPid"]) == os.getpid() and "VmRSS" in fields:
                    size = int(fields["VmRSS"].split()[0]) // 1024
                    self._seen.setdefault(int(path.parent.name), []).append(size)

    def memory(self) -> list[tuple[int, int, int]]:
        """Of each child megabytes after a tenth of the time, at the end, and at most."""
        return [(sizes[len(sizes) // 10], sizes[-1], max(sizes)) for sizes in self._seen.values()]


def _processor() -> float:
    """Seconds that this process and its children that have ended took."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)
