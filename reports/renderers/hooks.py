"""Functions of ours in the place of WeasyPrint's, each known by where it stands, so that both can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Hook:
    owner: Any
    name: str
    theirs: Any
    ours: Any


HOOKS: list[Hook] = []


def hook(owner: Any, name: str, ours: Any) -> None:
    """Put ``ours`` in the place of the attribute ``name`` of ``owner``, a module or a class, for good."""
    HOOKS.append(Hook(owner, name, getattr(owner, name), ours))
    setattr(owner, name, ours)


@contextmanager
def without_hooks() -> Iterator[None]:
    """Within, WeasyPrint does everything by itself: what a page must look like, and the measure of our speed."""
    for each in HOOKS:
        setattr(each.owner, each.name, each.theirs)
    try:
        yield
    finally:
        for each in HOOKS:
            setattr(each.owner, each.name, each.ours)
