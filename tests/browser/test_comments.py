"""A comment with a mention from one window, found and read in another; what was signed and has changed since."""

import pytest
from django.urls import reverse

from accounts.models import User
from branches.models import Comment, CommentMention
from branches.services import comments, measures
from tests.branches.reading import sign_off
from tests.browser.seeing import weak
from tests.factories import comment, make_problem, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture
def problem(folder, reviewer, supervisor):
    User.objects.filter(pk=reviewer.pk).update(name="程澈", post="组织委员")
    User.objects.filter(pk=supervisor.pk).update(name="顾衡之")
    return make_problem(folder, text="班子不团结。")


def offered(page):
    return [text.split(" · ")[0] for text in page.locator("[role=option]").all_text_contents()]


def test_an_at_offers_the_people_and_enter_takes_one(page, sign_in, problem, clerk, reviewer):
    sign_in(clerk)
    page.goto(reverse("branches:comment_problem", args=[problem.pk]))
    area = page.locator("#id_text")
    area.press_sequentially("请@")
    assert offered(page) == ["程澈", "顾衡之"]
    area.press("ArrowDown")
    assert page.locator("[aria-selected=true]").text_content().startswith("顾衡之")
    area.press("Escape")
    assert offered(page) == []
    area.press_sequentially("程")
    assert offered(page) == ["程澈"]
    area.press("Enter")
    assert (area.input_value(), offered(page)) == ("请@程澈 ", [])
    area.press_sequentially("看。")
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**#problem-{problem.pk}")
    assert [(one.text, one.author) for one in Comment.objects.all()] == [("请@程澈 看。", clerk)]
    assert [mention.person for mention in CommentMention.objects.all()] == [reviewer]


def test_a_pointer_takes_one_too_and_a_namesake_by_username(page, sign_in, tree, problem, clerk):
    twin = make_user("reviewer", tree.township, "twin")
    User.objects.filter(pk=twin.pk).update(name="程澈")
    sign_in(clerk)
    page.goto(reverse("branches:comment_problem", args=[problem.pk]))
    page.locator("#id_text").press_sequentially("@twi")
    page.locator("[role=option]").click()
    assert page.input_value("#id_text") == "@twin "
    assert page.evaluate("document.activeElement.id") == "id_text"


def test_who_is_mentioned_finds_it_and_has_read_it(page, sign_in, problem, clerk, reviewer):
    comment(by=clerk, text="@程澈 请看。", problem=problem)
    sign_in(reviewer)
    page.goto(reverse("branches:my_work"))
    pile = page.locator(".pile-mentions")
    assert "@程澈 请看。" in pile.text_content()
    pile.get_by_role("button", name="已读").click()
    page.locator(".pile-mentions").wait_for(state="detached")
    assert CommentMention.objects.get().read_at is not None


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_are_for_everybody(page, sign_in, folder, problem, clerk, reviewer, supervisor, width):
    first = comment(by=clerk, text="甲", problem=problem)
    comments.withdraw(comment=first, by=clerk)
    comment(by=clerk, text="@程澈 请补充材料。", problem=problem)
    own = comment(by=reviewer, text="@顾衡之 已补。", problem=problem)
    sign_off(problem, supervisor)
    measures.edit(measure=problem.measures.get(), by=clerk, outcome="成效更加明显。" * 9)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(reviewer)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    for summary in page.locator("article details > summary").all():
        summary.click()
    assert page.locator(".signed-changed td").all_text_contents() == ["已完成。", "成效更加明显。" * 9]
    check(page, width)
    for address in (
        reverse("branches:my_work"),
        reverse("branches:comment_problem", args=[problem.pk]),
        reverse("branches:remove_comment", args=[own.pk]),
        reverse("branches:problem_step", args=[problem.pk, "ask_reopening"]),
    ):
        page.goto(address)
        check(page, width)
    page.goto(reverse("branches:comment_problem", args=[problem.pk]))
    page.click(".people summary")
    page.locator("#id_text").press_sequentially("@")
    check(page, width)
    page.locator("#id_text").press("Escape")
    page.fill("#id_text", "@谁也不是")
    page.click("main form button[type=submit]")
    page.locator(".error-summary").wait_for()
    check(page, width)


def check(page, width):
    assert weak(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
