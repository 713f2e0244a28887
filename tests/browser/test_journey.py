"""The whole way of one case: a clerk enters the sample through the forms and takes the PDF home."""

import datetime as dt
import subprocess

import pytest
from django.utils import timezone

from reports.models import Report
from tests.factories import make_branch, make_campaign, make_user
from tests.reports import sample
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]

TODAY = timezone.localdate


def fill(page, **values):
    """Fill the form's fields by name, those that are folded away too, and send it."""
    for more in page.locator("main details.more-fields").all():
        more.locator("summary").click()
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if value is True:
            field.check()
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.click("main form button[type=submit]")


def add(page, folder, noun, **values):
    """From the folder's page to the form by its link, and back by its button."""
    page.locator(f'main a[href="{folder}{noun}/new/"]').first.click()
    fill(page, **values)
    page.wait_for_url(f"**{folder}*")


def open_folder(page, branch):
    page.click('main a[href*="/folders/new/"]')
    page.locator("[name=criteria]").nth(2).check()
    fill(page, branch=branch.name, determined_on="2021-03-01", deadline="2021年底前，并长期坚持")
    page.wait_for_url("**/folders/*/")
    return "/" + page.url.split("/", 3)[3]


def test_a_clerk_enters_the_sample_and_takes_the_pdf_home(page, sign_in, tree, tmp_path):
    make_campaign(tree.county)
    branch = make_branch(tree.township, name="某某社区党总支")
    sign_in(make_user("staff", tree.township))
    folder = open_folder(page, branch)
    cut = sample.parts()
    for text in cut["problems"]:
        add(
            page,
            folder,
            "problems",
            text=text,
            responsible="支部书记",
            found_on="2021-03-01",
            deadline="2021年10月底前",
        )
    for text in cut["causes"]:
        add(page, folder, "causes", text=text)
    for paragraph in cut["measures"]:
        lead, text = sample.lead_and_text(paragraph)
        add(page, folder, "measures", title=lead, outcome=text, starts_on="2021-03-01")
    for paragraph in cut["plans"]:
        lead, text = sample.lead_and_text(paragraph)
        add(page, folder, "plans", title=lead, text=text)
    log_first_measure(page, folder)

    page.goto(folder)
    page.locator(f'form[action="{folder}report/"] button').first.click()
    page.wait_for_url("**/reports/*/")
    assert page.locator(".paper .item").count() == 17
    page.locator('main a[href$="/edit/"]').first.click()
    fill(
        page, title=sample.document().title, opening=cut["opening"][0], lead_plans=cut["plan_lead"][0],
        signatory="某某镇整顿工作组", signed_on="2021-11-08",
    )  # fmt: skip
    page.wait_for_url("**/reports/*/")
    with page.expect_download() as waiting:
        page.locator('main a[href$="/pdf/"]').first.click()
    path = tmp_path / "report.pdf"
    waiting.value.save_as(path)

    assert waiting.value.suggested_filename == f"{sample.document().title}.pdf"
    assert printed_body(path) == expected_body()
    assert Report.objects.get().created_by.role == "staff"


def log_first_measure(page, folder):
    page.goto(folder)
    page.locator('main a[href$="/progress/"]').first.click()
    fill(
        page,
        text="开展集中培训一次。",
        percent="60",
        happened_on=(TODAY() - dt.timedelta(days=1)).isoformat(),
    )
    page.wait_for_url(f"**{folder}#measure-*")
    assert "开展集中培训一次。" in page.locator("main").inner_text()


def printed_body(path):
    """The text of the PDF from the opening to the last paragraph, without page numbers, white space and marks."""
    pages = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.strip() for line in pages.replace("\f", "\n").splitlines()]
    text = "".join(line for line in lines if not (line.startswith("—") and line.endswith("—")))
    start, end = text.index("自XX社区"), text.index("某某镇整顿工作组")
    return without_marks(text[start:end])


def expected_body():
    return without_marks("".join(sample.paragraphs()))


def without_marks(text):
    """Without white space and without what stands for an item mark or a section mark in either way of marking."""
    plain = "".join(text.split())
    for paragraph, bare in zip(
        map(squeezed, sample.paragraphs()), map(squeezed, sample.unmarked()), strict=True
    ):
        mark = paragraph.removesuffix(bare)
        if mark:
            for form in (mark, mark.replace("、", "."), "三、"):
                plain = plain.replace(form + bare, bare)
    return plain


def squeezed(text):
    return "".join(text.split())
