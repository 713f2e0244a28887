"""All reports of a list as one ZIP, in the background."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from branches.choices import JobState
from branches.models import Job
from branches.services import jobs
from branches.services.jobs import Cancelled, Running
from reports.renderers import press as presses
from reports.renderers.docx import render_docx
from reports.renderers.press import Order, PressFailed, press
from reports.selectors.documents import document_of
from reports.services import archives, drafts
from tests.factories import ISSUED, make_folder, make_report, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(tree):
    """Two drafts in one township, one issued in another; the second draft has an awkward title."""
    found = [make_report(make_folder(township=tree.township)) for _ in range(2)]
    drafts.edit(report=found[1], by=found[1].created_by, title='=关于/"整顿"的\\汇报:?')
    return [*found, make_report(make_folder(township=tree.other_township), *ISSUED)]


@pytest.fixture
def order(reports, supervisor):
    def begin(form="docx", by=supervisor):
        keys = [report.pk for report in reports]
        return archives.order(reports=keys, form=form, title="甲县 汇报", by=by)

    return begin


def do(job):
    jobs.run(str(job.pk))
    job.refresh_from_db()
    return job


def opened(job):
    return zipfile.ZipFile(io.BytesIO(Path(job.file.path).read_bytes()))


def listed(archive):
    return list(csv.reader(io.StringIO(archive.read("目录.csv").decode("utf-8-sig"))))


def parts(job):
    return Path(default_storage.path(f"jobs/{job.pk}.parts"))


def test_one_zip_with_every_report_and_an_index(order, reports):
    job = do(order())
    assert (job.state, job.answer["filename"], job.progress) == (JobState.DONE, "甲县 汇报.zip", (3, 3))
    archive = opened(job)
    _head, *lines = listed(archive)
    assert archive.namelist() == ["目录.csv", *(line[1] for line in lines)]
    assert len({line[1] for line in lines}) == 3
    assert [line[0] for line in lines] == ["1", "2", "3"]
    issued = next(line for line in lines if line[3] == "西镇")
    assert (issued[6], issued[7]) == ("已印发", reports[2].numbered)
    assert archive.read(issued[1]) == Path(reports[2].docx.path).read_bytes()
    draft = next(line for line in lines if line[2] == reports[0].title)
    assert archive.read(draft[1]) == render_docx(document_of(reports[0]))
    assert not parts(job).exists()


def test_names_are_safe_and_no_cell_is_a_formula(order):
    *_rest, awkward = sorted(
        listed(opened(do(order())))[1:], key=lambda line: "整顿" in line[2] and line[2][0] == "'"
    )
    assert awkward[2] == '\'=关于/"整顿"的\\汇报:?'
    assert awkward[1].startswith("东镇/")
    assert set('\\:*?"<>|') & set(awkward[1]) == set()
    assert awkward[1].count("/") == 1


def test_pdf_too(order):
    archive = opened(do(order("pdf")))
    names = archive.namelist()[1:]
    assert [len(PdfReader(io.BytesIO(archive.read(name))).pages) >= 1 for name in names] == [True] * 3


def test_each_gets_what_he_may_see(order, clerk):
    assert [line[3] for line in listed(opened(do(order(by=clerk))))[1:]] == ["东镇", "东镇"]


def test_nothing_in_scope_is_a_clear_refusal(order, tree):
    job = do(order(by=make_user("supervisor", tree.other_county)))
    assert (job.state, bool(job.file), bool(job.message)) == (JobState.FAILED, False, True)


def test_what_cannot_be_ordered(reports, supervisor, administrator, monkeypatch):
    with pytest.raises(PermissionDenied):
        archives.order(reports=[1], form="pdf", title="汇报", by=administrator)
    for keys, form in (([], "pdf"), ([1], "exe")):
        with pytest.raises(ValidationError):
            archives.order(reports=keys, form=form, title="汇报", by=supervisor)
    monkeypatch.setattr(archives, "MOST", 2)
    with pytest.raises(ValidationError):
        archives.order(reports=[1, 2, 3], form="pdf", title="汇报", by=supervisor)


def test_what_was_set_before_is_not_set_again(order, reports, monkeypatch):
    """As after a kill: the parts of the attempt before lie in the job's folder."""
    job = order()
    running = Running(Job.objects.select_related("owner__organisation").get(pk=job.pk))
    folder = parts(job)
    folder.mkdir(parents=True)
    archives._set_all(running, folder)
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(made) == 2
    drafts.edit(report=reports[0], by=reports[0].created_by, title="其间改过的标题")
    again = archives._set_all(running, folder)
    assert {part.path.name for part in again if part.path.name in made} == {
        name for name in made if name.startswith(f"{reports[1].pk}-")
    }
    assert {name: (folder / name).stat().st_mtime_ns for name in made} == made
    assert do(job).state == JobState.DONE
    assert "其间改过的标题" in [line[2] for line in listed(opened(job))]


def test_it_stops_when_nobody_wants_it_any_more(order, monkeypatch):
    job = order()

    def stop(self, done, total):
        raise Cancelled

    monkeypatch.setattr(Running, "step", stop)
    assert do(job).state == JobState.CANCELLED
    assert not parts(job).exists()


def test_a_document_that_cannot_be_set_is_named(tmp_path):
    with pytest.raises(PressFailed, match="KeyError"):
        list(press([Order("{}", "docx", str(tmp_path / "bad.docx"))]))
    assert list(tmp_path.iterdir()) == []
    assert list(press([])) == []


def test_several_presses_share_the_work(tmp_path, reports, monkeypatch):
    monkeypatch.setattr(presses, "FOR_EACH", 1)
    monkeypatch.setattr(presses.os, "cpu_count", lambda: 2)
    tree = archives.as_json(document_of(reports[0]))
    orders = [Order(tree, "docx", str(tmp_path / f"{number}.docx")) for number in range(5)]
    assert {done.path for done in press(orders)} == {str(path) for path in tmp_path.iterdir()}
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_orders_are_taken_as_they_are_needed(tmp_path, reports, monkeypatch):
    """What makes them reads the reports piece by piece, and the processes last for all of them."""
    monkeypatch.setattr(presses, "FOR_EACH", 1)
    tree, taken = archives.as_json(document_of(reports[0])), []

    def orders():
        for number in range(20):
            taken.append(number)
            yield Order(tree, "docx", str(tmp_path / f"{number}.docx"))

    done = press(orders())
    next(done)
    assert len(taken) < 20
    assert len(list(done)) == 19
    assert len(list(tmp_path.iterdir())) == len(taken) == 20


def test_many_reports_are_read_some_at_a_time(order, monkeypatch):
    monkeypatch.setattr(archives, "_AT_A_TIME", 2)
    archive = opened(do(order()))
    assert [line[0] for line in listed(archive)[1:]] == ["1", "2", "3"]
    assert [line[1] for line in listed(archive)[1:]] == archive.namelist()[1:]


def test_the_list_orders_what_it_shows(client, reports, supervisor, tree):
    client.force_login(supervisor)
    values = {"state": "issued", "township": tree.other_township.pk, "form": "docx"}
    answer = client.post(reverse("reports:archive"), values)
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("branches:job", args=[job.pk])
    assert job.order == {"reports": [reports[2].pk], "form": "docx"}
    empty = client.post(reverse("reports:archive"), {"state": "voided"}, follow=True)
    assert (empty.redirect_chain[-1][0], Job.objects.count()) == (reverse("reports:report_list"), 1)


def test_who_sees_no_cases_orders_none(client, reports, administrator):
    client.force_login(administrator)
    assert client.post(reverse("reports:archive")).status_code == 403
