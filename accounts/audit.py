"""In whose name a write happens.

``@service`` marks a write: it runs in one transaction, and every audit entry that it causes names ``by``,
whether the write came from a page, a command or a job.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_actor: ContextVar[Any] = ContextVar("actor", default=None)


def current_actor() -> Any:
    """The user in whose name the running service writes, or None outside of services."""
    return _actor.get()


@contextmanager
def acting(user: Any) -> Iterator[None]:
    token = _actor.set(user)
    try:
        yield
    finally:
        _actor.reset(token)


def service(write: Callable[P, R]) -> Callable[P, R]:
    """Decorate a write ``verb(*, …, by)``: one transaction, in the name of ``by``."""

    @functools.wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), acting(kwargs["by"]):
            return write(*args, **kwargs)

    return run
