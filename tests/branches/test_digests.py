"""The daily digest: one a day for each person, the same numbers as the piles, by e-mail only where that is set up."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from branches.models import Digest
from branches.selectors import digests as reading
from branches.selectors.work import piles
from branches.services import digests
from tests.factories import make_folder, make_measure, make_user

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def late(tree):
    """Two measures of the own township that are late, one of them in the next county's folder."""
    for township in (tree.township, tree.township, tree.foreign_township):
        folder = make_folder(township=township)
        make_measure(folder, title="修缮活动场所", starts_on=days(-60), due_on=days(-1))


class Unreachable(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def by_email(settings, clerk):
    settings.REMINDERS_BY_EMAIL, settings.SITE_URL = True, "https://ledger.example.org/"
    clerk.email = "clerk@example.org"
    clerk.save()


def test_a_digest_counts_what_lies_on_the_piles(late, clerk):
    digests.send_all()
    digest = Digest.objects.get(user=clerk)
    assert digest.counts == {pile.key: len(pile.rows) for pile in piles(clerk)} == {"overdue": 2}
    assert [(line.key, line.title, line.count) for line in reading.lines(digest)] == [("overdue", "逾期", 2)]


def test_who_has_nothing_waiting_is_left_alone(late, clerk, auditor, administrator):
    digests.send_all()
    assert set(Digest.objects.values_list("user__organisation__name", flat=True)) == {"东镇", "北乡"}
    assert not Digest.objects.filter(user__in=[auditor, administrator]).exists()


def test_once_a_day_however_often_it_runs(late, clerk, capsys):
    for _ in range(2):
        call_command("send_reminders")
    assert capsys.readouterr().out.splitlines() == [
        "made 2, sent by e-mail 0, failed 0",
        "made 0, sent by e-mail 0, failed 0",
    ]
    call_command("send_reminders", day=days(1))
    assert Digest.objects.filter(user=clerk).count() == 2


def test_the_message_holds_numbers_and_the_way_and_no_case(late, clerk, by_email):
    for _ in range(2):
        digests.send_all()
    (message,) = mail.outbox
    assert message.to == ["clerk@example.org"]
    assert message.subject == "整顿台账：有2项事项等待您处理"
    assert message.body.splitlines() == [
        f"{timezone.localdate().isoformat()}早上，有以下事项等待您处理：", "", "- 逾期：2", "",
        "查看：https://ledger.example.org/work/",
    ]  # fmt: skip


def test_without_a_mail_server_nothing_is_sent(late, clerk):
    clerk.email = "clerk@example.org"
    clerk.save()
    assert digests.send_all().made == 2
    assert mail.outbox == []


def test_a_message_that_failed_is_sent_by_the_next_run(late, clerk, by_email, settings, caplog):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    first = digests.send_all()
    settings.EMAIL_BACKEND = works
    second = digests.send_all()
    assert [(sent.made, sent.emailed, sent.failed) for sent in (first, second)] == [(2, 0, 1), (0, 1, 0)]
    assert "could not be sent" in caplog.text


def test_who_has_left_gets_nothing(late, clerk):
    clerk.is_active = False
    clerk.save()
    digests.send_all()
    assert not Digest.objects.filter(user=clerk).exists()


def test_taking_note_settles_the_older_ones_too_and_only_ones_own(late, clerk, tree):
    for day in (-1, 0, 1):
        digests.send_all(days(day))
    today = Digest.objects.get(user=clerk, day=days(0))
    stranger = make_user("staff", tree.foreign_township)
    with pytest.raises(PermissionDenied):
        digests.mark_read(digest=today, by=stranger)
    digests.mark_read(digest=today, by=clerk)
    assert list(Digest.objects.unread().filter(user=clerk).values_list("day", flat=True)) == [days(1)]
    assert Digest.objects.unread().filter(user=stranger).count() == 3


def test_the_page_shows_it_until_it_is_noted(client, late, clerk):
    digests.send_all()
    client.force_login(clerk)
    where = reverse("branches:my_work")
    page = client.get(where)
    assert page.context["digest"].user == clerk
    assert 'class="nav-dot"' in page.content.decode()
    answer = client.post(reverse("branches:read_digest", args=[page.context["digest"].pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, where)
    page = client.get(where)
    assert page.context["digest"] is None
    assert 'class="nav-dot"' not in page.content.decode()


def test_nobody_notes_for_another(client, late, clerk, tree):
    digests.send_all()
    client.force_login(make_user("staff", tree.foreign_township))
    where = reverse("branches:read_digest", args=[Digest.objects.get(user=clerk).pk])
    assert client.post(where).status_code == 404
    assert client.get(where).status_code == 405


def test_a_pile_that_the_role_no_longer_has_is_left_out(late, clerk):
    digests.send_all()
    clerk.role = "reviewer"
    clerk.save()
    assert reading.lines(Digest.objects.select_related("user").get(user=clerk)) == []


def test_the_worker_sends_them_in_the_morning():
    call_command("schedule_work")
    first = timezone.localtime(Schedule.objects.get(name="reminders").next_run)
    assert (first.hour, first.minute, first > timezone.localtime()) == (7, 30, True)
    call_command("schedule_work")
    assert timezone.localtime(Schedule.objects.get(name="reminders").next_run) == first
