"""The branch register and the page of one branch."""

import datetime as dt

import pytest
from django.urls import reverse

from branches.services import branches, campaigns
from tests.branches.reading import BRANCHES, words
from tests.factories import make_branch, make_campaign, make_folder, operator

pytestmark = pytest.mark.django_db


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
    assert words(page.all("ul", **{"class": "folder-list"})[0]).startswith(
        "2026年整顿 Proposed determined 2026-03-01"
    )
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
    assert [words(item[0]) for item in page.all("ul", **{"class": "folder-list"})[0]] == [
        "2026年",
        "2025年",
        "2024年",
    ]


def test_a_branch_that_is_given_up_says_so(look, tree, clerk):
    branch = make_branch(tree.township, name="一村")
    branches.edit(branch=branch, version=branch.version, by=clerk, is_active=False)
    assert look(clerk, BRANCHES).names == ["一村 no longer active"]
    page = look(clerk, reverse("branches:branch", args=[branch.pk]))
    assert page.text("div", **{"class": "notice"}) == ["This branch is no longer active."]
