"""Columns that are remembered, and views kept by name: everybody's own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from accounts.models import AuditEntry
from branches.choices import LedgerKind
from branches.models import ChosenColumns, SavedView
from branches.selectors.ledger_columns import LEDGERS
from branches.services import saved_views
from tests.branches.reading import LEDGER, days, words
from tests.factories import make_measure, make_problem, make_user, make_view

pytestmark = pytest.mark.django_db
COLUMNS, VIEW = "branches:ledger_columns", "branches:ledger_view"


@pytest.fixture
def reader(tree, folder):
    """Sees, and ticks nothing: the columns of the page are those of the ledger."""
    make_problem(folder, text="甲。", due_on=days(-1))
    make_problem(folder, text="乙。")
    make_measure(folder)
    return make_user("auditor", tree.county)


def send(client, where, query, **values):
    return client.post(f"{reverse(where)}?{query}", values)


def test_chosen_columns_are_shown_in_the_order_of_the_ledger_and_remembered(look, client, reader, clerk):
    usual = look(reader, LEDGER).columns
    with translation.override("en"):
        assert usual == [str(one.label) for one in LEDGERS[LedgerKind.PROBLEMS].columns if one.chosen]
    answer = send(client, COLUMNS, "kind=problems&due=overdue&after=x", columns=["stage", "responsible"])
    assert answer.headers["Location"] == f"{reverse(LEDGER)}?kind=problems&due=overdue"
    assert look(reader, LEDGER).columns == ["Problem", "Responsible", "Stage"]
    assert look(reader, LEDGER, kind="measures").columns[0] == "Branch"
    assert look(make_user("auditor", reader.organisation, "other"), LEDGER).columns == usual
    client.force_login(reader)
    send(client, COLUMNS, "kind=problems", columns=[])
    assert look(reader, LEDGER).columns == ["Problem"]
    assert ChosenColumns.objects.count() == 1


def test_the_page_for_choosing_begins_with_what_is_shown(look, reader):
    boxes = look(reader, COLUMNS, kind="measures").all("input", type="checkbox")
    shape = LEDGERS[LedgerKind.MEASURES]
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == [
        key for key in shape.usual if key != "title"
    ]


def test_an_unknown_column_is_refused(look, client, reader):
    look(reader, LEDGER)
    assert send(client, COLUMNS, "kind=problems", columns=["password"]).status_code == 422
    assert not ChosenColumns.objects.exists()


@pytest.mark.parametrize("kind", LedgerKind.values)
def test_every_column_shows_something(look, reader, kind):
    keys = [column.key for column in LEDGERS[kind].columns]
    saved_views.choose_columns(kind=kind, columns=keys, by=reader)
    page = look(reader, LEDGER, kind=kind)
    assert len(page.columns) == len(keys)
    assert all(cell for row in page.rows for cell in row.values())


def test_a_view_keeps_filters_order_and_columns_but_not_the_year(look, client, folder, reader):
    look(reader, LEDGER)
    send(client, COLUMNS, "kind=problems", columns=["stage"])
    campaign = folder.campaign_id
    query = f"kind=problems&campaign={campaign}&due=overdue&status=&sort=-due&after=x_1"
    answer = send(client, VIEW, query, name=" 逾期问题 ")
    view = SavedView.objects.get()
    assert (view.name, view.query, view.owner) == ("逾期问题", "kind=problems&due=overdue&sort=-due", reader)
    send(client, COLUMNS, "kind=problems", columns=["status"])
    shown = look(reader, answer.headers["Location"])
    assert (shown.names, shown.columns) == (["甲"], ["Problem", "Stage"])
    listed = look(reader, LEDGER).all("ul", **{"class": "saved-views"})[0]
    link = next(listed.iter("a"))
    again = look(reader, reverse(LEDGER) + link.get("href"))
    assert (words(link), again.names, again.columns) == ("逾期问题", ["甲"], ["Problem", "Stage"])
    assert look(reader, LEDGER).columns == ["Problem", "Status"]


def test_a_view_of_the_same_name_is_replaced_and_an_empty_name_refused(look, client, reader):
    look(reader, LEDGER)
    for due in ("overdue", "week"):
        send(client, VIEW, f"due={due}", name="关注")
    assert SavedView.objects.get().query == "due=week"
    assert send(client, VIEW, "due=none", name=" ").status_code == 422
    assert send(client, VIEW, "due=none", name="长" * 31).status_code == 422
    assert SavedView.objects.count() == 1


def test_there_is_an_end_to_the_number_of_views(look, client, reader, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    look(reader, LEDGER)
    send(client, VIEW, "", name="一")
    answer = send(client, VIEW, "", name="二")
    assert (answer.status_code, SavedView.objects.count()) == (422, 1)
    assert 'value="二"' in answer.content.decode()


def test_somebody_else_s_view_is_not_there(look, client, reader, clerk):
    view = make_view(clerk, columns=["stage"])
    assert look(clerk, LEDGER, view=view.pk).columns == ["Select", "Problem", "Stage"]
    assert look(reader, LEDGER, view=view.pk).columns == look(reader, LEDGER).columns
    assert look(reader, LEDGER).all("a", **{"class": "view-remove"}) == []
    assert client.post(reverse("branches:ledger_view_remove", args=[view.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        saved_views.remove_view(view=view, by=reader)
    assert SavedView.objects.get() == view


def test_a_view_is_taken_away_by_its_owner(look, client, clerk, folder):
    view = make_view(clerk)
    make_problem(folder)
    where = look(clerk, LEDGER).link(**{"class": "view-remove"})
    assert look(clerk, where).text("dd") == ["逾期问题"]
    assert client.post(where).headers["Location"] == f"{reverse(LEDGER)}?kind=problems"
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_an_administrator_has_no_ledger_to_look_at(tree, administrator):
    for refused in (
        lambda: make_view(administrator),
        lambda: saved_views.choose_columns(kind=LedgerKind.PROBLEMS, columns=[], by=administrator),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_what_a_person_prefers_is_not_in_the_trail(folder, clerk):
    """The trail grows with the case, and not with the view."""
    make_problem(folder)
    before = AuditEntry.objects.count()
    make_view(clerk)
    assert AuditEntry.objects.count() == before > 0
