"""Logging and correcting progress: the form, what it keeps on an error, and two people at once."""

import pytest
from django.urls import reverse

from branches.models import ProgressEntry
from branches.services import measures
from tests.branches.reading import days, sign_off, step, words
from tests.factories import log, make_cause, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(folder):
    return make_measure(folder, [make_problem(folder)], title="轮训干部", deadline="月底前", due_on=days(-2))


@pytest.fixture
def send(look, client):
    """Fill the form of an address and send it; the answer read as a page, unless it leads elsewhere."""

    def post(user, address, **values):
        look(user, address)
        return client.post(address, values)

    return post


def form_of(measure):
    return reverse("branches:log_progress", args=[measure.pk])


def values(**changes):
    return {
        "text": "办班两期。",
        "percent": 60,
        "happened_on": days(0).isoformat(),
        "for_report": "on",
        **changes,
    }


def field(page, name):
    return next(node for node in page.tree.iter() if node.get("name") == name)


def test_the_form_says_what_it_is_about_and_begins_where_the_measure_stands(look, measure, clerk):
    for percent in (10, 20, 30, 40):
        log(measure, percent=percent, text=f"第{percent}步。")
    page = look(clerk, form_of(measure))
    assert page.text("h1") == ["Log progress"]
    assert page.text("h2") == ["轮训干部", "Logged so far"]
    assert page.text("p", **{"class": "form-about"}) == ["2 days overdue 月底前 now at 40%"]
    assert (field(page, "percent").get("value"), field(page, "happened_on").get("value")) == (
        "40",
        days(0).isoformat(),
    )
    past = page.all("div", **{"class": "progress-past"})[0]
    assert [words(item) for item in past.iter("li")] == [
        f"{days(0):%Y-%m-%d} {percent}% 第{percent}步。" for percent in (40, 30, 20)
    ]


def test_the_first_entry_has_nothing_to_remember(look, measure, clerk):
    assert look(clerk, form_of(measure)).all("div", **{"class": "progress-past"}) == []


def test_the_slider_waits_for_the_script_and_is_never_sent(look, measure, clerk):
    slider = look(clerk, form_of(measure)).all("input", type="range")[0]
    assert slider.get("hidden") is not None
    assert (slider.get("name"), slider.get("data-slider-of")) == (None, "id_percent")
    assert slider.get("aria-label")


def test_logging_leads_back_to_the_measure(send, measure, clerk):
    answer = send(clerk, form_of(measure), **values())
    folder = reverse("branches:folder", args=[measure.rectification_id])
    assert (answer.status_code, answer.url) == (302, f"{folder}#measure-{measure.pk}")
    entry = ProgressEntry.objects.get()
    assert (entry.text, entry.percent, entry.author, entry.for_report) == ("办班两期。", 60, clerk, True)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"percent": 101}, "id_percent"),
        ({"percent": ""}, "id_percent"),
        ({"happened_on": "soon"}, "id_happened_on"),
    ],
)
def test_what_was_typed_survives_an_error(send, measure, clerk, wrong, where):
    answer = send(clerk, form_of(measure), **values(text="写了很长的一段。", **wrong))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "写了很长的一段。</textarea>" in body
    assert f'<a href="#{where}">' in body
    assert ProgressEntry.objects.count() == 0


def test_a_day_to_come_is_refused_in_words(send, measure, clerk):
    answer = send(clerk, form_of(measure), **values(happened_on=days(1).isoformat()))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"happened_on": ["The date lies in the future."]}


# --- two people at once


def test_the_second_editor_sees_both_versions_and_may_save_again(send, measure, clerk, client):
    entry = log(measure, text="原文。", percent=20)
    address = reverse("branches:edit_progress", args=[entry.pk])
    measures.edit_progress(
        entry=entry, by=clerk, text="他人改过。", percent=30, happened_on=days(0), for_report=True
    )
    mine = values(text="我改过。", percent=20, version=1)
    answer = send(clerk, address, **mine)
    assert answer.status_code == 409
    assert answer.templates[0].name == "branches/progress_form.html"
    shown = [(one.label, one.yours, one.theirs) for one in answer.context["differences"]]
    assert shown == [("What was done", "我改过。", "他人改过。"), ("percent after it", "20", "30")]
    body = answer.content.decode()
    sides = '<span class="choice-words">{}</span>'
    for words_of in ("我改过。", "他人改过。", "20", "30"):
        assert sides.format(words_of) in body
    assert "我改过。</textarea>" in body
    assert f"{clerk} changed this meanwhile" in body
    entry.refresh_from_db()
    assert entry.text == "他人改过。"
    again = client.post(address, {**mine, "version": answer.context["form"].data["version"]})
    entry.refresh_from_db()
    assert (again.status_code, entry.text, entry.percent) == (302, "我改过。", 20)


# --- for whom, and the way out


def test_only_who_does_the_work_may_log(look, measure, supervisor, auditor):
    for user in (supervisor, auditor):
        look(user, form_of(measure), expect=403)


def test_a_frozen_folder_takes_no_progress(look, folder, clerk, reviewer, supervisor):
    problem = make_problem(folder)
    step("confirm", supervisor, folder=folder)
    sign_off(problem, supervisor)
    step("apply", reviewer, folder=folder)
    page = look(clerk, form_of(folder.measures.get()), expect=403)
    assert "its content can no longer be changed" in words(page.tree)


def test_a_part_is_deleted_from_the_page_that_edits_it(look, folder, clerk):
    parts = {
        "problem": make_problem(folder),
        "cause": make_cause(folder),
        "measure": make_measure(folder),
        "plan": make_plan(folder),
    }
    for noun, part in parts.items():
        page = look(clerk, reverse(f"branches:edit_{noun}", args=[part.pk]))
        removal = reverse(f"branches:remove_{noun}", args=[part.pk])
        assert page.link(href=removal) == removal
        assert look(clerk, removal).text("div", **{"class": "notice-warning"}) == [
            "This is taken out of the folder and of the report."
        ]


def test_an_entry_is_corrected_and_never_deleted(look, measure, clerk):
    entry = log(measure, percent=20)
    page = look(clerk, reverse("branches:edit_progress", args=[entry.pk]))
    assert page.text("h1") == ["Correct progress"]
    assert page.all("a", **{"class": "btn-remove"}) == []


def test_a_new_part_has_nothing_to_delete(look, folder, clerk):
    page = look(clerk, reverse("branches:add_problem", args=[folder.pk]))
    assert page.all("a", **{"class": "btn-remove"}) == []
