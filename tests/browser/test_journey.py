"""The whole way of one case: a clerk enters the sample through the forms and takes the PDF home."""

import datetime as dt
import re
import subprocess

import pytest
from django.utils import timezone

from reports.models import Report
from tests.browser.seeing import at_the_door, dialog, done, renewed
from tests.factories import make_branch, make_campaign, make_user
from tests.reports import sample
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]

TODAY = timezone.localdate


def fill(form, **values):
    """Fill the form's fields by name, those that are folded away too, and send it."""
    for more in form.locator("details.more-fields").all():
        more.locator("summary").click()
    for name, value in values.items():
        field = form.locator(f"[name={name}]")
        if value is True:
            field.check()
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.locator(".btn-row button[type=submit]").click()


def send(page, link, **values):
    """A form of the folder's page by its link, and the page renewed."""
    page.locator(link).first.click()
    fresh = renewed(page)
    fill(dialog(page), **values)
    done(page)
    fresh()


def add(page, folder, noun, **values):
    send(page, f'main a[href="{folder}{noun}/new/"]', **values)


def open_folder(page, branch):
    page.click('main a[href*="/folders/new/"]')
    page.locator("[name=criteria]").nth(2).check()
    fill(
        page.locator("main"),
        branch=branch.name,
        determined_on="2021-03-01",
        deadline="2021年底前，并长期坚持",
    )
    page.wait_for_url(re.compile(r"/folders/\d+/$"))
    return "/" + page.url.split("/", 3)[3]


def test_a_clerk_enters_the_sample_and_takes_the_pdf_home(page, tree, tmp_path):
    make_campaign(tree.county)
    branch = make_branch(tree.township, name="某某社区党总支")
    at_the_door(page, make_user("staff", tree.township))
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
    assert page.locator(".para-spoken, .para-arabic").count() == 17
    write_words(page, cut)
    page.locator('main a[href$="/edit/"]').first.click()
    frame = {"title": sample.document().title, "signatory": "某某镇整顿工作组", "signed_on": "2021-11-08"}
    fill(page.locator("main"), **frame)
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
    send(
        page,
        "main a.btn-log",
        text="开展集中培训一次。",
        percent="60",
        happened_on=(TODAY() - dt.timedelta(days=1)).isoformat(),
    )
    assert "开展集中培训一次。" in page.locator("main").inner_text()


def write_words(page, cut):
    """What no record says: the opening, no counts, and an introduction to the next steps."""
    page.locator(".para-plain .para-text").first.fill(cut["opening"][0])
    page.locator(".para-plain .para-text").nth(1).fill("")
    heading = page.locator(".para-heading1").last
    heading.locator("summary").click()
    heading.get_by_role("button", name="在下方加一段").click()
    new = page.locator(".para-heading1:has(+ .para-plain) + .para-plain .para-text").last
    page.wait_for_function("() => document.activeElement.placeholder === '在此填写'")
    new.fill(cut["plan_lead"][0])
    page.get_by_role("button", name="保存并更新版面").click()
    page.wait_for_function("() => document.getElementById('draft-state').textContent === '已保存'")


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
