"""A form that a script sends: it is told where to go, and what was sent twice is written once."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from branches.models import Evidence, ProgressEntry
from tests.factories import log, make_measure, make_notice, make_problem, make_user
from tests.pictures import picture, upload

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"X-Upload": "1"}


@pytest.fixture
def measure(folder):
    return make_measure(folder)


def values(client, address):
    key = client.get(address).context["form"]["key"].value()
    today = timezone.localdate().isoformat()
    return {"text": "完成屋面翻修。", "percent": "60", "happened_on": today, "key": key, "files": [upload()]}


def test_the_script_is_told_where_to_go_and_the_page_keeps_its_message(client, folder, measure, clerk):
    client.force_login(clerk)
    address = reverse("branches:log_progress", args=[measure.pk])
    there = reverse("branches:folder", args=[folder.pk]) + f"#measure-{measure.pk}"
    answer = client.post(address, values(client, address), headers=BY_SCRIPT)
    assert (answer.status_code, answer.headers["Location"], answer.content) == (201, there, b"")
    page = client.get(there)
    assert [str(message) for message in get_messages(page.wsgi_request)] == ["进展已记录。"]


def test_a_second_try_is_answered_as_the_first_and_writes_nothing(client, measure, clerk):
    client.force_login(clerk)
    address = reverse("branches:log_progress", args=[measure.pk])
    sent = values(client, address)
    answers = [client.post(address, {**sent, "files": [upload()]}, headers=BY_SCRIPT) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert (ProgressEntry.objects.count(), Evidence.objects.count()) == (1, 1)


def test_without_the_script_it_is_a_plain_form(client, measure, clerk):
    client.force_login(clerk)
    address = reverse("branches:log_progress", args=[measure.pk])
    assert client.post(address, values(client, address)).status_code == 302


def test_what_is_wrong_comes_back_as_a_form(client, measure, clerk):
    client.force_login(clerk)
    address = reverse("branches:log_progress", args=[measure.pk])
    answer = client.post(address, {**values(client, address), "text": ""}, headers=BY_SCRIPT)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
    assert 'class="card form-page"' in answer.content.decode()


class TestReply:
    @pytest.fixture
    def notice(self, folder, measure):
        return make_notice(folder, measure=measure)

    @pytest.fixture
    def address(self, notice):
        return reverse("branches:reply_notice", args=[notice.pk])

    def test_it_is_told_where_to_go_and_a_second_try_writes_nothing(self, client, notice, address, clerk):
        client.force_login(clerk)
        sent = {**values(client, address), "progress": "完成屋面翻修。"}
        answers = [client.post(address, {**sent, "files": [upload()]}, headers=BY_SCRIPT) for _ in range(2)]
        there = reverse("branches:notice", args=[notice.pk])
        assert [(one.status_code, one.headers["Location"]) for one in answers] == [(201, there)] * 2
        assert (notice.replies.count(), ProgressEntry.objects.count()) == (1, 1)
        assert Evidence.objects.count() == 1
        more = [upload(), upload("又一张.jpg", picture(color="blue"))]
        assert client.post(address, {**sent, "files": more}, headers=BY_SCRIPT).status_code == 201
        assert (ProgressEntry.objects.count(), Evidence.objects.count()) == (1, 2)

    def test_progress_that_the_reply_did_not_show_is_not_left_out_in_silence(
        self, client, notice, address, measure, clerk
    ):
        client.force_login(clerk)
        entry = log(measure)
        assert client.post(address, {"text": "已复工。"}).status_code == 302
        assert client.post(address, {"text": "已复工。", "entries": [entry.pk]}).status_code == 403
        assert list(notice.replies.get().entries.all()) == []

    def test_in_plain_words_too(self, client, notice, address, clerk):
        client.force_login(clerk)
        assert [client.post(address, {"text": "已复工。"}).status_code for _ in range(2)] == [302, 302]
        assert notice.replies.count() == 1

    @pytest.mark.parametrize("changed", [{"text": "又改了一遍。"}, {"progress": "完成装修。"}])
    def test_other_words_after_the_reply_are_refused(self, client, notice, address, clerk, changed):
        client.force_login(clerk)
        sent = values(client, address)
        del sent["files"]
        assert client.post(address, sent).status_code == 302
        assert client.post(address, {**sent, **changed}).status_code == 403
        assert (notice.replies.get().text, ProgressEntry.objects.count()) == (sent["text"], 0)

    def test_a_colleague_who_says_the_same_is_told_that_it_was_said(
        self, client, notice, address, tree, clerk
    ):
        client.force_login(clerk)
        client.post(address, {"text": "已复工。"})
        client.force_login(make_user("staff", tree.township, "colleague"))
        assert client.post(address, {"text": "已复工。"}).status_code == 403
        assert notice.replies.count() == 1


@pytest.mark.parametrize("name", ["attach_to_measure", "edit_progress"])
def test_the_other_forms_with_files_do_the_same(client, folder, measure, clerk, name):
    client.force_login(clerk)
    entry = log(measure)
    key = {"attach_to_measure": measure.pk, "edit_progress": entry.pk}[name]
    today = timezone.localdate().isoformat()
    sent = {
        "text": "完成。",
        "percent": "60",
        "happened_on": today,
        "version": entry.version,
        "files": [upload()],
    }
    answer = client.post(reverse(f"branches:{name}", args=[key]), sent, headers=BY_SCRIPT)
    there = reverse("branches:folder", args=[folder.pk]) + f"#measure-{measure.pk}"
    assert (answer.status_code, answer.headers["Location"]) == (201, there)
    assert Evidence.objects.count() == 1


def test_files_come_from_the_device_and_from_the_camera(client, folder, clerk):
    """Two inputs of one name: both are taken."""
    problem = make_problem(folder)
    client.force_login(clerk)
    page = client.get(reverse("branches:attach_to_problem", args=[problem.pk])).content.decode()
    assert page.count('name="files"') == 2
    assert page.count('capture="environment"') == 1
