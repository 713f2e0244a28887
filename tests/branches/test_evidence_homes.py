"""Evidence on a measure or a problem itself: kept, shown in its place, packed under it, in the way of deleting it."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from branches.models import Evidence, Measure, Problem
from branches.selectors.evidence import groups
from branches.services import evidence, measures, problems
from tests.factories import comment, keep, log, make_folder, make_measure, make_problem
from tests.pictures import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(folder):
    return make_problem(folder, text="阵地不足：漏雨。")


@pytest.fixture
def measure(folder, problem):
    return make_measure(folder, [problem], title="改造场所")


def form_of(home):
    return reverse(f"branches:attach_to_{home._meta.model_name}", args=[home.pk])


@pytest.mark.parametrize("name", ["problem", "measure"])
def test_files_are_added_with_one_caption(client, folder, clerk, name, request):
    home = request.getfixturevalue(name)
    client.force_login(clerk)
    files = [upload("一.jpg"), upload("二.jpg", picture(color="blue"))]
    answer = client.post(form_of(home), {"files": files, "caption": "屋面"})
    assert answer.headers["Location"] == reverse("branches:folder", args=[folder.pk]) + f"#{name}-{home.pk}"
    kept = home.evidence.all()
    assert [(one.name, one.caption, one.entry, one.uploaded_by) for one in kept] == [
        ("一.jpg", "屋面", None, clerk),
        ("二.jpg", "屋面", None, clerk),
    ]
    assert {one.anchor for one in kept} == {f"{name}-{home.pk}"}
    assert client.post(form_of(home), {"files": [upload("一.jpg")]}).status_code == 302
    assert Evidence.objects.count() == 2


def test_a_form_without_files_says_so(client, problem, clerk):
    client.force_login(clerk)
    answer = client.post(form_of(problem), {"caption": "屋面"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])
    assert answer.context["form"]["caption"].value() == "屋面"


def test_the_same_file_may_show_several_things(problem, measure):
    entry = log(measure)
    assert {keep(home).sha256 for home in (problem, measure, entry)} == {Evidence.objects.first().sha256}
    assert Evidence.objects.count() == 3


@pytest.mark.parametrize("hold", [keep, lambda home: comment(**{home._meta.model_name: home})])
@pytest.mark.parametrize(("name", "service"), [("problem", problems), ("measure", measures)])
def test_what_something_hangs_on_is_not_deleted(client, clerk, name, service, hold, request):
    home = request.getfixturevalue(name)
    hold(home)
    with pytest.raises(PermissionDenied):
        service.remove(**{name: home}, by=clerk)
    client.force_login(clerk)
    answer = client.post(reverse(f"branches:remove_{name}", args=[home.pk]), {"version": home.version})
    assert answer.status_code == 403
    assert type(home).objects.filter(pk=home.pk).exists()


@pytest.mark.parametrize("name", ["problem", "measure"])
def test_a_bare_one_is_deleted_as_before(name, clerk, request):
    home = request.getfixturevalue(name)
    {"problem": problems, "measure": measures}[name].remove(**{name: home}, by=clerk)
    assert not type(home).objects.filter(pk=home.pk).exists()


def test_the_page_of_files_goes_by_problem_and_measure(folder, problem, measure):
    second = make_problem(folder, text="制度空转。")
    loose = make_measure(folder, title="办好实事")
    kept = [keep(loose), keep(second), keep(log(measure)), keep(measure), keep(problem)]
    assert [(group.problem, group.measure) for group in groups(folder)] == [
        (problem, None),
        (problem, measure),
        (second, None),
        (None, loose),
    ]
    assert [group.files for group in groups(folder)] == [[kept[4]], [kept[2], kept[3]], [kept[1]], [kept[0]]]


def test_the_page_of_files_tells_of_the_withdrawn_without_showing_them(look, folder, problem, clerk):
    gone, stays = keep(problem), keep(problem, content=picture(color="blue"))
    evidence.withdraw(evidence=gone, reason="误传", by=clerk)
    page = look(clerk, reverse("branches:folder_evidence", args=[folder.pk]))
    addresses = {node.get("href") for node in page.all("a")}
    assert reverse("branches:evidence", args=[stays.pk]) in addresses
    assert reverse("branches:evidence", args=[gone.pk]) not in addresses
    (told,) = page.text("small", **{"class": "withdrawn"})
    assert told.startswith(f"withdrawn by {clerk} on ")
    assert told.endswith(": 误传")


def test_a_folder_without_files_says_what_to_do(look, folder, clerk):
    page = look(clerk, reverse("branches:folder_evidence", args=[folder.pk]))
    assert page.text("h2") == ["No evidence yet"]
    assert reverse("branches:evidence_archive", args=[folder.pk]) not in {
        node.get("href") for node in page.all("a")
    }


def test_the_archive_has_a_place_for_each(client, folder, problem, measure, clerk):
    keep(problem, caption="漏雨\x0b处")
    keep(measure)
    client.force_login(clerk)
    answer = client.get(reverse("branches:evidence_archive", args=[folder.pk]))
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    day = Evidence.objects.first().created_at.astimezone().strftime("%Y%m%d")
    assert archive.namelist() == [
        "目录.xlsx",
        f"问题1 阵地不足/问题佐证/{day}-001-现场.jpg",
        f"问题1 阵地不足/措施1 改造场所/{day}-002-现场.jpg",
    ]
    rows = list(load_workbook(io.BytesIO(archive.read("目录.xlsx"))).active.values)
    assert [row[2:6:3] for row in rows[1:]] == [(None, "漏雨处"), ("改造场所", None)]


def full(township, number):
    """A folder with that many problems and measures, each with files and comments."""
    folder = make_folder(township=township)
    for _ in range(number):
        problem = make_problem(folder)
        measure = make_measure(folder, [problem])
        for home in (problem, measure, log(measure)):
            keep(home)
        for home in ({"problem": problem}, {"measure": measure}):
            comment(**home)
    return folder


@pytest.mark.parametrize("page", ["folder", "folder_evidence", "folder_activity"])
def test_pages_cost_the_same_for_many_files_and_comments(client, tree, clerk, page):
    client.force_login(clerk)
    costs = []
    for number in (2, 20):
        folder = full(tree.township, number)
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(reverse(f"branches:{page}", args=[folder.pk]))
        assert answer.status_code == 200
        costs.append(len(caught))
    assert costs[0] == costs[1]
    assert (Problem.objects.count(), Measure.objects.count()) == (22, 22)
