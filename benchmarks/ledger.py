#!/usr/bin/env python3
"""How the ledger and the search grow, as ratios within one run: ``python benchmarks/ledger.py``.

Fills a database of its own (SQLite in a temporary folder, or an empty one at DATABASE_URL) with one county's
problems, first a few, then ten times as many. Prints the best of fifteen loads of each page, so that a busy machine
tells the same as an idle one; the unit is the ledger's first page at the small size.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rectification.settings.test")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.mkdtemp()}/ledger.sqlite3")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (settings come first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from branches.models import Problem, Rectification  # noqa: E402
from branches.services import search  # noqa: E402
from tests.factories import make_folder, make_problem, make_tree, make_user  # noqa: E402

SIZES = (2_000, 20_000)
FOLDERS = 40
RUNS = 15
COMMON = 0.4
TODAY = dt.date(2026, 6, 1)


def fill(folders: list[Rectification], first: Problem, start: int, stop: int) -> None:
    """Problems of every deadline; 制度 stands in four of ten, 水渠 in ten of each filling."""
    rows = []
    for number in range(start, stop):
        row, folder = Problem(), folders[number % FOLDERS]
        row.__dict__.update({name: value for name, value in first.__dict__.items() if name != "_state"})
        row.pk, row.number, row.rectification_id = None, number // FOLDERS + 2, folder.pk
        what, where = (
            "制度" if number % 10 < COMMON * 10 else "阵地",
            "水渠" if number % (stop // 10) == 0 else "项",
        )
        row.title = f"{what}第{number}{where}"
        row.text, row.due_on = f"{row.title}落实不到位。", TODAY + dt.timedelta(days=number % 365)
        rows.append(row)
    Problem.objects.bulk_create(rows, batch_size=1000)
    search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def best(client: Client, address: str) -> float:
    """Seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - start)
    return min(times)


def pages() -> dict[str, str]:
    ordered = Problem.objects.order_by("due_on", "id").values_list("due_on", "pk")
    due, pk = ordered[Problem.objects.count() * 9 // 10]
    return {
        "first page": "/ledger/",
        "page at nine tenths": f"/ledger/?after={due}_{pk}",
        "by branch": "/ledger/?sort=branch",
        "rare word": "/ledger/?q=水渠",
        "common word": "/ledger/?q=制度",
        "everywhere, rare": "/search/?q=水渠",
        "everywhere, common": "/search/?q=制度",
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    tree = make_tree()
    folders = [make_folder(township=tree.township) for _ in range(FOLDERS)]
    first = make_problem(folders[0], found_on=dt.date(2026, 1, 1))
    client = Client()
    client.force_login(make_user("supervisor", tree.county))
    found, start = [], 0
    for size in SIZES:
        fill(folders, first, start, size)
        found.append({name: best(client, address) for name, address in pages().items()})
        start = size
    unit = found[0]["first page"]
    print(f"{connection.vendor}; 1.0 = {unit * 1000:.0f} ms{SIZES[0]:>11,}{SIZES[1]:>10,} problems")
    for name in found[0]:
        print(f"{name:<24}" + "".join(f"{times[name] / unit:10.1f}" for times in found))


if __name__ == "__main__":
    main()
