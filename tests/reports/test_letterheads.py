"""Red head and imprint: what the form asks for, what the standard refuses, and what is printed of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports.document import Imprint, Letterhead
from reports.letterheads import secrecy_mark, written
from reports.models import Report
from reports.selectors.documents import document_of
from reports.selectors.editor import editor
from reports.services import decisions, drafts
from tests.factories import ISSUED, lead, make_folder, make_problem, make_report, make_summary, make_user

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 3)
HEAD = {"mark", "document_number", "signer", "secrecy", "secrecy_term", "urgency"}
IMPRINT = {"copies_to", "printed_by", "printed_on"}


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    make_problem(found, text="班子不团结。")
    return found


@pytest.fixture
def red(folder, clerk):
    report = make_report(folder, kind="red_head")
    return drafts.edit(report=report, by=clerk, signed_on=DAY, document_number="东委", signer="某某")


def where(report):
    return reverse("reports:edit_report", args=[report.pk])


def form_of(client, report):
    return client.get(where(report)).context["form"]


def filled(form, **changes):
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | changes).items() if value not in {None, False}}


class TestForm:
    def test_only_a_red_head_asks_for_what_stands_in_it(self, client, folder, red, clerk):
        client.force_login(clerk)
        plain = make_report(folder)
        assert set(form_of(client, red).fields) >= HEAD | IMPRINT
        assert not set(form_of(client, plain).fields) & (HEAD | IMPRINT | {"red_head"})
        assert "red_head" not in form_of(client, red).fields

    def test_what_is_filled_in_is_printed(self, client, red, clerk):
        client.force_login(clerk)
        values = filled(
            form_of(client, red), mark="中共东镇委员会文件", document_number="东委[2026]第07号", secrecy="秘密",
            secrecy_term="1年", urgency="特急", copies_to="县纪委；县民政局", printed_by="东镇党政办公室",
            printed_on="2026-11-05",
        )  # fmt: skip
        assert client.post(where(red), values).status_code == 302
        document = document_of(Report.objects.get(pk=red.pk))
        assert document.letterhead == Letterhead(
            "中共东镇委员会文件", "东委〔2026〕7号", "某某", "秘密★1年", "特急"
        )
        assert document.imprint == Imprint("东镇党政办公室", dt.date(2026, 11, 5), ("县纪委", "县民政局"))

    def test_left_empty_it_is_who_signs_and_the_day_of_the_report(self, red):
        assert document_of(red).imprint == Imprint(red.signatory, DAY)

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("document_number", {"document_number": "2026年第3号"}),
            ("document_number", {"document_number": "东委〔26〕3号"}),
            ("secrecy_term", {"secrecy_term": "1年"}),
            ("secrecy_term", {"secrecy": "秘密", "secrecy_term": "一年"}),
            ("secrecy_term", {"secrecy": "秘密", "secrecy_term": "11年"}),
            ("secrecy_term", {"secrecy": "机密", "secrecy_term": "21年"}),
            ("secrecy", {"secrecy": "内部"}),
            ("urgency", {"urgency": "很急"}),
            ("printed_on", {"printed_on": "2026-11-02"}),
        ],
    )
    def test_what_the_standard_does_not_know_is_refused_beside_its_field(
        self, client, red, clerk, field, changes
    ):
        client.force_login(clerk)
        answer = client.post(where(red), filled(form_of(client, red), **changes))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        with pytest.raises(ValidationError) as caught:
            drafts.edit(report=red, by=clerk, **changes)
        assert list(caught.value.error_dict) == [field]
        assert Report.objects.get(pk=red.pk).version == red.version

    @pytest.mark.parametrize(
        ("secrecy", "term"), [("秘密", "10年"), ("机密", "6个月"), ("绝密", "长期"), ("机密", "")]
    )
    def test_what_it_knows_is_taken(self, red, clerk, secrecy, term):
        drafts.edit(report=red, by=clerk, secrecy=secrecy, secrecy_term=term)


class TestEither:
    """A plan or a summary has a red head if the office wants one."""

    @pytest.fixture(params=["plan", "summary"])
    def case(self, request, tree, folder, clerk, reviewer, supervisor):
        if request.param == "plan":
            return make_report(folder, kind="plan"), clerk, reviewer
        second = make_user("supervisor", tree.county, f"second-{tree.county.pk}")
        return make_summary(folder.campaign), supervisor, second

    def test_it_is_given_in_the_form_which_then_asks_for_the_rest(self, client, case):
        report, by, _approver = case
        client.force_login(by)
        assert not set(form_of(client, report).fields) & (HEAD | IMPRINT)
        answer = client.post(where(report), filled(form_of(client, report), red_head="on"))
        assert answer.headers["Location"] == where(report)
        form = form_of(client, report)
        assert set(form.fields) >= HEAD | IMPRINT
        answer = client.post(where(report), filled(form, document_number="某委"))
        assert answer.headers["Location"] == reverse("reports:report", args=[report.pk])
        report.refresh_from_db()
        assert document_of(report).letterhead == Letterhead(report.signatory, "某委")

    def test_it_is_numbered_by_the_office(self, case):
        report, by, approver = case
        drafts.edit(report=report, by=by, red_head=True)
        with pytest.raises(ValidationError):
            decisions.take_step(report=report, step="submit", by=by)
        drafts.edit(report=report, by=by, document_number="某委")
        lead(report, by, approver, *ISSUED)
        year = report.signed_on.year
        assert (report.numbered, document_of(report).letterhead.number) == (f"某委〔{year}〕1号",) * 2

    def test_it_is_taken_away_again(self, client, case):
        report, by, _approver = case
        day = report.signed_on
        drafts.edit(report=report, by=by, red_head=True, document_number="某委", printed_on=day)
        client.force_login(by)
        later = (day + dt.timedelta(1)).isoformat()
        values = filled(form_of(client, report), signed_on=later)
        del values["red_head"]
        assert client.post(where(report), values).status_code == 302
        report.refresh_from_db()
        assert (report.has_red_head, report.printed_on, document_of(report).letterhead) == (False, None, None)

    def test_who_approved_it_is_missed_where_it_goes_up(self, case):
        report, by, _approver = case
        report = drafts.edit(report=report, by=by, red_head=True, document_number="某委")
        missed = [one for one in editor(report).warnings if one.address == where(report)]
        assert len(missed) == (0 if report.kind == "plan" else 1)
        report = drafts.edit(report=report, by=by, signer="某某")
        assert [one for one in editor(report).warnings if one.address == where(report)] == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("某委", "某委"), (" 某委 ", "某委"), ("某委[2026]第03号", "某委〔2026〕3号"), ("某委（2026）", "某委〔2026〕"),
        ("某委〔2026〕3号", "某委〔2026〕3号"), ("随便3", "随便3"), ("", ""),
    ],
)  # fmt: skip
def test_a_number_is_written_by_the_standard(typed, expected):
    assert written(typed) == expected


def test_secrecy_with_and_without_a_term():
    assert [secrecy_mark(*pair) for pair in (("机密", "1年"), ("机密", ""), ("", "1年"))] == [
        "机密★1年",
        "机密",
        "",
    ]
