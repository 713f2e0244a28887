"""Searching everything: who finds what, where each hit leads, and that nobody looks over the fence."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import SearchText
from branches.selectors import search
from tests.branches.reading import BRANCHES, HOME, LEDGER, empty, words
from tests.factories import log, make_branch, make_folder, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db
SEARCH = "branches:search"


@pytest.fixture
def written(tree):
    """One of each that carries 水渠, in a branch of another name."""
    folder = make_folder(make_branch(tree.township, name="水渠村党支部"))
    problem = make_problem(folder, text="水渠年久失修，群众反映强烈。")
    measure = make_measure(folder, [problem], title="疏通水渠", description="三个月内疏通水渠。")
    entry = log(measure, text="水渠已疏通一半。", percent=50)
    return {"branch": folder.branch, "problem": problem, "measure": measure, "progress": entry}


def found(page):
    """The hits as {heading: [(title, address)]}."""
    return {
        words(section[0][0]): [(words(link), link.get("href")) for link in section.iter("a")]
        for section in page.all("section", **{"class": "hits"})
    }


def test_each_hit_leads_to_its_place(look, written, clerk):
    folder = reverse("branches:folder", args=[written["problem"].rectification_id])
    measure = f"{folder}#measure-{written['measure'].pk}"
    page = look(clerk, SEARCH, q="水渠")
    assert found(page) == {
        "Branches 1": [("水渠村党支部", reverse("branches:branch", args=[written["branch"].pk]))],
        "Problems 1": [("水渠年久失修", f"{folder}#problem-{written['problem'].pk}")],
        "Measures 1": [("疏通水渠", measure)],
        "Progress notes 1": [("疏通水渠", measure)],
    }
    assert {words(mark) for mark in page.all("mark")} == {"水渠"}


def test_all_the_words_must_stand_in_the_text_or_in_the_name_of_its_branch(look, written, clerk):
    assert list(found(look(clerk, SEARCH, q="水渠村 失修"))) == ["Problems 1"]
    assert list(found(look(clerk, SEARCH, q="一半 疏通"))) == ["Progress notes 1"]
    assert found(look(clerk, SEARCH, q="失修 没有")) == {}


@pytest.mark.parametrize("query", ["渠", "SHUI", "2026", '"', "水渠'", "?", "水" * 500, "%", "\\"])
def test_any_query_has_an_answer(look, written, clerk, query):
    page = look(clerk, SEARCH, q=query)
    assert bool(found(page)) == (query in {"渠", "水渠'"})


def test_nothing_asked_and_nothing_found_say_so(look, written, clerk):
    assert empty(look(clerk, SEARCH)) == ("What are you looking for?", None)
    assert empty(look(clerk, SEARCH, q="没有的")) == ("Nothing found", None)
    assert empty(look(clerk, SEARCH, q="没有的", kind="problem")) == ("Nothing found", None)


def test_nobody_finds_what_lies_outside(look, written, tree, clerk):
    """The words are there and their own clerk finds all four; the neighbours, above and beside, find none."""
    assert SearchText.objects.finds(["水渠"]).count() == 4
    assert len(found(look(clerk, SEARCH, q="水渠"))) == 4
    assert len(found(look(make_user("supervisor", tree.county), SEARCH, q="水渠"))) == 4
    for stranger in (
        make_user("staff", tree.other_township),
        make_user("supervisor", tree.other_county),
        make_user("auditor", tree.foreign_township),
    ):
        assert found(look(stranger, SEARCH, q="水渠")) == {}
        assert found(look(stranger, SEARCH, q="水渠", kind="progress")) == {}


def test_the_name_of_a_branch_outside_does_not_help_to_find(look, written, tree):
    """A second word may stand in the name of the branch; the branch of another township is none of the reader's."""
    mine = make_folder(make_branch(tree.other_township, name="河口村党支部"))
    make_problem(mine, text="年久失修。")
    neighbour = make_user("staff", tree.other_township)
    assert list(found(look(neighbour, SEARCH, q="河口 失修"))) == ["Problems 1"]
    assert found(look(neighbour, SEARCH, q="水渠村 失修")) == {}


def test_a_stale_text_shows_no_row_outside(look, written, tree):
    """Even if the index had a wrong place, the row itself is asked for in scope once more."""
    SearchText.objects.update(township_id=tree.other_township.pk)
    neighbour = make_user("staff", tree.other_township)
    assert SearchText.objects.visible_to(neighbour).count() == 4
    assert found(look(neighbour, SEARCH, q="水渠")) == {}


def test_an_administrator_finds_branches_only(look, written, administrator):
    assert list(found(look(administrator, SEARCH, q="水渠"))) == ["Branches 1"]
    assert found(look(administrator, SEARCH, q="水渠", kind="problem")) == {}


def test_long_lists_have_pages_newest_first(look, folder, clerk):
    for number in range(search.PAGE + 3):
        make_problem(folder, text=f"水渠第{number}段。")
    glance = look(clerk, SEARCH, q="水渠")
    hits = [title for title, _ in found(glance)["Problems 23"]]
    assert hits[:-1] == [f"水渠第{number}段" for number in range(22, 17, -1)]
    page = look(clerk, reverse(SEARCH) + glance.link(**{"class": "btn"}))
    first = [title for title, _ in found(page)["Problems 23"]][:-1]
    rest = look(clerk, reverse(SEARCH) + page.link(rel="next"))
    assert first + [title for title, _ in found(rest)["Problems 23"]] == [
        f"水渠第{n}段" for n in range(22, -1, -1)
    ]
    assert rest.link(rel="next") is None


def test_common_words_are_walked_in_the_same_order(look, folder, clerk, monkeypatch):
    """Beyond the limit the way is another; the answer is not, but for the number."""
    for number in range(search.PAGE + 3):
        make_measure(folder, [make_problem(folder, text=f"水渠第{number}段。")], title=f"水渠{number}")
    queries = [{"q": "水渠"}, {"q": "水渠", "kind": "problem"}, {"q": "水渠 段", "kind": "problem"}]
    few = [found(look(clerk, SEARCH, **query)) for query in queries]
    ledgers = [look(clerk, LEDGER, q="水渠", kind=kind).names for kind in ("problems", "measures")]
    monkeypatch.setattr(search, "MOST", 10)
    many = [found(look(clerk, SEARCH, **query)) for query in queries]
    assert [list(hits.values()) for hits in many] == [list(hits.values()) for hits in few]
    assert list(many[0]) == ["Problems 10+", "Measures 10+"]
    assert [look(clerk, LEDGER, q="水渠", kind=kind).names for kind in ("problems", "measures")] == ledgers
    assert len(ledgers[0]) == len(ledgers[1]) == search.PAGE + 3


def test_looking_costs_the_same_for_many_hits(client, tree, clerk):
    client.force_login(clerk)
    counts = []
    for number in (2, 18):
        for _ in range(number):
            folder = make_folder(make_branch(tree.township, name=f"水渠{_}{number}村"))
            log(make_measure(folder, [make_problem(folder, text="水渠。")], title="水渠"), text="水渠。")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(SEARCH), {"q": "水渠"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- the same words in the boxes of the lists


def test_the_ledger_finds_by_branch_problem_measure_and_progress(look, written, tree, supervisor):
    other = make_folder(make_branch(tree.other_township, name="河口村党支部"))
    make_problem(other, text="制度不落实。")
    for query in ("水渠村", "失修", "疏通", "一半", "失修 一半"):
        assert look(supervisor, LEDGER, q=query).names == ["水渠年久失修"], query
        assert look(supervisor, LEDGER, q=query, kind="measures").names == ["疏通水渠"], query
    assert look(supervisor, LEDGER, q="河口").names == ["制度不落实"]
    assert look(supervisor, LEDGER, q="河口 失修").names == []
    assert look(supervisor, LEDGER, q="？").names == []


def test_folders_and_branches_are_found_by_name_and_secretary(look, tree, supervisor):
    make_folder(make_branch(tree.township, name="水渠村党支部", secretary="张三"))
    make_folder(make_branch(tree.township, name="河口村党支部", secretary="李四"))
    for name in (HOME, BRANCHES):
        assert (
            look(supervisor, name, q="水渠").names == look(supervisor, name, q="三").names == ["水渠村党支部"]
        )
        assert look(supervisor, name, q="水渠 李四").names == []


def test_the_box_stands_on_every_page(look, written, clerk):
    for where in (HOME, LEDGER, BRANCHES, SEARCH, reverse("accounts:change_password")):
        boxes = look(clerk, where).all("form", **{"class": "search-box"})
        assert [box.get("action") for box in boxes] == [reverse(SEARCH)]
