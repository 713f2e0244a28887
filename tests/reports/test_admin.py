"""Reports in the administration: for reading, in scope."""

import pytest
from django.urls import reverse

from reports.services import drafts
from tests.factories import make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:reports_report_changelist"


def make_report(township):
    folder = make_folder(township=township)
    make_problem(folder, text="班子不团结。")
    return drafts.start(rectification=folder, by=make_user("staff", township))


def listed(client):
    return list(client.get(reverse(LIST)).context["cl"].queryset)


def test_an_auditor_reads_the_reports_of_his_county(client, tree, auditor):
    own, foreign = make_report(tree.township), make_report(tree.foreign_township)
    client.force_login(make_user("auditor", tree.city))
    assert set(listed(client)) == {own, foreign}
    client.force_login(auditor)
    assert listed(client) == [own]


def test_a_report_is_shown_without_a_way_to_change_it(client, tree, auditor):
    report = make_report(tree.township)
    client.force_login(auditor)
    answer = client.get(reverse("admin:reports_report_change", args=[report.pk]))
    assert answer.status_code == 200
    assert [answer.context[f"has_{verb}_permission"] for verb in ("change", "delete")] == [False, False]
    assert client.post(answer.request["PATH_INFO"], {"title": "改"}).status_code == 403
    report.refresh_from_db()
    assert report.version == 1


def test_an_administrator_of_people_sees_no_reports(client, administrator):
    client.force_login(administrator)
    assert client.get(reverse(LIST)).status_code == 403


def test_the_list_is_searched_by_branch(client, tree, auditor):
    first, _second = make_report(tree.township), make_report(tree.township)
    client.force_login(auditor)
    answer = client.get(reverse(LIST), {"q": first.rectification.branch.name})
    assert list(answer.context["cl"].queryset) == [first]


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_costs_the_same_for_many(client, tree, auditor, number, django_assert_num_queries):
    for _ in range(number):
        make_report(tree.township)
    client.force_login(auditor)
    client.get(reverse(LIST))
    with django_assert_num_queries(8):
        client.get(reverse(LIST))
