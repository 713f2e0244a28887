"""Several processes that set documents side by side, since Pango keeps its state per process.

Each is a program of its own (``python -m reports.renderers.press``) that takes an order a line on its standard input
and answers with a line; it ends when its input does, so that none outlives a worker that was killed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import IO, cast

from reports.document import from_json
from reports.renderers import RENDERERS

MOST_PROCESSES = 4
FOR_EACH = 3
"""Another process is worth its start for so many documents."""
_ROOT = Path(__file__).resolve().parents[2]
_DONE = "done"
_Process = subprocess.Popen[str]


@dataclass(frozen=True, slots=True)
class Order:
    """Set ``tree`` (``document.as_json``) as ``form`` at ``path``, which is there whole or not at all."""

    tree: str
    form: str
    path: str


class PressFailed(Exception):
    """A document could not be set."""


def press(orders: Iterable[Order]) -> Iterator[Order]:
    """Set all of ``orders``; each is given back as soon as its file is there. Raises ``PressFailed``.

    They are taken as they are needed: what makes them may read them piece by piece. The processes last for all of them.
    """
    source = iter(orders)
    waiting = list(islice(source, MOST_PROCESSES * FOR_EACH))
    count = min(MOST_PROCESSES, os.cpu_count() or 1, -(-len(waiting) // FOR_EACH))
    with _processes(count) as idle, ThreadPoolExecutor(max(1, count)) as threads:
        tasks = {threads.submit(_set, order, idle) for order in waiting}
        try:
            while tasks:
                done, tasks = wait(tasks, return_when=FIRST_COMPLETED)
                tasks |= {threads.submit(_set, order, idle) for order in islice(source, len(done))}
                for task in done:
                    yield task.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _processes(count: int) -> Iterator[SimpleQueue[_Process]]:
    command = [sys.executable, "-m", "reports.renderers.press"]
    started = [
        subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(count)
    ]
    idle: SimpleQueue[_Process] = SimpleQueue()
    for process in started:
        idle.put(process)
    try:
        yield idle
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _set(order: Order, idle: SimpleQueue[_Process]) -> Order:
    process = idle.get()
    try:
        to, back = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        to.write(f"{json.dumps(asdict(order))}\n")
        to.flush()
        answer = back.readline().strip()
    finally:
        idle.put(process)
    if answer != _DONE:
        raise PressFailed(f"{order.path}: {answer or 'the process has ended'}")
    return order


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(f"{_work(Order(**json.loads(line)))}\n")
        sys.stdout.flush()


def _work(order: Order) -> str:
    """What came of it, in one line."""
    path = Path(order.path)
    try:
        half = path.with_suffix(f".{os.getpid()}.half")
        half.write_bytes(RENDERERS[order.form](from_json(order.tree)))
        half.replace(path)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told)
        return " ".join(f"{type(error).__name__}: {error}".split())
    return _DONE


if __name__ == "__main__":
    main()
