"""Many reports as one ZIP, in the background.

What has been set lies in a folder of the job until the ZIP is whole: a worker that takes the job up after another was
killed goes on where that one stopped.
"""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import Verb, require
from accounts.audit import service
from accounts.exchange.files import safe_name
from accounts.exchange.formulas import marked
from accounts.models import User
from branches.models import Job
from branches.services import jobs
from branches.services.jobs import Running, handler
from reports.document import as_json
from reports.models import Report
from reports.renderers.press import Order, press
from reports.selectors.documents import document_of
from reports.services.sheets import RELATED

FORMS = ("pdf", "docx")
MOST = 3000
_AT_A_TIME = 60
_HEAD = ("序号", "文件", "标题", "乡镇（街道）", "对象", "种类", "状态", "编号", "日期")


@dataclass(frozen=True, slots=True)
class Part:
    """One report in the ZIP: where its file lies, its name there, and its line in the index."""

    path: Path
    name: str
    line: tuple[str, ...]


@service
def order(*, reports: Iterable[int], form: str, title: str, by: User) -> Job:
    """Have the reports with these keys, as far as ``by`` may see them, packed as ``form``.

    Raises ``ValidationError``.
    """
    require(by, Verb.VIEW_CASES)
    keys = list(reports)
    if form not in FORMS or not keys:
        raise ValidationError(_("There is nothing to pack."))
    if len(keys) > MOST:
        raise ValidationError(_("These are more than %(most)d reports; narrow the list.") % {"most": MOST})
    return jobs.start(kind="reports_zip", title=title, order={"reports": keys, "form": form}, by=by)


@handler("reports_zip")
def pack(running: Running) -> dict[str, str]:
    """Raises ``PermissionDenied`` or ``ValidationError`` if nothing of it is in scope any more."""
    require(running.by, Verb.VIEW_CASES)
    folder = Path(default_storage.path(f"jobs/{running.job.pk}.parts"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        parts = _set_all(running, folder)
        running.step(len(parts), len(parts))
        _keep(running, folder, parts)
    finally:
        # Not reached by a worker that is killed: what it has set is found by the next.
        shutil.rmtree(folder)
    words = _("%(number)d reports, with an index.") % {"number": len(parts)}
    return {"filename": f"{safe_name(running.job.title)}.zip", "words": words}


def _set_all(running: Running, folder: Path) -> list[Part]:
    visible = (
        Report.objects.visible_to(running.by)
        .filter(pk__in=running.order["reports"])
        .select_related(*RELATED, "township")
    )
    ordered = visible.order_by("township__position", "township_id", "title", "pk")
    places = list(ordered.values_list("pk", flat=True))
    if not places:
        raise ValidationError(_("There is nothing to pack."))
    packing = Packing(running, visible, places, folder)
    for _done in press(packing.orders()):
        packing.is_ready()
    return packing.parts


@dataclass(slots=True)
class Packing:
    """How far it is: ``parts`` are what was read so far, in the order of ``places``; of ``ready`` the file is there."""

    running: Running
    reports: QuerySet[Report]
    places: list[int]
    folder: Path
    parts: list[Part] = field(default_factory=list)
    ready: int = 0

    def is_ready(self) -> None:
        self.ready += 1
        self.running.step(self.ready, len(self.places) + 1)

    def orders(self) -> Iterator[Order]:
        """What is still to be set; the reports are read some at a time."""
        form = self.running.order["form"]
        for start in range(0, len(self.places), _AT_A_TIME):
            keys = self.places[start : start + _AT_A_TIME]
            found = self.reports.prefetch_related("paragraphs").in_bulk(keys)
            for place, key in enumerate(keys, start + 1):
                if report := found.get(key):
                    part, order = _part(report, place, form, self.folder)
                    self.parts.append(part)
                    if order:
                        yield order
                    else:
                        self.is_ready()


def _part(report: Report, place: int, form: str, folder: Path) -> tuple[Part, Order | None]:
    """What is issued lies there already; anything else is ordered, unless the very same has been set before."""
    order = None
    if report.is_frozen:
        path = Path((report.pdf if form == "pdf" else report.docx).path)
    else:
        tree = as_json(document_of(report))
        path = folder / f"{report.pk}-{hashlib.sha256(tree.encode()).hexdigest()[:16]}.{form}"
        if not path.exists():
            order = Order(tree, form, str(path))
    where = report.township.name if report.township else report.organisation.name
    name = f"{safe_name(where)}/{place:04d}_{safe_name(f'{report.about}_{report.title}')}.{form}"
    line = (
        str(place), name, report.title, where, report.about, report.get_kind_display(), report.get_state_display(),
        report.numbered, report.signed_on.isoformat(),
    )  # fmt: skip
    return Part(path, name, line), order


def _keep(running: Running, folder: Path, parts: list[Part]) -> None:
    """Write the ZIP. What is in it is compressed already."""
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("目录.csv", index(part.line for part in parts))
        for part in parts:
            archive.write(part.path, part.name)
    with whole.open("rb") as written:
        running.keep("reports.zip", File(written))


def index(lines: Iterable[tuple[str, ...]]) -> bytes:
    """The index as a table that Excel opens: UTF-8 with its mark; nothing in it is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows([marked(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")
