"""The private calendar: what stands in it, who can read it, and how its address is made void."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from branches.models import CalendarFeed
from branches.services import calendar_feeds, decisions
from tests.factories import log, make_folder, make_measure, make_problem

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def feed(clerk):
    return calendar_feeds.renew(by=clerk)


def address(feed):
    return reverse("branches:calendar", args=[feed.token])


def events(client, feed):
    answer = client.get(address(feed))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def summaries(client, feed):
    return [str(event["SUMMARY"]) for event in events(client, feed)]


@pytest.fixture
def problem(folder):
    return make_problem(
        folder, text="班子不团结。", found_on=days(-9), due_on=days(5), responsible="镇党委副书记"
    )


def test_open_deadlines_stand_in_it_as_whole_days(client, folder, feed, problem):
    measure = make_measure(folder, title="调整班子", starts_on=days(-9), due_on=days(9))
    name = folder.branch.name
    first, second = events(client, feed)
    assert [str(one["SUMMARY"]) for one in (first, second)] == [
        f"问题：班子不团结（{name}）",
        f"措施：调整班子（{name}）",
    ]
    assert [one["DTSTART"].dt for one in (first, second)] == [days(5), days(9)]
    assert (
        first["URL"]
        == f"http://testserver{reverse('branches:folder', args=[folder.pk])}#problem-{problem.pk}"
    )
    assert [str(one["UID"]) for one in (first, second)] == [
        f"problem-{problem.pk}@rectification",
        f"measure-{measure.pk}@rectification",
    ]
    assert str(first["DESCRIPTION"]).splitlines()[:2] == [problem.deadline, "镇党委副书记"]


def test_what_is_done_or_goes_on_for_good_does_not(client, folder, feed, problem, reviewer, supervisor):
    measure = make_measure(folder, [problem], outcome="成效。", starts_on=days(-9), due_on=days(9))
    make_measure(folder, title="长期坚持", starts_on=days(-9), due_on=days(9), long_term=True)
    make_measure(folder, title="没有日期", starts_on=days(-9))
    log(measure, percent=100)
    problem.refresh_from_db()
    assert len(summaries(client, feed)) == 1
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    decisions.take_step(problem=problem, step="sign_off", by=supervisor)
    assert summaries(client, feed) == []


def test_another_county_is_not_in_it(client, tree, feed, problem):
    make_problem(
        make_folder(township=tree.foreign_township), text="外县问题。", found_on=days(-9), due_on=days(1)
    )
    own = calendar_feeds.renew(by=make_folder_writer(tree.foreign_township))
    assert len(summaries(client, own)) == 1
    assert [text.startswith("问题：班子不团结") for text in summaries(client, feed)] == [True]


def make_folder_writer(township):
    return township.users.get(role="staff")


def test_an_administrator_has_none(administrator):
    with pytest.raises(PermissionDenied):
        calendar_feeds.renew(by=administrator)


def test_another_address_makes_the_old_one_void(client, clerk, feed):
    old = address(feed)
    assert client.get(old).status_code == 200
    new = address(calendar_feeds.renew(by=clerk))
    assert [client.get(where).status_code for where in (old, new)] == [404, 200]
    calendar_feeds.revoke(by=clerk)
    assert client.get(new).status_code == 404


def test_who_may_no_longer_sign_in_has_no_calendar(client, clerk, feed):
    clerk.is_active = False
    clerk.save()
    assert client.get(address(feed)).status_code == 404


def test_the_key_alone_opens_nothing(client, feed):
    """Who has seen the table (a backup) still lacks the signature."""
    forged = [feed.key.hex, f"{feed.key.hex}.{'x' * 43}", "nonsense", f"{feed.token}x"]
    assert [client.get(reverse("branches:calendar", args=[token])).status_code for token in forged] == [
        404
    ] * 4


@pytest.mark.parametrize("number", [2, 20])
def test_it_takes_three_queries(client, folder, feed, number):
    for _ in range(number):
        make_problem(folder, found_on=days(-9), due_on=days(5))
    with CaptureQueriesContext(connection) as queries:
        assert len(summaries(client, feed)) == number
    assert len(queries) == 3


def test_the_page_gives_the_address_and_takes_it_back(client, clerk):
    client.force_login(clerk)
    where = reverse("branches:reminders")
    assert client.get(where).context["address"] is None
    assert client.post(reverse("branches:renew_calendar")).headers["Location"] == where
    given = client.get(where).context["address"]
    client.logout()
    assert client.get(given).status_code == 200
    client.force_login(clerk)
    client.post(reverse("branches:revoke_calendar"))
    assert client.get(where).context["address"] is None
    assert not CalendarFeed.objects.exists()
