"""The folder page: everything about one branch in one campaign, for whoever looks at it."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.services import task_force
from tests.branches.reading import days, sign_off, step, words
from tests.factories import (
    log,
    make_branch,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
)

pytestmark = pytest.mark.django_db
# Who looks; the folder, its kinds of rows, the links between them, files, comments, notices.
MOST_QUERIES = 27


@pytest.fixture
def desk(look):
    """The page of a folder as somebody sees it."""
    return lambda user, folder: look(user, reverse("branches:folder", args=[folder.pk]))


def inside(page, ident):
    """The element of that id."""
    return next(node for node in page.tree.iter() if node.get("id") == ident)


def links(page, name, *args):
    """What the links to that page are called."""
    address = reverse(f"branches:{name}", args=args)
    return [words(node) for node in page.all("a") if node.get("href") == address]


def ids(page):
    return [node.get("id") for node in page.tree.iter() if node.get("id")]


def fill(folder, by):
    """A folder with everything in it: a shared measure and cause, loose ones, late ones, people, a next step."""
    first, second = make_problem(folder, due_on=days(-2)), make_problem(folder, text="阵地陈旧。")
    shared = make_measure(folder, [first, second], title="充实工作组", due_on=days(-1))
    log(shared, percent=40)
    log(shared, percent=60)
    make_measure(
        folder, [first], title="轮训干部", due_on=days(30), responsible="组织委员", deadline="月底前"
    )
    make_measure(folder, title="办好实事")
    make_cause(folder, [first, second], text="制度空转。")
    make_cause(folder, text="人手不足。")
    make_plan(folder)
    task_force.add(rectification=folder, by=by, kind="town_leader", name="宋行远", post="党委副书记")
    return first, second, shared


# --- what everybody sees


def test_the_head_says_what_is_fixed_about_the_folder(desk, tree, clerk):
    folder = make_folder(
        make_branch(tree.township, name="桥头村党支部"),
        deadline="限期整顿",
        due_on=days(9),
        goal="选优配强班子。",
    )
    folder.criteria.set(folder.campaign.criteria.all()[:2])
    page = desk(clerk, folder)
    assert page.text("h1") == ["桥头村党支部 Proposed"]
    labels = [criterion.short_label for criterion in folder.campaign.criteria.all()[:2]]
    facts = page.all("ul", **{"class": "desk-facts"})[0]
    assert [words(item) for item in facts] == [
        "determined 2026-03-01", " ".join(labels), "Deadline: 限期整顿 9 days left",
    ]  # fmt: skip
    assert page.text("p", **{"class": "desk-goal"}) == ["Goal: 选优配强班子。"]
    way = page.all("nav", **{"class": "crumbs"})[0]
    assert [words(item) for item in way.iter("li")] == ["Folders", "东镇", "2026年整顿"]


def test_the_stage_line_knows_the_day_of_each_stage(desk, folder, clerk, supervisor):
    make_problem(folder)
    step("confirm", supervisor, folder=folder)
    points = desk(clerk, folder).all("ol", **{"class": "stage"})[0]
    assert [words(point) for point in points] == [
        "Proposed done 03-01",
        f"Under rectification {days(0):%m-%d}",
        "Acceptance requested",
        "Signed off",
        "Consolidation",
        "Archived",
    ]
    assert [point.get("aria-current") for point in points] == [None, "step", None, None, None, None]


def test_a_problem_stands_with_its_causes_and_measures(desk, folder, clerk):
    problem = make_problem(
        folder, text="班子不团结，遇事推诿。", responsible="支部书记", deadline="年内", due_on=days(-3)
    )
    make_cause(folder, [problem], text="议事规则空转。")
    measure = make_measure(
        folder, [problem], title="轮训干部", responsible="组织委员", deadline="月底前", due_on=days(3)
    )
    log(measure, text="办班一期。", percent=30, happened_on=days(0))
    page = desk(clerk, folder)
    card = inside(page, f"problem-{problem.pk}")
    assert card.get("aria-labelledby") == f"problem-{problem.pk}-title"
    assert words(next(card.iter("p"))) == "Problem 1 Responsible: 支部书记 Deadline: 年内"
    assert words(inside(page, f"problem-{problem.pk}-title")) == problem.title
    assert [words(node) for node in card.iter("span") if "lamp-red" in node.get("class", "")] == [
        "3 days overdue"
    ]
    what, who, how, do, entries = inside(page, f"measure-{measure.pk}")
    assert words(what) == f"轮训干部 {days(0):%m-%d} 办班一期。"
    assert words(who) == "组织委员 月底前"
    assert words(how) == "3 days left 30%"
    assert words(do) == "Log progress · 轮训干部"
    assert words(next(entries.iter("summary"))) == "1 entry · 轮训干部"
    assert words(next(entries.iter("li"))).startswith(f"{days(0):%Y-%m-%d} 30% 办班一期。 staff-")
    assert "in the report" in words(entries)


def test_what_serves_two_problems_stands_under_both_and_is_itself_once(desk, folder, clerk):
    first, second, shared = fill(folder, clerk)
    page = desk(clerk, folder)
    assert Counter(ids(page))[f"measure-{shared.pk}"] == 1
    under = [inside(page, f"problem-{problem.pk}") for problem in (first, second)]
    rows = [
        [
            words(row)
            for row in card.iter("li")
            if "充实工作组" in words(row) and "measure" in row.get("class", "")
        ]
        for card in under
    ]
    assert [len(found) for found in rows] == [1, 1]
    assert "also serves problem 2" in rows[0][0]
    assert "also serves problem 1" in rows[1][0]
    back = [node for node in under[1].iter("a") if node.get("href") == f"#measure-{shared.pk}"]
    assert [words(node) for node in back] == ["Problem 1 · 充实工作组"]
    assert ["制度空转。" in words(card) for card in under] == [True, True]


def test_what_no_problem_claims_stands_apart(desk, folder, clerk):
    fill(folder, clerk)
    page = desk(clerk, folder)
    loose = next(node for node in page.all("section") if node.get("aria-labelledby") == "loose-title")
    assert [words(node) for node in loose.iter("h4")] == ["办好实事"]
    assert "人手不足。" in words(loose)
    assert "制度空转。" not in words(loose)


def test_completion_counts_and_names_what_is_late(desk, folder, clerk, supervisor):
    _, _, shared = fill(folder, clerk)
    sign_off(make_problem(folder, text="已办结。"), supervisor)
    page = desk(clerk, folder)
    box = next(node for node in page.all("section") if node.get("aria-labelledby") == "share-title")
    legend, late = box.iter("ul")
    assert words(legend) == "Done 1 In progress 1 Overdue 1"
    facts = [words(node) for node in box.iter() if node.tag in {"dt", "dd"}]
    assert facts == ["Problems settled", "1 / 3", "Measures done", "1 / 4", "Measures overdue", "1"]
    assert [(words(link), link.get("href")) for link in late.iter("a")] == [
        ("充实工作组 1 day overdue", f"#measure-{shared.pk}")
    ]
    drawn = next(node for node in box.iter() if node.get("class") == "share")
    bars = [(rect.get("x", "0"), rect.get("width")) for rect in drawn]
    assert bars == [("0", "1"), ("1", "1"), ("2", "1")]


def test_the_side_shows_who_helps_and_what_happened(desk, folder, clerk, supervisor):
    fill(folder, clerk)
    step("confirm", supervisor, folder=folder)
    page = desk(clerk, folder)
    force = page.all("ul", **{"class": "force"})[0]
    assert [words(item) for item in force] == [
        "Town leader 宋行远 党委副书记 Edit: 党委副书记 宋行远 · Town leader"
    ]
    newest = page.all("ol", **{"class": "activity"})[0][0]
    assert words(newest) == f"{days(0):%m-%d} Confirm the listing {supervisor} 属实。"


def test_an_empty_folder_says_what_to_do_next(desk, folder, clerk, supervisor):
    page = desk(clerk, folder)
    box = page.all("div", **{"class": "empty"})[0]
    assert words(next(box.iter("h3"))) == "No problem yet"
    assert [node.get("href") for node in box.iter("a")] == [reverse("branches:add_problem", args=[folder.pk])]
    assert [text for text in page.text("p") if "four ones" in text or "comes next" in text] == [
        "What comes next has not been written down yet; the report closes with it.",
        "Write down the “four ones”: county leader, town leader, first secretary, paired unit.",
    ]
    assert [list(box.iter("a")) for box in desk(supervisor, folder).all("div", **{"class": "empty"})] == [[]]


# --- what one may do


def test_progress_is_one_click_from_each_measure_for_who_does_the_work(
    desk, folder, clerk, supervisor, auditor
):
    fill(folder, clerk)
    for user, number in [(clerk, 1), (supervisor, 0), (auditor, 0)]:
        page = desk(user, folder)
        assert [len(links(page, "log_progress", measure.pk)) for measure in folder.measures.all()] == [
            number
        ] * 3


def test_who_only_looks_is_offered_nothing_to_change(desk, folder, clerk, auditor):
    fill(folder, clerk)
    page = desk(auditor, folder)
    changing = re.compile("/(edit|new|remove|progress|steps)/|/steps/")
    assert [node.get("href") for node in page.all("a") if changing.search(node.get("href"))] == []
    assert page.all("form", action=reverse("reports:draft", args=[folder.pk])) == []
    assert len(desk(clerk, folder).all("form", action=reverse("reports:draft", args=[folder.pk]))) == 1


def test_a_folder_that_is_being_decided_on_is_frozen_and_says_so(desk, folder, clerk, reviewer, supervisor):
    problem = make_problem(folder)
    step("confirm", supervisor, folder=folder)
    assert links(desk(clerk, folder), "edit_folder", folder.pk) == ["Edit folder"]
    assert desk(clerk, folder).text("p", **{"class": "desk-frozen"}) == []
    sign_off(problem, supervisor)
    step("apply", reviewer, folder=folder)
    page = desk(clerk, folder)
    assert page.text("p", **{"class": "desk-frozen"}) == [
        "The folder is at the stage “Acceptance requested”; its content can no longer be changed."
    ]
    targets = [node.get("href") for node in page.all("a")]
    writing = [target for target in targets if re.search("/(edit|new|progress)/", target)]
    assert [target for target in writing if "/comments/" not in target] == []


def test_a_problem_that_is_handed_in_is_no_longer_edited(desk, folder, clerk, supervisor):
    problem, other = make_problem(folder), make_problem(folder)
    sign_off(problem, supervisor)
    page = desk(clerk, folder)
    assert links(page, "edit_problem", problem.pk) == []
    assert links(page, "edit_problem", other.pk) == ["Edit · Problem 2"]


def test_a_step_that_waits_says_for_what(desk, folder, clerk, reviewer, supervisor):
    problem = make_problem(folder)
    make_measure(folder, [problem])
    step("confirm", supervisor, folder=folder)
    log(folder.measures.get(), percent=50)
    page = desk(reviewer, folder)
    for name, subject, missing in [
        ("problem_step", problem, "Not yet: 1 measure is not done. 1 measure has no outcome written."),
        ("folder_step", folder, "Not yet: 1 problem is not signed off."),
    ]:
        taken = {"problem_step": "submit", "folder_step": "apply"}[name]
        address = reverse(f"branches:{name}", args=[subject.pk, taken])
        button = next(node for node in page.all("a") if node.get("href") == address)
        assert "btn-waiting" in button.get("class").split()
        assert words(inside(page, button.get("aria-describedby"))) == missing
    assert links(desk(clerk, folder), "folder_step", folder.pk, "apply") == []


def test_a_step_that_can_be_taken_is_a_plain_button(desk, folder, clerk, supervisor):
    make_problem(folder)
    page = desk(supervisor, folder)
    address = reverse("branches:folder_step", args=[folder.pk, "confirm"])
    button = next(node for node in page.all("a") if node.get("href") == address)
    assert (button.get("aria-describedby"), words(button)) == (None, "Confirm the listing")
    assert "btn-primary" in button.get("class").split()


def test_other_columns_of_the_ledger_stand_with_what_they_belong_to(desk, folder, clerk):
    problem = make_problem(folder)
    measure = make_measure(folder, [problem, make_problem(folder)], title="充实工作组")
    assert desk(clerk, folder).all("dl", **{"class": "other-columns"}) == []
    for record, extra in (
        (folder, {"网格": "东"}),
        (problem, {"类别": "班子", "来源": "走访\n座谈"}),
        (measure, {"<b>投入</b>": "3万元"}),
    ):
        type(record).objects.filter(pk=record.pk).update(extra=extra)
    page = desk(clerk, folder)
    told = [
        {words(one.find("{*}dt")): words(one.find("{*}dd")) for one in block}
        for block in page.all("dl", **{"class": "other-columns"})
    ]
    # A database may keep them in an order of its own.
    assert told == [{"网格": "东"}, {"<b>投入</b>": "3万元"}, {"类别": "班子", "来源": "走访座谈"}]
    assert [words(node) for node in page.all("summary") if "other column" in words(node)] == [
        f"1 other column · {folder.branch.name}",
        "1 other column · 充实工作组",
        "2 other columns · Problem 1",
    ]


# --- how it is built


def test_the_number_of_queries_does_not_grow_with_the_folder(desk, client, tree, reviewer, clerk):
    def queries(number):
        folder = make_folder(township=tree.township)
        for _ in range(number):
            problem = make_problem(folder)
            make_cause(folder, [problem])
            log(make_measure(folder, [problem], due_on=days(-1)))
            make_plan(folder)
            log(folder.measures.last())
            task_force.add(rectification=folder, by=clerk, kind="working_group", name="甲")
        assert len(desk(reviewer, folder).all("article")) == number
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("branches:folder", args=[folder.pk]))
        return len(caught)

    queries(1)
    few = queries(2)
    assert few == queries(20)
    assert few <= MOST_QUERIES


def test_ids_are_unique_and_every_reference_has_its_end(desk, folder, clerk):
    fill(folder, clerk)
    page = desk(clerk, folder)
    assert [ident for ident, number in Counter(ids(page)).items() if number > 1] == []
    targets = [node.get("href")[1:] for node in page.all("a") if node.get("href").startswith("#")]
    named = [node.get(key) for node in page.tree.iter() for key in ("aria-labelledby", "aria-describedby")]
    assert set(targets) | set(filter(None, named)) <= set(ids(page))


def test_every_link_and_button_of_the_page_has_a_name_of_its_own(desk, folder, reviewer, clerk):
    fill(folder, clerk)
    for user in (clerk, reviewer):
        main = inside(desk(user, folder), "main")
        named = Counter(words(node) for node in main.iter() if node.tag in {"a", "button", "summary"})
        assert [name for name, number in named.items() if number > 1 or not name] == []


def test_headings_never_skip_a_level(desk, folder, clerk):
    fill(folder, clerk)
    levels = [
        int(node.tag[1]) for node in desk(clerk, folder).tree.iter() if re.fullmatch("h[1-6]", str(node.tag))
    ]
    assert levels.count(1) == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []
