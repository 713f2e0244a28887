"""A report composed here, printed as text or Word and imported into another folder, brings the content along."""

import pytest

from reports.reading.files import text_of
from reports.renderers.docx import render_docx
from reports.renderers.text import render_text
from reports.selectors.documents import document_of
from reports.services import drafts, report_imports
from tests.factories import make_cause, make_folder, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db
PROBLEMS = (
    "班子不团结：书记、主任各说各话。原因：分工不明。",
    "一、二组长期无人管事，1.2公里路失修！",
    "下一步工作打算一直没有落实。特此报告。",
)
CAUSE = "一方面，村里年轻人外出；另一方面，镇里过问不多。"
MEASURES = (
    ("责任：到人", "一是定岗；二是定责。整改成效：会议如期召开。"),
    ("抓制度", "首先，修订规则。其次，公开账目。"),
    ("3处活动室修缮", ""),
)
PLANS = (("问题整顿情况", "每月公开；2026年6月30日前完成。"), ("抓长效", "以上情况及时报告。"))


@pytest.fixture
def full(folder):
    for text in PROBLEMS:
        make_problem(folder, text=text)
    make_cause(folder, text=CAUSE)
    for title, outcome in MEASURES:
        make_measure(folder, title=title, outcome=outcome)
    for title, text in PLANS:
        make_plan(folder, title=title, text=text)
    return folder


def printed(folder, clerk):
    return document_of(drafts.start(rectification=folder, by=clerk))


def content(folder):
    """As it is printed: where a title ends, a text does not say."""
    return {
        "problems": [row.text for row in folder.problems.all()],
        "causes": [(row.text, list(row.problems.all())) for row in folder.causes.all()],
        "measures": [f"{row.title}。{row.outcome}" for row in folder.measures.all()],
        "plans": [f"{row.title}。{row.text}" for row in folder.followupplans.all()],
    }


def from_text(document, tmp_path):
    return render_text(document)


def from_word(document, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(render_docx(document))
    return text_of(path)


@pytest.mark.parametrize("sent", [from_text, from_word])
def test_what_was_composed_comes_back(sent, full, clerk, tree, tmp_path):
    brought = report_imports.start(text=sent(printed(full, clerk), tmp_path), by=clerk)
    other = make_folder(township=tree.township)
    report_imports.commit(report_import=brought, by=clerk, rectification=other)
    assert content(other) == content(full)
