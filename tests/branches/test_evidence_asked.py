"""A campaign that asks for evidence: every measure of a problem has a file to show before the problem is submitted."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from branches.models import Campaign
from branches.selectors.work import piles
from branches.services import decisions, evidence
from tests.factories import keep, log, make_measure, make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(folder):
    """Complete but for evidence: two measures, both done and with their outcome."""
    problem = make_problem(folder)
    for title in ("强化队伍", "改造场所"):
        log(make_measure(folder, [problem], title=title, outcome="成效。"), percent=100)
    problem.refresh_from_db()
    return problem


@pytest.fixture
def asking(folder):
    Campaign.objects.update(asks_for_evidence=True)


def submit(problem, reviewer):
    return decisions.take_step(problem=problem, step="submit", by=reviewer)


def ready(reviewer):
    return [row for pile in piles(reviewer) if pile.key == "ready" for row in pile.rows]


def test_without_the_wish_evidence_is_free(problem, reviewer):
    assert ready(reviewer) == [problem]
    assert submit(problem, reviewer).to_state == "pending"


def test_every_measure_has_a_file_of_its_own_or_of_its_progress(asking, problem, reviewer):
    first, second = problem.measures.all()
    for number, home in ((2, None), (1, first), (0, second.progress_entries.get())):
        if home:
            keep(home)
        if number:
            assert ready(reviewer) == []
            with override("en"), pytest.raises(ValidationError) as caught:
                submit(problem, reviewer)
            noun = "measure has" if number == 1 else "measures have"
            assert caught.value.messages == [f"{number} {noun} no evidence."]
    assert ready(reviewer) == [problem]
    assert submit(problem, reviewer).to_state == "pending"


def test_what_was_withdrawn_shows_nothing(asking, problem, reviewer, clerk):
    kept = [keep(measure) for measure in problem.measures.all()]
    evidence.withdraw(evidence=kept[0], reason="误传", by=clerk)
    assert ready(reviewer) == []
    with pytest.raises(ValidationError):
        submit(problem, reviewer)


def test_a_file_on_the_problem_does_not_speak_for_its_measures(asking, problem, reviewer):
    keep(problem)
    with pytest.raises(ValidationError):
        submit(problem, reviewer)


def test_the_page_says_what_is_missing(asking, look, folder, problem, reviewer):
    keep(problem.measures.first())
    page = look(reviewer, reverse("branches:folder", args=[folder.pk]))
    assert "Not yet: 1 measure has no evidence." in page.text("span", **{"class": "steps-missing"})


def test_an_administrator_sets_it(client, tree, folder, administrator):
    client.force_login(administrator)
    campaign = folder.campaign
    # Run by the county, whose administrator may change it.
    address = reverse("admin:branches_campaign_change", args=[campaign.pk])
    page = client.get(address)
    assert page.context["adminform"].form.initial["asks_for_evidence"] is False
    today = timezone.localdate()
    values = {
        "name": campaign.name, "year": today.year, "starts_on": campaign.starts_on, "ends_on": campaign.ends_on,
        "minimum_months": 0,
        "consolidation_months": 12, "look_back_months": 6, "asks_for_evidence": "on",
        "read_version": campaign.version,
    }  # fmt: skip
    for form in page.context["inline_admin_formsets"][0].formset.forms:
        values |= {f"{form.prefix}-{name}": form[name].value() for name in form.fields if form[name].value()}
    formset = page.context["inline_admin_formsets"][0].formset
    values |= {
        f"{formset.prefix}-{name}": formset.management_form[name].value()
        for name in formset.management_form.fields
    }
    assert client.post(address, values).status_code == 302
    campaign.refresh_from_db()
    assert campaign.asks_for_evidence is True
