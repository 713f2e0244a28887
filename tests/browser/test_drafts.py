"""What was typed and not saved survives: a lost session, a closed tab, a closed dialog; and goes once it is saved."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from branches.models import Measure, ProgressEntry
from branches.services import measures
from tests.browser.seeing import OPEN, dialog, done, weak
from tests.factories import PASSWORD, make_measure, make_problem, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
WORDS = "办班两期，参训十九人。"
OFFER, LIST = ".draft-offer", "[data-drafts]"


@pytest.fixture
def measure(folder):
    return make_measure(folder, [make_problem(folder)], title="轮训干部")


@pytest.fixture
def home(folder, measure):
    return reverse("branches:folder", args=[folder.pk])


@pytest.fixture
def desk(page, become, clerk, home):
    become(clerk)
    page.goto(home)
    return page


def log_link(measure):
    return f'a.btn-log[href="{reverse("branches:log_progress", args=[measure.pk])}"]'


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft '))")


def kept(page, number=1):
    """Wait until the browser has put it away."""
    page.wait_for_function(
        f"() => Object.keys(localStorage).filter(name => name.startsWith('draft ')).length === {number}"
    )


def write(page, measure, words=WORDS):
    page.click(log_link(measure))
    form = dialog(page)
    form.locator("[name=text]").fill(words)
    form.locator("[name=percent]").fill("65")
    form.locator("[name=for_report]").uncheck()
    page.wait_for_function(
        "words => Object.values(localStorage).some(value => value.includes(words) && value.includes('65'))",
        arg=words,
    )
    return form


def take(page):
    page.click(f"{OFFER} [data-take]")
    form = page.locator("form:has([name=text])")
    return [
        form.locator("[name=text]").input_value(),
        form.locator("[name=percent]").input_value(),
        form.locator("[name=for_report]").is_checked(),
    ]


def test_a_session_that_ends_while_typing_loses_nothing(desk, clerk, measure, home):
    form = write(desk, measure)
    Session.objects.all().delete()
    form.locator("[type=submit]").click()
    desk.wait_for_selector(f"{OPEN} .upload.is-stuck")
    desk.once("dialog", lambda question: question.accept())
    desk.goto(home)
    desk.wait_for_url(re.compile(r"/sign-in/\?next=/folders/"))
    desk.fill("#id_username", clerk.username)
    desk.fill("#id_password", PASSWORD)
    desk.click("main button[type=submit]")
    desk.wait_for_url(f"**{home}")
    line = desk.locator(f"{LIST} li")
    assert "记进展 · 轮训干部" in line.inner_text()
    assert weak(desk) == []
    line.locator("a").click()
    dialog(desk)
    assert take(desk) == [WORDS, "65", False]
    desk.click(f"{OPEN} [type=submit]")
    done(desk)
    assert (ProgressEntry.objects.get().text, drafts(desk)) == (WORDS, [])
    desk.locator(LIST).wait_for(state="hidden")


def test_a_closed_tab_is_opened_again(desk, measure, home):
    write(desk, measure)
    again = desk.context.new_page()
    desk.close()
    again.goto(home)
    again.click(log_link(measure))
    dialog(again)
    assert take(again) == [WORDS, "65", False]


def test_the_plain_form_page_offers_it_as_well(desk, measure):
    write(desk, measure)
    desk.goto(reverse("branches:log_progress", args=[measure.pk]))
    assert weak(desk) == []
    assert take(desk) == [WORDS, "65", False]
    desk.click("main form [type=submit]")
    desk.wait_for_url("**/folders/*/*")
    assert drafts(desk) == []


def test_a_closed_dialog_keeps_it_and_it_can_be_thrown_away(desk, measure):
    write(desk, measure)
    desk.keyboard.press("Escape")
    desk.click(log_link(measure))
    form = dialog(desk)
    assert form.locator("[name=text]").input_value() == ""
    desk.click(f"{OFFER} [data-drop]")
    assert (desk.locator(OFFER).count(), drafts(desk)) == (0, [])


def test_the_list_on_the_page_throws_it_away_too(desk, measure):
    write(desk, measure)
    desk.reload()
    desk.click(f"{LIST} [data-drop]")
    assert (desk.locator(LIST).is_hidden(), drafts(desk)) == (True, [])


def test_nobody_else_is_shown_it(desk, become, tree, measure, home):
    write(desk, measure)
    become(make_user("staff", tree.township, "colleague"))
    desk.goto(home)
    assert len(drafts(desk)) == 1
    desk.locator(LIST).wait_for(state="hidden")
    desk.click(log_link(measure))
    dialog(desk)
    assert desk.locator(OFFER).count() == 0


def test_an_error_keeps_it_until_it_is_saved(desk, measure):
    form = write(desk, measure)
    form.locator("[name=percent]").fill("650")
    form.locator("[type=submit]").click()
    desk.wait_for_selector(f"{OPEN} .error-summary")
    assert (desk.locator(OFFER).count(), len(drafts(desk))) == (0, 1)
    form.locator("[name=percent]").fill("65")
    form.locator("[type=submit]").click()
    done(desk)
    assert drafts(desk) == []


def test_what_others_wrote_meanwhile_is_not_overwritten_by_a_draft(desk, tree, measure):
    """The draft remembers from which version it was begun."""
    address = reverse("branches:edit_measure", args=[measure.pk])
    desk.click(f'main a[href="{address}"]')
    dialog(desk).locator("[name=title]").fill("我的标题")
    kept(desk)
    measures.edit(measure=measure, by=make_user("staff", tree.township, "colleague"), title="他人的标题")
    desk.reload()
    desk.click(f'{LIST} a[href="{address}"]')
    dialog(desk)
    desk.click(f"{OFFER} [data-take]")
    desk.click(f"{OPEN} .btn-row [type=submit]")
    desk.wait_for_selector(f"{OPEN} .choice")
    assert desk.locator(".choice-words").all_inner_texts() == ["我的标题", "他人的标题"]
    assert Measure.objects.get().title == "他人的标题"


def test_an_answer_that_got_lost_makes_no_double(desk, measure, complaints):
    """Saved, but the line broke before the answer: the draft brings the same key, and nothing is written twice."""
    form = write(desk, measure)
    desk.route("**/progress/", lambda route: (route.fetch(), route.abort()))
    form.locator("[type=submit]").click()
    desk.wait_for_selector(f"{OPEN} .upload.is-stuck")
    desk.unroute("**/progress/")
    assert ProgressEntry.objects.count() == 1
    desk.once("dialog", lambda question: question.accept())
    desk.reload()
    desk.click(f"{LIST} li a")
    dialog(desk)
    take(desk)
    desk.click(f"{OPEN} .btn-row [type=submit]")
    done(desk)
    assert (ProgressEntry.objects.count(), drafts(desk)) == (1, [])
    complaints.clear()


def test_what_is_old_or_broken_is_tidied_away(desk, clerk):
    desk.evaluate(
        """user => {
          const old = {address: '/old/', title: '旧', at: 0, values: {}};
          localStorage.setItem(`draft ${user} /old/`, JSON.stringify(old));
          localStorage.setItem(`draft ${user} /broken/`, '{');
        }""",
        clerk.pk,
    )
    desk.reload()
    assert (drafts(desk), desk.locator(LIST).is_hidden()) == ([], True)
