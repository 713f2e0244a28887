"""The papers on screen and as files: from the folder, for a campaign, at once and in the background."""

import io
from urllib.parse import unquote

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from branches.choices import JobState
from branches.models import Job
from branches.services import jobs
from reports.selectors import papers
from reports.views import papers as pages
from tests.factories import make_campaign, make_folder, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db
RARE = "\U00020bb7"


@pytest.fixture
def case(tree):
    folder = make_folder(township=tree.township)
    make_measure(folder, [make_problem(folder, text="班子不团结")])
    return folder


def of_folder(folder, kind, form=None):
    name = "reports:folder_paper_file" if form else "reports:folder_paper"
    return reverse(name, args=[folder.pk, kind, *([form] if form else [])])


def of_campaign(campaign, kind, form=None):
    name = "reports:campaign_paper_file" if form else "reports:campaign_paper"
    return reverse(name, args=[campaign.pk, kind, *([form] if form else [])])


def pdf_words(answer):
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_every_paper_of_a_folder_is_shown_and_downloaded(client, clerk, case, kind):
    client.force_login(clerk)
    page = client.get(of_folder(case, kind))
    assert page.status_code == 200
    assert page.context["document"].title in page.content.decode().replace("<br>", "")
    pdf = client.get(of_folder(case, kind, "pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert "班子不团结" in pdf_words(pdf)
    word = docx.Document(io.BytesIO(client.get(of_folder(case, kind, "docx")).content))
    assert word.paragraphs[0].text == page.context["document"].title


def test_the_folder_page_leads_to_its_papers(client, clerk, case):
    client.force_login(clerk)
    page = client.get(reverse("branches:folder", args=[case.pk])).content.decode()
    for kind in papers.PAPERS:
        for where in (of_folder(case, kind), of_folder(case, kind, "pdf"), of_folder(case, kind, "docx")):
            assert f'href="{where}"' in page


def test_the_file_has_the_name_of_the_paper(client, clerk, case):
    client.force_login(clerk)
    disposition = client.get(of_folder(case, "duties", "docx"))["Content-Disposition"]
    assert unquote(disposition) == f"attachment; filename*=utf-8''{case.branch.name}整顿责任清单.docx"


@pytest.mark.parametrize(
    "where", [("report", None), ("plan", None), ("summary", None), ("problems", "txt"), ("problems", "exe")]
)
def test_what_there_is_not_is_not_found(client, clerk, case, where):
    client.force_login(clerk)
    assert client.get(of_folder(case, *where)).status_code == 404


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_every_paper_of_a_campaign_is_shown_and_downloaded(client, supervisor, case, kind):
    client.force_login(supervisor)
    assert client.get(of_campaign(case.campaign, kind)).status_code == 200
    pdf = client.post(of_campaign(case.campaign, kind, "pdf"))
    assert case.branch.name in pdf_words(pdf)
    word = client.post(of_campaign(case.campaign, kind, "docx"))
    assert docx.Document(io.BytesIO(word.content)).paragraphs[0].text.startswith("甲县")


def test_a_campaign_is_told_as_far_as_one_may_see(client, tree, case):
    make_problem(make_folder(township=tree.other_township), text="西镇的问题")
    client.force_login(make_user("supervisor", tree.county))
    assert "西镇的问题" in client.get(of_campaign(case.campaign, "problems")).content.decode()
    client.force_login(make_user("staff", tree.township))
    page = client.get(of_campaign(case.campaign, "problems")).content.decode()
    assert "班子不团结" in page
    assert "西镇的问题" not in page


def test_a_campaign_elsewhere_is_not_found(client, tree, case):
    client.force_login(make_user("supervisor", tree.other_county))
    for kind in papers.PAPERS:
        assert client.get(of_campaign(case.campaign, kind)).status_code == 404
        assert client.post(of_campaign(case.campaign, kind, "pdf")).status_code == 404


def test_an_administrator_sees_no_papers(client, administrator, case):
    client.force_login(administrator)
    assert client.get(of_folder(case, "problems", "pdf")).status_code == 404
    assert client.post(of_campaign(case.campaign, "problems", "pdf")).status_code == 403


def test_a_look_makes_no_file_of_a_campaign(client, supervisor, case):
    client.force_login(supervisor)
    assert client.get(of_campaign(case.campaign, "problems", "pdf")).status_code == 405


def test_a_character_that_no_typeface_holds_is_named_before_it_becomes_a_box(client, clerk, tree):
    folder = make_folder(township=tree.township)
    make_problem(folder, text=f"名为{RARE}者\u200f。")
    client.force_login(clerk)
    for answer, status in (
        (client.get(of_folder(folder, "problems")), 200),
        (client.get(of_folder(folder, "problems", "pdf")), 422),
    ):
        assert answer.status_code == status
        page = answer.content.decode()
        assert f"没有{RARE}（U+20BB7），" in page  # the mark that nobody sees is not printed at all
        assert "\u200f" not in page
        assert f'href="{of_folder(folder, "problems", "pdf")}?anyway=1"' in page
    assert client.get(of_folder(folder, "problems", "pdf"), {"anyway": 1}).status_code == 200


def test_papers_are_chinese_in_an_english_office(client, clerk, case):
    client.force_login(clerk)
    client.cookies["django_language"] = "en"
    page = client.get(of_folder(case, "problems")).content.decode()
    assert "List of problems" in page
    assert "待整改" in page


def test_a_long_list_is_set_in_the_background(
    client, supervisor, case, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(pages, "AT_ONCE", 0)
    client.force_login(supervisor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(of_campaign(case.campaign, "problems", "pdf"))
    job = Job.objects.get()
    assert answer["Location"] == reverse("branches:job", args=[job.pk])
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.DONE, "")
    file = client.get(reverse("branches:job_file", args=[job.pk]))
    assert b"".join(file).startswith(b"%PDF-")
    assert job.answer["filename"] == "甲县2026年整顿问题清单.pdf"
    # Word is written at once however long it is.
    assert client.post(of_campaign(case.campaign, "problems", "docx")).status_code == 200


def test_a_list_that_is_nothing_for_paper_is_refused_with_a_reason(client, supervisor, case, monkeypatch):
    monkeypatch.setattr(papers, "MOST_ROWS", 0)
    client.force_login(supervisor)
    for answer in (
        client.get(of_campaign(case.campaign, "problems")),
        client.post(of_campaign(case.campaign, "problems", "docx")),
    ):
        assert answer.status_code == 422
        assert "0" in answer.context["refusal"][0]
    assert client.get(reverse("reports:summaries", args=[case.campaign_id])).status_code == 200


def test_a_job_whose_list_has_grown_too_long_fails_with_the_reason(supervisor, case, monkeypatch):
    monkeypatch.setattr(papers, "MOST_ROWS", 0)
    order = {"paper": "problems", "campaign": case.campaign_id}
    job = jobs.start(kind="paper", title="清单", order=order, by=supervisor)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "0" in job.message


def test_without_folders_the_way_to_the_papers_is_not_shown(client, tree, supervisor):
    campaign = make_campaign(tree.county)
    client.force_login(supervisor)
    where = reverse("reports:summaries", args=[campaign.pk])
    assert where not in client.get(reverse("branches:home")).content.decode()
    make_folder(township=tree.township)
    assert where in client.get(reverse("branches:home")).content.decode()
