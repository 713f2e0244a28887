"""The supervision notice and the acceptance sheet: their trees, their texts, their files."""

import datetime as dt
import io

import pdfplumber
import pytest
from django.urls import reverse

from accounts.choices import Level
from accounts.models import Organisation
from branches.services import acceptances, notices
from reports.document import Align, Cell, Letterhead, Signature, as_json, from_json
from reports.renderers import RENDERERS
from reports.selectors import acceptance_sheet, supervision_notice
from reports.wording import committee, department
from tests.factories import (
    accept,
    apply,
    make_acceptance,
    make_measure,
    make_notice,
    make_user,
    reply,
    signer,
)

pytestmark = pytest.mark.django_db
ISSUED, DUE = dt.date(2026, 6, 5), dt.date(2026, 6, 12)


@pytest.fixture
def notice(folder):
    measure = make_measure(folder, title="改造场所")
    return make_notice(folder, measure=measure, text="工期已过。\n请说明原因。", issued_on=ISSUED, due_on=DUE)


def texts(row):
    return [cell.text for cell in row]


class TestNotice:
    def test_head_number_addressee_words_date(self, folder, notice):
        paper = supervision_notice.compose(notice)
        assert paper.letterhead == Letterhead("中共甲县委组织部督办单", "督办〔2026〕1号")
        assert paper.title == f"关于督办{folder.branch.name}“改造场所”事项的通知"
        assert paper.addressee == "东镇党委："
        assert paper.opening == (
            "工期已过。",
            "请说明原因。",
            "请于2026年6月12日前书面回复办理情况，并附推进记录。",
        )
        assert paper.signature == Signature("中共甲县委组织部", ISSUED)
        assert (paper.sections, from_json(as_json(paper))) == ((), paper)

    def test_about_the_folder_as_a_whole(self, folder):
        paper = supervision_notice.compose(make_notice(folder))
        assert paper.title == f"关于督办{folder.branch.name}整顿工作的通知"

    def test_what_was_asked_again_does_not_change_the_paper(self, notice, supervisor):
        before = supervision_notice.compose(notice)
        reply(notice)
        notices.ask_again(notice=notice, by=supervisor, answer="请补充。", due_on=dt.date(2100, 1, 1))
        notice.refresh_from_db()
        assert supervision_notice.compose(notice) == before

    def test_withdrawn_it_says_so(self, notice, supervisor):
        withdrawn = notices.withdraw(notice=notice, by=supervisor, reason="重复签发")
        assert supervision_notice.compose(withdrawn).opening[0] == "（本督办单已撤回：重复签发。）"

    def test_the_city_signs_its_own(self, tree, folder):
        paper = supervision_notice.compose(make_notice(folder, by=make_user("supervisor", tree.city)))
        assert paper.letterhead == Letterhead("中共某市委组织部督办单", "督办〔2026〕1号")

    def test_it_is_one_page_with_its_words(self, client, notice, clerk):
        client.force_login(clerk)
        answer = client.get(reverse("reports:notice_pdf", args=[notice.pk]))
        assert "%E7%9D%A3%E5%8A%9E%E5%8D%952026-1%E5%8F%B7.pdf" in answer.headers["Content-Disposition"]
        with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
            (page,) = pdf.pages
            printed = "".join(page.extract_text().split())
        assert "请于2026年6月12日前书面回复办理情况" in printed
        assert "2026年6月5日" in printed


class TestSheet:
    def test_marks_and_total(self, folder):
        acceptance = make_acceptance(apply(folder), "0.75")
        (table,) = acceptance_sheet.compose(acceptance).sections[0].tables
        assert texts(table.head[0]) == ["序号", "验收项目", "验收内容", "满分", "得分"]
        assert texts(table.rows[0]) == [
            "1",
            "班子建设",
            "班子配备齐全、分工明确、团结协作，书记履职到位。",
            "20",
            "15.0",
        ]
        assert table.rows[-1] == (
            Cell("合计", columns=3, align=Align.CENTRE),
            Cell("100", align=Align.CENTRE),
            Cell(str(acceptance.found.total), align=Align.CENTRE),
        )
        assert {sum(cell.columns for cell in row) for row in table.rows} == {len(table.widths)}

    def test_survey_counts_beside_their_shares(self, folder):
        paper = acceptance_sheet.compose(make_acceptance(apply(folder)))
        (table,) = paper.sections[1].tables
        assert texts(table.head[0]) == ["发放", "收回", "满意", "基本满意", "不满意"]
        assert texts(table.rows[0]) == ["30", "28", "20（71.4%）", "6（21.4%）", "2（7.1%）"]

    def test_signed_it_bears_department_and_day(self, folder):
        paper = acceptance_sheet.compose(accept(apply(folder), signed_on=dt.date(2026, 6, 5)))
        assert paper.title == f"{folder.branch.name}整顿验收表"
        assert [section.heading for section in paper.sections] == [
            "评分情况",
            "民主测评情况",
            "验收意见",
            "验收结论",
        ]
        assert paper.sections[3].paragraphs == ("总得分80分，验收合格。",)
        assert paper.signature == Signature("中共甲县委组织部", dt.date(2026, 6, 5))
        assert (len(paper.opening), from_json(as_json(paper))) == (1, paper)

    def test_before_it_is_signed_it_is_a_draft_and_returned_it_says_why(self, folder):
        entered = make_acceptance(apply(folder))
        draft = acceptance_sheet.compose(entered)
        assert (draft.opening[0], draft.signature) == ("（待签批稿）", None)
        returned = acceptances.give_back(acceptance=entered, by=signer(folder), reason="测评数有误。")
        paper = acceptance_sheet.compose(returned)
        assert (paper.opening[0], paper.signature) == ("（已退回：测评数有误。）", None)

    def test_every_rule_that_was_broken_is_named(self, folder):
        apply(folder)
        scheme = folder.campaign.schemes.get()
        scheme.satisfied_under = 60
        scheme.save()
        votes = {"satisfied": 5, "fairly": 3, "dissatisfied": 20}
        acceptance = make_acceptance(folder, "0.5", **votes)
        assert acceptance_sheet.compose(acceptance).sections[3].paragraphs == (
            "总得分50分，低于合格线70分，不满意票超过收回票数的50%，满意和基本满意票低于收回票数的60%，验收不合格，限期继续整顿。",
        )

    def test_both_files_open(self, client, folder, clerk):
        acceptance = accept(apply(folder))
        client.force_login(clerk)
        heads = {
            kind: client.get(reverse(f"reports:acceptance_{kind}", args=[acceptance.pk])).content[:4]
            for kind in ("pdf", "docx")
        }
        assert heads == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}

    def test_the_text_holds_the_findings(self, folder):
        acceptance = accept(apply(folder))
        text = RENDERERS["txt"](acceptance_sheet.compose(acceptance)).decode()
        assert [line for line in text.splitlines() if line in {"整改到位。", "总得分80分，验收合格。"}] == [
            "整改到位。",
            "总得分80分，验收合格。",
        ]


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("澄屿县", Level.COUNTY, "中共澄屿县委组织部"),
        ("中共澄屿县委组织部", Level.COUNTY, "中共澄屿县委组织部"),
        ("澄屿县委", Level.COUNTY, "澄屿县委"),
        ("社会工作部", Level.COUNTY, "社会工作部"),
        ("开发区党工委", Level.COUNTY, "开发区党工委"),
        ("东镇", Level.TOWNSHIP, "中共东镇委员会"),
        ("鹿坪街道", Level.TOWNSHIP, "中共鹿坪街道工作委员会"),
        ("东镇党委", Level.TOWNSHIP, "东镇党委"),
    ],
)
def test_a_county_signs_by_its_department_a_township_by_its_committee(name, level, expected):
    assert department(Organisation(name=name, level=level)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("东镇", "东镇党委"), ("鹿坪街道", "鹿坪街道党工委"), ("中共东镇委员会", "中共东镇委员会")],
)
def test_a_township_is_addressed_by_its_committee(name, expected):
    assert committee(Organisation(name=name)) == expected
