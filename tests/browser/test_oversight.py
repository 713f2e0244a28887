"""Supervision in a real window: asked, answered with a photo, read; accepted by two people; for everybody."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from branches.models import Acceptance, Evidence, Rectification, SupervisionNotice
from tests.browser.seeing import weak
from tests.factories import (
    accept,
    apply,
    keep,
    log,
    make_acceptance,
    make_folder,
    make_measure,
    make_notice,
    make_problem,
    make_user,
    marks,
    reply,
    signer,
)
from tests.pictures import picture
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
PHONE, DESKTOP = 390, 1440
ONE_ACCEPTANCE = re.compile(r"/acceptances/\d+/$")


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def at(name, pk):
    return reverse(f"branches:{name}", args=[pk])


def send(page, **values):
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.click("main form button[type=submit]")


def test_asked_answered_with_a_photo_and_read(page, become, tree, folder, clerk, supervisor):
    problem = make_problem(folder)
    measure = make_measure(
        folder, [problem], title="改造场所", due_on=day(-3), starts_on=folder.determined_on
    )
    become(supervisor)
    page.goto(at("folder", folder.pk))
    page.click(f'#measure-{measure.pk} a[href*="/notices/new/"]')
    page.fill("[name=text]", "请说明原因，报送复工时间。")
    page.click('form[action*="/notices/new/"] button[type=submit], main form button[type=submit]')
    page.wait_for_url(re.compile(r"/notices/\d+/$"))
    notice = SupervisionNotice.objects.get()
    assert (notice.measure, str(notice)) == (measure, "督办〔2026〕1号")

    become(clerk)
    page.goto(reverse("branches:my_work"))
    page.click(f'.pile-notices a[href^="{at("reply_notice", notice.pk)}"]')
    page.fill("[name=text]", "资金已落实，本周复工。")
    page.set_input_files("[name=files]", {"name": "复工.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    send(page, progress="施工队进场。", percent="60")
    page.wait_for_url(reverse("branches:my_work"))

    become(supervisor)
    page.goto(reverse("branches:my_work"))
    page.click(".pile-replies .pile-do a")
    text = page.inner_text("main")
    assert [words in text for words in ("资金已落实，本周复工。", "施工队进场。", "60%")] == [True] * 3
    shot = page.locator(".shot img")
    assert shot.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    assert Evidence.objects.get().entry.measure == measure
    page.click(f'a[href="{at("accept_reply", notice.pk)}"]')
    send(page, answer="情况清楚。")
    page.wait_for_url(f"**{at('notice', notice.pk)}")
    notice.refresh_from_db()
    assert notice.state == "settled"


def fill_acceptance(page, folder, share):
    for pk, mark in marks(folder, share).items():
        page.fill(f"[name=marks_{pk}]", str(mark))
    votes = {"issued": "30", "returned": "28", "satisfied": "20", "fairly": "6", "dissatisfied": "2"}
    send(page, **votes, text="现场查看属实。")
    page.wait_for_url(ONE_ACCEPTANCE)


def test_entered_by_one_and_signed_by_another_the_folder_is_closed(page, become, folder, supervisor):
    apply(folder)
    become(supervisor)
    page.goto(at("folder", folder.pk))
    page.click(f'main a[href="{at("enter_acceptance", folder.pk)}"]')
    fill_acceptance(page, folder, "0.8")
    entered = Acceptance.objects.get()
    assert page.locator(f'a[href="{at("sign_acceptance", entered.pk)}"]').count() == 0
    become(signer(folder))
    page.goto(reverse("branches:my_work"))
    page.click(".pile-sign .pile-do a")
    page.click(f'a[href="{at("sign_acceptance", entered.pk)}"]')
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**{at('acceptance', entered.pk)}")
    folder.refresh_from_db()
    assert (folder.stage, folder.look_backs.count()) == ("closed", 2)


def test_a_failed_one_is_sent_back_with_a_new_deadline(page, become, folder, supervisor):
    apply(folder)
    become(supervisor)
    page.goto(at("enter_acceptance", folder.pk))
    fill_acceptance(page, folder, "0.6")
    become(signer(folder))
    page.goto(at("sign_acceptance", Acceptance.objects.get().pk))
    page.click("main form button[type=submit]")
    page.wait_for_selector(".error-summary")
    send(page, new_due_on=day(60).isoformat())
    page.wait_for_url(ONE_ACCEPTANCE)
    folder = Rectification.objects.get(pk=folder.pk)
    assert (folder.stage, folder.due_on) == ("rectifying", day(60))


@pytest.fixture
def scene(tree, folder):
    """One of everything that supervision shows, and its addresses by who opens them."""
    measure = make_measure(folder, title="改造场所", due_on=day(-3), starts_on=folder.determined_on)
    notice = make_notice(folder, measure=measure, issued_on=day(-5), due_on=day(-1))
    entry = log(measure)
    keep(entry)
    replied = make_notice(folder, measure=measure)
    reply(replied, entries=[entry])
    waiting, entered, failing, closed = (apply(make_folder(township=tree.township)) for _ in range(4))
    accept(closed)
    acceptance, failed = make_acceptance(entered), make_acceptance(failing, "0.5")
    look_back = closed.look_backs.first()
    return {
        supervisor_of(tree): [
            reverse("branches:notice_list"),
            at("notice", replied.pk),
            at("issue_notice", folder.pk),
            at("ask_again", replied.pk),
            at("withdraw_notice", replied.pk),
            at("enter_acceptance", waiting.pk),
            at("acceptance", acceptance.pk),
            at("edit_acceptance", acceptance.pk),
            at("conclude_look_back", look_back.pk),
            at("folder", closed.pk),
            at("folder", folder.pk),
        ],
        signer(folder): [
            reverse("branches:my_work"),
            at("sign_acceptance", acceptance.pk),
            at("sign_acceptance", failed.pk),
            at("return_acceptance", failed.pk),
        ],
        make_user("staff", tree.township): [
            reverse("branches:my_work"),
            at("folder", folder.pk),
            at("reply_notice", notice.pk),
        ],
        make_user("admin", tree.county): [
            at("scheme", folder.campaign_id),
            at("edit_scheme", folder.campaign_id),
        ],
    }


def supervisor_of(tree):
    return make_user("supervisor", tree.county)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_page_is_for_everybody_with_its_errors_too(page, become, scene, width):
    page.set_viewport_size({"width": width, "height": 844})
    for user, addresses in scene.items():
        become(user)
        for address in addresses:
            page.goto(address)
            assert (address, weak(page)) == (address, [])
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
            assert page.locator("h1").count() == 1, address


@pytest.mark.parametrize(
    ("place", "number"), [(0, 2), (0, 5), (0, 8), (2, 2), (1, 2)],
    ids=["issue", "acceptance", "look-back", "reply", "sign"],
)  # fmt: skip
def test_forms_with_errors_are_for_everybody(page, become, scene, place, number):
    user, addresses = list(scene.items())[place]
    page.set_viewport_size({"width": PHONE, "height": 844})
    become(user)
    page.goto(addresses[number])
    for field in page.locator("main form textarea").all():
        field.fill("")
    page.click("main form button[type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    assert weak(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id").startswith("id_")
