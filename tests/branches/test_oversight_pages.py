"""The pages of supervision as a browser asks for them: what is drawn for whom, what a form does and refuses."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.models import Campaign, ProgressEntry, Rectification, SupervisionNotice
from branches.services import notices
from tests.branches.reading import words
from tests.factories import (
    accept,
    apply,
    keep,
    log,
    make_campaign,
    make_folder,
    make_measure,
    make_notice,
    make_user,
    reply,
)
from tests.pictures import upload

pytestmark = pytest.mark.django_db
LIST = "branches:notice_list"


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def at(name, pk):
    return reverse(f"branches:{name}", args=[pk])


def errors(answer):
    assert answer.status_code == 422
    return sorted(answer.context["form"].errors)


@pytest.fixture
def measure(folder):
    return make_measure(folder, title="改造场所", due_on=day(-3), starts_on=folder.determined_on)


@pytest.fixture
def notice(folder, measure):
    return make_notice(folder, measure=measure)


def doors(page):
    """The addresses of the buttons on top of a page."""
    return {node.get("href").rstrip("/").rpartition("/")[2] for node in page.all("a", **{"class": "btn"})}


class TestList:
    def test_each_row_says_what_to_whom_and_until_when(self, look, folder, notice, supervisor):
        row = look(supervisor, LIST).rows[0]
        assert row == {
            "Notice": "督办〔2026〕1号 甲县",
            "Branch": f"{folder.branch.name} 东镇",
            "Matter": "改造场所 请说明原因并报送推进情况。",
            "Issued": f"{day(0):%Y-%m-%d}",
            "Reply by": f"{day(7):%Y-%m-%d} 7 days left",
            "State": "Awaiting reply",
        }

    def test_what_it_is_narrowed_to(self, look, tree, folder, notice, supervisor):
        late = make_notice(folder, text="请报送方案。", issued_on=day(-9), due_on=day(-1))
        replied = make_notice(make_folder(township=tree.other_township))
        reply(replied)

        def found(**query):
            return [name.split()[0] for name in look(supervisor, LIST, **query).names]

        one, two, three = (str(each) for each in (notice, late, replied))
        assert found(q="方案") == found(due="overdue") == [two]
        assert found(q="改造") == found(due="week") == [one]
        assert found(q="3") == found(q=three) == found(q="督办3号") == found(state="replied") == [three]
        assert found(township=tree.township.pk) == [one, two]
        assert found(q="没有") == []

    def test_outside_there_is_nothing_and_the_city_narrows_by_county(self, look, tree, notice):
        make_campaign(tree.city)
        foreign = make_notice(make_folder(township=tree.foreign_township, campaign=notice.campaign))
        city = make_user("supervisor", tree.city)
        query = {"campaign": notice.campaign_id}
        assert len(look(city, LIST, **query).names) == 2
        assert look(city, LIST, county=tree.other_county.pk, **query).names == [f"{foreign} 乙县"]
        assert look(make_user("staff", tree.other_township), LIST).names == []

    def test_an_empty_list_says_what_to_do(self, look, folder, supervisor):
        page = look(supervisor, LIST)
        assert "No supervision notice yet" in page.text("h2")

    def test_a_longer_list_takes_no_more_queries(self, client, folder, supervisor):
        client.force_login(supervisor)
        counts = []
        for number in (2, 18):
            for _ in range(number):
                make_notice(make_folder(township=folder.township), due_on=day(3))
            with CaptureQueriesContext(connection) as queries:
                assert len(client.get(reverse(LIST)).context["page"]) == sum((2, 18)[: len(counts) + 1])
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestIssue:
    def test_the_form_begins_with_the_measure_and_how_it_stands(self, client, folder, measure, supervisor):
        client.force_login(supervisor)
        form = client.get(at("issue_notice", folder.pk) + f"?measure={measure.pk}").context["form"]
        assert (form["measure"].value(), form["due_on"].value()) == (measure.pk, day(7))
        assert form["text"].value().startswith("该项措施应于")
        whole = client.get(at("issue_notice", folder.pk) + "?measure=x").context["form"]
        assert (whole["measure"].value(), whole["text"].value()) == (None, "")

    def test_sent_twice_it_is_issued_once(self, client, folder, measure, supervisor):
        client.force_login(supervisor)
        address = at("issue_notice", folder.pk)
        key = client.get(address).context["form"]["key"].value()
        values = {"measure": measure.pk, "text": "请说明。", "due_on": day(5).isoformat(), "key": key}
        answers = [client.post(address, values) for _ in range(2)]
        issued = SupervisionNotice.objects.get()
        assert {answer.headers["Location"] for answer in answers} == {at("notice", issued.pk)}
        assert (issued.measure, issued.due_on) == (measure, day(5))

    def test_what_is_wrong_stands_by_its_field_and_nothing_typed_is_lost(self, client, folder, supervisor):
        client.force_login(supervisor)
        other = make_measure(make_folder())
        answer = client.post(
            at("issue_notice", folder.pk),
            {"text": "请说明。", "due_on": day(-1).isoformat(), "measure": other.pk},
        )
        assert errors(answer) == ["due_on", "measure"]
        assert answer.context["form"]["text"].value() == "请说明。"
        assert client.post(at("issue_notice", folder.pk), {"text": " ", "due_on": ""}).status_code == 422
        assert SupervisionNotice.objects.count() == 0

    def test_a_frozen_folder_says_so(self, client, folder, supervisor):
        Rectification.objects.update(stage="acceptance")
        client.force_login(supervisor)
        assert client.get(at("issue_notice", folder.pk)).status_code == 403


class TestReply:
    def test_words_with_progress_a_photo_and_what_was_logged_before(self, client, notice, measure, clerk):
        before = log(measure, percent=40)
        client.force_login(clerk)
        values = {
            "text": "已复工。",
            "entries": [before.pk],
            "progress": "完成装修。",
            "percent": "80",
            "happened_on": day(0).isoformat(),
            "files": [upload()],
        }
        answer = client.post(at("reply_notice", notice.pk), values)
        assert answer.headers["Location"] == at("notice", notice.pk)
        new = ProgressEntry.objects.latest("pk")
        assert set(notice.replies.get().entries.all()) == {before, new}
        assert (new.text, new.percent, new.evidence.count()) == ("完成装修。", 80, 1)

    @pytest.mark.parametrize(
        ("sent", "wrong"),
        [
            ({"text": ""}, ["text"]),
            ({"files": "photo"}, ["progress"]),
            ({"progress": "完成装修。", "percent": "", "happened_on": ""}, ["happened_on", "percent"]),
            ({"progress": "完成装修。", "percent": "101"}, ["percent"]),
        ],
    )
    def test_what_is_wrong_stands_by_its_field(self, client, notice, clerk, sent, wrong):
        client.force_login(clerk)
        files = {"files": [upload()]} if "files" in sent else {}
        values = {"text": "已复工。", "percent": "80", "happened_on": day(0).isoformat()} | sent | files
        assert errors(client.post(at("reply_notice", notice.pk), values)) == wrong
        notice.refresh_from_db()
        assert (notice.state, ProgressEntry.objects.count()) == ("awaiting", 0)

    def test_a_service_s_word_is_shown_by_the_form(self, client, notice, clerk):
        client.force_login(clerk)
        values = {
            "text": "已复工。",
            "progress": "完成装修。",
            "percent": "80",
            "happened_on": day(1).isoformat(),
        }
        assert errors(client.post(at("reply_notice", notice.pk), values)) == ["happened_on"]
        assert ProgressEntry.objects.count() == 0

    def test_about_the_folder_the_measure_is_asked_for(self, client, folder, measure, clerk):
        whole = make_notice(folder)
        client.force_login(clerk)
        values = {
            "text": "已推进。",
            "progress": "开会。",
            "percent": "10",
            "happened_on": day(0).isoformat(),
        }
        assert errors(client.post(at("reply_notice", whole.pk), values)) == ["measure"]
        assert client.post(at("reply_notice", whole.pk), values | {"measure": measure.pk}).status_code == 302

    def test_a_reviewer_is_offered_no_logging(self, client, notice, reviewer):
        client.force_login(reviewer)
        form = client.get(at("reply_notice", notice.pk)).context["form"]
        assert list(form.fields) == ["text"]

    def test_a_second_reply_says_that_there_is_one(self, client, notice, clerk):
        reply(notice)
        client.force_login(clerk)
        assert client.get(at("reply_notice", notice.pk)).status_code == 403


class TestNotice:
    def test_buttons_follow_state_and_reader(self, look, tree, notice, clerk, supervisor, auditor):
        city = make_user("supervisor", tree.city)
        assert doors(look(clerk, at("notice", notice.pk))) == {"pdf", "reply"}
        assert doors(look(supervisor, at("notice", notice.pk))) == {"pdf", "withdraw"}
        reply(notice)
        assert doors(look(clerk, at("notice", notice.pk))) == {"pdf"}
        for one in (supervisor, city):
            assert doors(look(one, at("notice", notice.pk))) == {"pdf", "withdraw", "again", "accept"}
        notices.accept_reply(notice=notice, by=supervisor)
        assert doors(look(supervisor, at("notice", notice.pk))) == {"pdf"}
        assert doors(look(auditor, at("notice", notice.pk))) == {"pdf"}

    def test_it_shows_words_progress_and_evidence(self, look, notice, measure, supervisor):
        entry = log(measure, text="完成装修。")
        evidence = keep(entry)
        reply(notice, text="已复工。", entries=[entry])
        page = look(supervisor, at("notice", notice.pk))
        text = words(page.all("main")[0])
        assert [part in text for part in ("请说明原因", "已复工。", "完成装修。")] == [True] * 3
        assert page.link(**{"class": "shot"}) == reverse("branches:evidence", args=[evidence.pk])

    def test_accepted_asked_again_and_withdrawn_through_their_forms(self, client, notice, supervisor):
        client.force_login(supervisor)
        reply(notice)
        assert errors(client.post(at("ask_again", notice.pk), {"due_on": day(3).isoformat()})) == ["answer"]
        again = {"answer": "请补充。", "due_on": day(3).isoformat()}
        assert client.post(at("ask_again", notice.pk), again).status_code == 302
        reply(notice)
        assert client.post(at("accept_reply", notice.pk), {}).status_code == 302
        other = make_notice(notice.rectification)
        assert errors(client.post(at("withdraw_notice", other.pk), {"reason": " "})) == ["reason"]
        assert client.post(at("withdraw_notice", other.pk), {"reason": "重复。"}).status_code == 302
        states = SupervisionNotice.objects.order_by("number").values_list("state", flat=True)
        assert list(states) == ["settled", "withdrawn"]

    def test_what_the_city_issued_the_county_does_not_decide(self, client, tree, folder, supervisor):
        of_city = make_notice(folder, by=make_user("supervisor", tree.city))
        client.force_login(supervisor)
        assert client.get(at("withdraw_notice", of_city.pk)).status_code == 403

    def test_more_replies_take_no_more_queries(self, client, notice, measure, supervisor):
        client.force_login(supervisor)
        counts = []
        for number in (2, 6):
            for _ in range(number):
                entry = log(measure)
                keep(entry)
                reply(notice, entries=[entry])
                notices.ask_again(notice=notice, by=supervisor, answer="再报。", due_on=day(3))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at("notice", notice.pk)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestFolder:
    def test_live_notices_stand_on_top_with_a_way_to_reply(self, look, folder, notice, clerk, reviewer):
        late = make_notice(folder, issued_on=day(-9), due_on=day(-1))
        for one in (clerk, reviewer):
            page = look(one, at("folder", folder.pk))
            (top,) = page.all("section", **{"class": "oversight-live"})
            links = [node.get("href") for node in top.iter("a")]
            assert links == [
                link
                for each in (late, notice)
                for link in (at("notice", each.pk), at("reply_notice", each.pk))
            ]

    def test_a_supervisor_issues_from_a_measure(self, look, folder, measure, clerk, supervisor):
        address = at("issue_notice", folder.pk)
        offered = [node.get("href") for node in look(supervisor, at("folder", folder.pk)).all("a")]
        assert [link for link in offered if link.startswith(address)] == [
            f"{address}?measure={measure.pk}",
            address,
        ]
        seen = [node.get("href") for node in look(clerk, at("folder", folder.pk)).all("a")]
        assert [link for link in seen if link.startswith(address)] == []

    def test_a_branch_that_was_listed_before_says_so(self, look, tree, folder, clerk):
        before = Campaign.objects.create(
            organisation=tree.county, name="2024年整顿", year=2024, starts_on=dt.date(2024, 1, 1),
            ends_on=dt.date(2024, 12, 31),
        )  # fmt: skip
        earlier = make_folder(folder.branch, before, determined_on=dt.date(2024, 3, 1))
        page = look(clerk, at("folder", folder.pk))
        assert [words(node) for node in page.all("ul", **{"class": "oversight-earlier"})] == [
            "This branch was listed in 2024 already Proposed"
        ]
        assert at("folder", earlier.pk) in [node.get("href") for node in page.all("a")]
        assert look(clerk, at("folder", earlier.pk)).all("ul", **{"class": "oversight-earlier"}) == []

    def test_look_backs_and_acceptances_are_listed_with_what_to_do(self, look, folder, supervisor, clerk):
        acceptance = accept(apply(folder))
        links = [node.get("href") for node in look(supervisor, at("folder", folder.pk)).all("a")]
        for look_back in folder.look_backs.all():
            assert {at("conclude_look_back", look_back.pk), at("waive_look_back", look_back.pk)} < set(links)
        assert at("acceptance", acceptance.pk) in links
        seen = [node.get("href") for node in look(clerk, at("folder", folder.pk)).all("a")]
        assert [link for link in seen if "look-backs" in link] == []

    def test_more_of_everything_takes_no_more_queries(self, client, folder, supervisor):
        client.force_login(supervisor)
        counts = []
        for number in (2, 18):
            for _ in range(number):
                make_notice(folder, measure=make_measure(folder))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at("folder", folder.pk)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
