"""The pages that list folders, problems, branches and reports: what stands in them, for whom, and that it adds up."""

import datetime as dt
import io
from dataclasses import dataclass

import pytest
import tinyhtml5
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.models import Problem
from branches.services import branches, campaigns, decisions
from reports.services import drafts
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_organisation,
    make_problem,
    make_user,
    operator,
)

pytestmark = pytest.mark.django_db

HOME, LEDGER, BRANCHES, REPORTS = (
    "branches:home",
    "branches:ledger",
    "branches:branch_list",
    "reports:report_list",
)
LISTS = [HOME, LEDGER, BRANCHES, REPORTS]


def days(number):
    return timezone.localdate() + dt.timedelta(days=number)


@dataclass
class Seen:
    """A page as it is read: its answer and its tree."""

    answer: object
    tree: object

    def all(self, name, **attributes):
        found = self.tree.iter(name)
        return [
            node for node in found if all(value in node.get(key, "").split() for key, value in attributes.items())
        ]

    def text(self, name, **attributes):
        return [words(node) for node in self.all(name, **attributes)]

    @property
    def names(self):
        """What names each row of the table."""
        return [words(node) for node in self.all("th", scope="row")]

    @property
    def columns(self):
        return self.text("th", scope="col")

    @property
    def rows(self):
        """Each row by the heads of its columns."""
        cells = [[node for node in row if node.tag in {"td", "th"}] for row in self.all("tr")[1:]]
        return [dict(zip(self.columns, map(words, row), strict=True)) for row in cells]

    def link(self, **attributes):
        """The address of the only link with these attributes, or nothing."""
        found = self.all("a", **attributes)
        assert len(found) <= 1
        return found[0].get("href") if found else None


def words(node):
    return " ".join("".join(node.itertext()).split())


@pytest.fixture
def look(client):
    """Open a page in English as somebody: a name or an address, and what it is narrowed to."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    def open_page(user, where, *, expect=200, **query):
        client.force_login(user)
        address = where if where[0] in "/?" else reverse(where)
        answer = client.get(address, query or None)
        assert answer.status_code == expect
        tree = tinyhtml5.parse(io.BytesIO(answer.content), namespace_html_elements=False, transport_encoding="utf-8")
        return Seen(answer, tree)

    return open_page


def step(name, by, problem=None, folder=None):
    decisions.take_step(step=name, by=by, problem=problem, rectification=folder, comment="属实。")


def sign_off(problem, by):
    """A problem with a finished measure, applied for by the township's reviewer and signed off by ``by``."""
    measure = make_measure(problem.rectification, [problem], outcome="已完成。")
    log(measure, percent=100)
    problem.refresh_from_db()
    step("submit", make_user("reviewer", problem.township), problem)
    problem.refresh_from_db()
    step("sign_off", by, problem)


def fill(folder):
    """One of each that a row shows."""
    criterion = folder.campaign.criteria.first()
    problem = make_problem(folder, criterion=criterion, due_on=days(3), responsible="支部书记")
    make_measure(folder, [problem], due_on=days(3))
    return problem


# --- the shape of every list


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_one_table_that_can_also_be_cards(look, folder, clerk, name):
    fill(folder)
    drafts.start(rectification=folder, by=clerk)
    page = look(clerk, name)
    assert len(page.text("h1")) == len(page.all("caption")) == len(page.rows) == 1
    for row in page.all("tr")[1:]:
        labels = [node.get("data-label") for node in row if node.tag == "td"]
        heads = [
            head for head, node in zip(page.columns, [n for n in row if n.tag in {"td", "th"}], strict=True)
            if node.tag == "td"
        ]  # fmt: skip
        assert [label for label in labels if label] == [head for head in heads if head != "Download"]


@pytest.mark.parametrize("name", [HOME, LEDGER, BRANCHES])
def test_the_township_stands_in_a_column_of_its_own_only_for_those_who_see_several(look, folder, name):
    fill(folder)
    clerk, supervisor = make_user("staff", folder.township), make_user("supervisor", folder.county)
    assert "东镇" in words(look(supervisor, name).all("tbody")[0])
    assert "东镇" not in words(look(clerk, name).all("tbody")[0])
    assert [label.get("for") for label in look(supervisor, name).all("label")].count("id_township") == 1
    assert [label.get("for") for label in look(clerk, name).all("label")].count("id_township") == 0


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_list(look, tree, supervisor, name):
    def filled(number):
        for _ in range(number):
            folder = make_folder(township=tree.township)
            fill(folder)
            drafts.start(rectification=folder, by=make_user("staff", tree.township))
        with CaptureQueriesContext(connection, ) as caught:
            page = look(supervisor, name)
        return len(page.rows), len(caught)

    look(supervisor, name)
    few, queries = filled(2)
    many, still = filled(18)
    assert (few, many) == (2, 20)
    assert still == queries


@pytest.mark.parametrize("name", LISTS)
def test_another_township_sees_nothing_of_it(look, tree, clerk, name):
    folder = make_folder(township=tree.township)
    fill(folder)
    drafts.start(rectification=folder, by=clerk)
    assert len(look(clerk, name).names) == 1
    for township in (tree.other_township, tree.foreign_township):
        make_campaign(township.parent)
        page = look(make_user("staff", township), name)
        assert page.names == []
        assert folder.branch.name not in words(page.tree)


def test_an_administrator_sees_branches_and_no_cases(look, folder, administrator):
    fill(folder)
    assert look(administrator, BRANCHES).names == [folder.branch.name]
    page = look(administrator, reverse("branches:branch", args=[folder.branch_id]))
    assert page.link(href=reverse("branches:folder", args=[folder.pk])) is None
    for name in (LEDGER, REPORTS):
        look(administrator, name, expect=403)
    look(administrator, reverse("branches:folder", args=[folder.pk]), expect=403)
    home = look(administrator, HOME, expect=302)
    assert home.answer.url == reverse(BRANCHES)


# --- folders


def test_a_row_says_how_a_folder_stands(look, tree, clerk, supervisor):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    problem = make_problem(folder, due_on=days(-2))
    make_problem(folder)
    log(make_measure(folder, [problem]), percent=50)
    page = look(clerk, HOME)
    assert page.rows == [
        {
            "Branch": "桥头村党支部",
            "Stage": "Proposed",
            "Problems settled": "0 / 2",
            "Measures done": "0 / 1",
            "Progress": "50%",
            "Next deadline": f"{days(-2):%Y-%m-%d} Overdue",
            "Last activity": f"{timezone.localdate():%Y-%m-%d}",
        }
    ]
    assert page.link(href=reverse("branches:folder", args=[folder.pk]))
    assert list(look(supervisor, HOME).rows[0]) == [*list(page.rows[0])[:1], "Township", *list(page.rows[0])[1:]]


@pytest.mark.parametrize(
    ("number", "light"), [(-1, "Overdue"), (0, "Due soon"), (7, "Due soon"), (8, "On time")]
)
def test_the_next_deadline_is_told_in_words(look, folder, clerk, number, light):
    make_problem(folder, due_on=days(number))
    assert look(clerk, HOME).rows[0]["Next deadline"] == f"{days(number):%Y-%m-%d} {light}"


def test_without_an_open_deadline_the_folder_s_own_counts(look, tree, clerk):
    make_folder(township=tree.township)
    make_folder(township=tree.township, due_on=days(3))
    assert sorted(row["Next deadline"] for row in look(clerk, HOME).rows) == [
        f"{days(3):%Y-%m-%d} 3 days left",
        "none",
    ]


def test_folders_stand_by_township_and_name(look, tree, supervisor):
    for township, name in [("other_township", "甲支部"), ("township", "乙支部"), ("township", "丁支部")]:
        make_folder(make_branch(getattr(tree, township), name=name))
    assert look(supervisor, HOME).names == ["丁支部", "乙支部", "甲支部"]


def test_folders_are_narrowed_to_exactly_what_fits(look, tree, supervisor):
    one = make_folder(make_branch(tree.township, name="一村", secretary="张书记"))
    make_folder(make_branch(tree.township, name="二村"))
    make_folder(make_branch(tree.other_township, name="三村"))
    make_problem(one)
    step("confirm", supervisor, folder=one)
    assert look(supervisor, HOME, q="二").names == ["二村"]
    assert look(supervisor, HOME, q="张书记").names == ["一村"]
    assert look(supervisor, HOME, stage="rectifying").names == ["一村"]
    assert look(supervisor, HOME, stage="proposed").names == ["二村", "三村"]
    assert look(supervisor, HOME, township=tree.other_township.pk).names == ["三村"]
    assert look(supervisor, HOME, township=tree.township.pk, stage="proposed").names == ["二村"]
    assert look(supervisor, HOME, stage="closed").names == []


def test_each_figure_is_the_length_of_what_it_counts(look, tree, supervisor):
    one, two = make_folder(township=tree.township), make_folder(township=tree.other_township)
    sign_off(make_problem(one, due_on=days(-5)), supervisor)  # settled: not overdue
    make_problem(one, due_on=days(-1))
    make_problem(two, due_on=days(-1), long_term=True)  # goes on for good: not overdue
    log(make_measure(two, [make_problem(two, due_on=days(0))]), percent=20)
    make_problem(make_folder(township=tree.foreign_township), due_on=days(-1))
    home = look(supervisor, HOME)
    shown = [words(tile) for tile in home.all("li") if len(tile) and "tile" in tile[0].get("class", "")]
    assert shown == [
        "2 / 2 branches still open",
        "4 problems",
        "25% 1 problems settled",
        "1 / 2 measures done",
        "1 problems overdue",
    ]
    assert len(home.rows) == 2
    for link in home.all("a", **{"class": "tile"}):
        assert str(len(look(supervisor, link.get("href")).rows)) == words(link[0])
    assert len(look(supervisor, LEDGER, status="closed").rows) == 1


def test_a_click_on_a_figure_stays_with_the_campaign(look, tree, clerk):
    now = make_campaign(tree.county)
    last = campaigns.start(
        organisation=tree.county, by=operator(), name="2025年整顿", year=2025,
        starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 12, 31),
    )  # fmt: skip
    branch = make_branch(tree.township, name="一村")
    make_problem(make_folder(branch, now), text="新。")
    make_problem(make_folder(branch, last), text="旧甲。")
    home = look(clerk, HOME, campaign=last.pk)
    assert [words(option) for option in home.all("select")[0]] == ["2026年整顿", "2025年整顿"]
    assert look(clerk, home.all("a", **{"class": "tile"})[0].get("href")).names == ["旧甲"]
    assert look(clerk, LEDGER).names == ["新"]
    narrowed = look(clerk, HOME, campaign=last.pk, q="无")
    assert empty(narrowed)[1] == narrowed.link(**{"class": "btn-bare"}) == f"{reverse(HOME)}?campaign={last.pk}"


def test_the_choice_of_campaigns_appears_with_the_second_one(look, folder, clerk):
    assert look(clerk, HOME).all("select", id="campaign") == []


# --- the ledger


def test_a_row_of_the_ledger_tells_what_who_and_by_when(look, tree, clerk):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    criterion = folder.campaign.criteria.first()
    problem = make_problem(
        folder, text="班子不团结，内耗严重。", criterion=criterion, responsible="支部书记",
        deadline="10月底前", due_on=days(-40),
    )  # fmt: skip
    log(make_measure(folder, [problem], title="强化队伍建设"), percent=60)
    make_measure(folder, [problem], title="建章立制")
    page = look(clerk, LEDGER)
    assert page.rows == [
        {
            "Branch": "桥头村党支部",
            "No.": "1",
            "Problem": "班子不团结",
            "Criterion": criterion.short_label,
            "Measures": "强化队伍建设 60%建章立制 0%",
            "Responsible": "支部书记",
            "Deadline": "10月底前 40 days overdue",
            "Status": "In progress",
        }
    ]
    assert page.link(href=f"{reverse('branches:folder', args=[folder.pk])}#problem-{problem.pk}")


def test_the_ledger_is_narrowed_to_exactly_what_fits(look, tree, supervisor):
    one, two = make_folder(township=tree.township), make_folder(township=tree.other_township)
    criterion = one.campaign.criteria.last()
    make_problem(one, text="甲。", due_on=days(-1), responsible="组织委员")
    make_problem(one, text="乙。", due_on=days(0), criterion=criterion)
    sign_off(make_problem(one, text="丙。", due_on=days(-9)), supervisor)
    make_problem(two, text="丁。", due_on=days(7))
    make_problem(two, text="戊。", due_on=days(8))
    make_problem(two, text="己，村务不公开。")
    make_problem(two, text="庚。", due_on=days(-3), long_term=True)
    assert look(supervisor, LEDGER).names == ["丙", "庚", "甲", "乙", "丁", "戊", "己"]
    assert look(supervisor, LEDGER, due="overdue").names == ["甲"]
    assert look(supervisor, LEDGER, due="week").names == ["乙", "丁"]
    assert look(supervisor, LEDGER, due="none").names == ["己"]
    assert look(supervisor, LEDGER, status="closed").names == ["丙"]
    assert look(supervisor, LEDGER, status="pending").names == []
    assert look(supervisor, LEDGER, criterion=criterion.pk).names == ["乙"]
    assert look(supervisor, LEDGER, township=tree.township.pk).names == ["丙", "甲", "乙"]
    assert look(supervisor, LEDGER, q="村务").names == ["己"]
    assert look(supervisor, LEDGER, q="组织委员").names == ["甲"]
    assert look(supervisor, LEDGER, q=two.branch.name, due="week").names == ["丁"]


def test_a_township_out_of_reach_is_refused_by_its_field(look, tree, supervisor, folder):
    page = look(supervisor, HOME, township=tree.foreign_township.pk)
    assert len(page.all("div", **{"class": "invalid-feedback"})) == 1


def spread(folder, number):
    """``number`` problems, three to a day and every tenth without a date, in the order of the ledger."""
    first = make_problem(folder, text="题1。", number=1, due_on=days(0))
    copies = [Problem.objects.get(pk=first.pk) for _ in range(number - 1)]
    for place, copy in enumerate(copies, start=2):
        copy.pk, copy.number, copy.title = None, place, f"题{place}"
        copy.due_on = None if place % 10 == 0 else days(number - place // 3)
    Problem.objects.bulk_create(copies)
    rows = Problem.objects.values_list("due_on", "pk", "title")
    return [title for _, _, title in sorted(rows, key=lambda row: (row[0] or dt.date.max, row[1]))]


def test_the_pages_of_the_ledger_show_every_row_once_and_in_order(look, folder, clerk):
    expected = spread(folder, 120)
    page = look(clerk, LEDGER, q="题")
    assert page.text("caption") == ["120 problems, nearest deadline first"]
    lengths, seen = [], []
    while page:
        lengths.append(len(page.names))
        seen += page.names
        following = page.link(rel="next")
        last, page = page, following and look(clerk, reverse(LEDGER) + following)
    assert seen == expected
    assert lengths == [50, 50, 20]
    assert look(clerk, reverse(LEDGER) + last.link(rel="first")).names == expected[:50]


@pytest.mark.parametrize("key", ["?", "2026-99-99_1", "x_1", "_x", "2026-01-01"])
def test_a_broken_key_is_the_first_page(look, folder, clerk, key):
    fill(folder)
    assert len(look(clerk, LEDGER, after=key).names) == 1


# --- branches


def test_branches_are_narrowed_to_exactly_what_fits(look, tree, supervisor):
    make_branch(tree.township, name="一村", secretary="张书记", member_count=31)
    make_branch(tree.township, name="二社区", kind="community")
    make_branch(tree.other_township, name="三村")
    page = look(supervisor, BRANCHES)
    assert page.names == ["一村", "二社区", "三村"]
    assert page.text("caption") == ["3 branches"]
    assert page.rows[0] == {
        "Branch": "一村", "Township": "东镇", "Kind": "Village", "Secretary": "张书记", "Members": "31"
    }  # fmt: skip
    assert look(supervisor, BRANCHES, kind="community").names == ["二社区"]
    assert look(supervisor, BRANCHES, q="村").names == ["一村", "三村"]
    assert look(supervisor, BRANCHES, q="张书记").names == ["一村"]
    assert look(supervisor, BRANCHES, township=tree.other_township.pk).names == ["三村"]


def test_the_second_page_keeps_the_filter(look, tree, clerk):
    for number in range(52):
        make_branch(tree.township, name=f"第{number:02}村")
    make_branch(tree.township, name="社区", kind="community")
    first = look(clerk, BRANCHES, kind="village")
    second = look(clerk, reverse(BRANCHES) + first.link(rel="next"))
    assert first.names + second.names == [f"第{number:02}村" for number in range(52)]
    assert second.link(rel="next") is None


def test_a_branch_shows_its_folders_and_opens_the_next(look, tree, clerk):
    branch = make_branch(tree.township, name="一村", note="合并组建。", member_count=0)
    campaign = make_campaign(tree.county)
    address = reverse("branches:branch", args=[branch.pk])
    opening = f"{reverse('branches:open_folder', args=[campaign.pk])}?branch={branch.pk}"
    page = look(clerk, address)
    assert page.link(href=opening)
    assert page.text("dd") == ["东镇", "Village", "—", "0", "合并组建。"]

    folder = make_folder(branch, campaign)
    page = look(clerk, address)
    assert page.link(href=opening) is None
    assert words(page.all("ul", **{"class": "folder-list"})[0]).startswith("2026年整顿 Proposed determined 2026-03-01")
    assert page.link(href=reverse("branches:folder", args=[folder.pk]))


def test_the_folders_of_a_branch_stand_newest_first(look, tree, clerk):
    branch = make_branch(tree.township)
    for year in (2024, 2026, 2025):
        campaign = campaigns.start(
            organisation=tree.county, by=operator(), name=f"{year}年", year=year,
            starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31),
        )  # fmt: skip
        make_folder(branch, campaign, determined_on=dt.date(year, 2, 1))
    page = look(clerk, reverse("branches:branch", args=[branch.pk]))
    assert [words(item[0]) for item in page.all("ul", **{"class": "folder-list"})[0]] == ["2026年", "2025年", "2024年"]


def test_a_branch_that_is_given_up_says_so(look, tree, clerk):
    branch = make_branch(tree.township, name="一村")
    branches.edit(branch=branch, version=branch.version, by=clerk, is_active=False)
    assert look(clerk, BRANCHES).names == ["一村 no longer active"]
    page = look(clerk, reverse("branches:branch", args=[branch.pk]))
    assert page.text("div", **{"class": "notice"}) == ["This branch is no longer active."]


# --- nothing there


def empty(page):
    """The words of the empty state and where it leads."""
    box = page.all("div", **{"class": "empty"})[0]
    link = next((node.get("href") for node in box.iter("a")), None)
    return words(next(box.iter("h2"))), link


def test_without_a_campaign_the_pages_say_who_starts_it(look, tree, clerk):
    for name in (HOME, LEDGER):
        page = look(clerk, name)
        assert empty(page) == ("No campaign yet", None)
        assert page.all("form", role="search") == []


def test_an_empty_list_says_what_to_do_next(look, tree, clerk, supervisor):
    campaign = make_campaign(tree.county)
    opening = reverse("branches:open_folder", args=[campaign.pk])
    assert empty(look(clerk, HOME)) == ("No folder yet", opening)
    assert empty(look(supervisor, HOME)) == ("No folder yet", None)
    assert empty(look(clerk, LEDGER)) == ("No problem yet", reverse(HOME))
    assert empty(look(clerk, BRANCHES)) == ("No branch yet", reverse("branches:add_branch"))
    assert empty(look(supervisor, BRANCHES)) == ("No branch yet", None)
    assert empty(look(clerk, REPORTS)) == ("No report yet", reverse(HOME))


@pytest.mark.parametrize("name", [HOME, LEDGER, BRANCHES])
def test_a_filter_that_nothing_fits_can_be_cleared(look, folder, clerk, name):
    fill(folder)
    title, way_out = empty(look(clerk, name, q="没有"))
    assert title == "Nothing matches"
    assert len(look(clerk, way_out).names) == 1


def test_a_place_without_townships_has_empty_lists(look, tree, supervisor):
    make_organisation("丙县", 3, tree.city)
    assert look(supervisor, BRANCHES).names == []


# --- reports


def test_reports_are_listed_and_lead_to_their_page_and_file(look, tree, clerk):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    fill(folder)
    report = drafts.start(rectification=folder, by=clerk)
    page = look(clerk, REPORTS)
    assert page.names == [report.title]
    assert page.rows[0]["Branch"] == "桥头村党支部 东镇"
    assert page.link(href=reverse("reports:report_pdf", args=[report.pk]))
    shown = look(clerk, page.link(href=reverse("reports:report", args=[report.pk])))
    assert shown.text("h1") == [report.title]
    assert shown.text("h2", id="look-title") == ["Worth a second look"]
    assert "班子不团结，内耗严重。" in words(shown.all("div", **{"class": "paper"})[0])
    assert shown.link(href=reverse("reports:edit_report", args=[report.pk]))
    auditor = make_user("auditor", tree.county)
    assert look(auditor, reverse("reports:report", args=[report.pk])).link(
        href=reverse("reports:edit_report", args=[report.pk])
    ) is None  # fmt: skip
