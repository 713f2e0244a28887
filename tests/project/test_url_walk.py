"""Every address × every role × inside and outside: who gets which answer to a look.

A new address fails here until somebody has said who may open it.
"""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from branches.services import task_force
from reports import pictures
from reports.selectors.documents import document_of
from reports.services import drafts, report_imports
from tests.branches.ledgers.arriving import arrive
from tests.branches.ledgers.books import PLAIN, sheet
from tests.factories import (
    ISSUED,
    accept,
    apply,
    comment,
    keep,
    log,
    make_acceptance,
    make_cause,
    make_folder,
    make_job,
    make_measure,
    make_notice,
    make_plan,
    make_problem,
    make_report,
    make_template,
    make_tree,
    make_user,
    make_view,
    reply,
    writer,
)
from tests.project.addresses import APART, EVERYBODYS, LOOKS, OF_CAMPAIGN, READ_ONLY, ROLES

pytestmark = pytest.mark.django_db


def names(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield space + pattern.name


def rows(township):
    """The keys of one of everything in ``township``, by the last word of the address name."""
    folder = make_folder(township=township)
    problem, by = make_problem(folder), writer(folder)
    measure = make_measure(folder, starts_on=folder.determined_on)
    unlogged = make_measure(folder)
    entry, report = log(measure), drafts.start(rectification=folder, by=by)
    keys = {
        "folder": folder.pk,
        "branch": folder.branch_id,
        "problem": problem.pk,
        "cause": make_cause(folder).pk,
        "measure": unlogged.pk,
        "plan": make_plan(folder).pk,
        "member": task_force.add(rectification=folder, by=by, kind="paired_unit", unit="甲").pk,
        "progress": entry.pk,
        "evidence": keep(entry).pk,
        "report": report.pk,
        "issued": make_report(folder, *ISSUED, style="table").pk,
        "arrival": report_imports.start(text="一、存在问题\n散漫。", by=by).pk,
        "picture": pictures.sheets(str(report.pk), document_of(report))[0].name,
        "template": make_template(folder.county).pk,
        "comment": comment(problem=problem).pk,
        "job": make_job(by).pk,
        "notice": make_notice(folder).pk,
        "reply": replied(folder).pk,
        **later_rows(folder),
        "view": make_view(by).pk,
        "import": arrive(by, sheet([PLAIN, [1, "", "甲", "乙"]])).pk,
    }
    return folder, keys


def replied(folder):
    notice = make_notice(folder)
    reply(notice)
    return notice


def later_rows(folder):
    """What belongs to the stages that a folder comes to at its end, in two further folders of the township."""
    waiting, entered, closed = (apply(make_folder(township=folder.township)) for _ in range(3))
    acceptance = make_acceptance(entered)
    accept(closed)
    return {"waiting": waiting.pk, "acceptance": acceptance.pk, "look_back": closed.look_backs.first().pk}


def address(name, folder, keys):
    verb, _, noun = name.partition(":")[2].partition("_")
    if name in OF_CAMPAIGN:
        return reverse(name, args=[folder.campaign_id])
    special = {
        "branches:folder": [keys["folder"]],
        "branches:edit_annual": [keys["folder"]],
        "branches:folder_step": [keys["folder"], "confirm"],
        "branches:problem_step": [keys["problem"], "start"],
        "branches:log_progress": [keys["measure"]],
        "branches:choose_measure": [keys["folder"]],
        "branches:branch": [keys["branch"]],
        "branches:job": [keys["job"]],
        "branches:ledger_view_remove": [keys["view"]],
        "branches:job_file": [keys["job"]],
        "branches:import_preview": [keys["import"]],
        "branches:import_columns": [keys["import"]],
        "branches:import_errors": [keys["import"]],
        "branches:evidence": [keys["evidence"]],
        "branches:thumbnail": [keys["evidence"]],
        "branches:evidence_archive": [keys["folder"]],
        "branches:folder_evidence": [keys["folder"]],
        "branches:folder_activity": [keys["folder"]],
        "branches:attach_to_problem": [keys["problem"]],
        "branches:attach_to_measure": [keys["measure"]],
        "branches:comment_problem": [keys["problem"]],
        "branches:comment_measure": [keys["measure"]],
        "branches:notice": [keys["notice"]],
        "branches:issue_notice": [keys["folder"]],
        "branches:accept_reply": [keys["reply"]],
        "branches:ask_again": [keys["reply"]],
        "branches:enter_acceptance": [keys["waiting"]],
        "branches:acceptance": [keys["acceptance"]],
        "branches:conclude_look_back": [keys["look_back"]],
        "branches:waive_look_back": [keys["look_back"]],
        "reports:notice_pdf": [keys["notice"]],
        "reports:acceptance_pdf": [keys["acceptance"]],
        "reports:acceptance_docx": [keys["acceptance"]],
        "reports:report": [keys["report"]],
        "reports:report_import": [keys["arrival"]],
        "reports:report_pdf": [keys["report"]],
        "reports:report_docx": [keys["report"]],
        "reports:draft": [keys["folder"]],
        "reports:folder_paper": [keys["folder"], "problems"],
        "reports:folder_paper_file": [keys["folder"], "duties", "docx"],
        "reports:plan": [keys["folder"]],
        "reports:campaign_paper": [folder.campaign_id, "measures"],
        "reports:table_file": ["monthly", "xlsx"],
        "reports:new_report": [keys["folder"]],
        "reports:save": [keys["report"]],
        "reports:pages": [keys["report"]],
        "reports:compare": [keys["report"]],
        "reports:report_step": [keys["report"], "submit"],
        "reports:new_version": [keys["issued"]],
        "reports:word_back": [keys["report"]],
        "reports:page_picture": [keys["report"], keys["picture"]],
        "reports:edit_template": ["work_report"],
        "reports:template": [keys["template"]],
    }
    if name in special:
        return reverse(name, args=special[name])
    if name in EVERYBODYS:
        return reverse(name)
    parts = {"problem", "cause", "measure", "plan", "member"}
    return reverse(name, args=[keys["folder"] if verb == "add" and noun in parts else keys[noun]])


def look(client, where):
    """The status of the answer to a look; reading it to the end closes the file behind it."""
    answer = client.get(where)
    answer.getvalue()
    return answer.status_code


def person(tree, role):
    return make_user(role, tree.township if role in {"staff", "reviewer"} else tree.county)


@pytest.fixture(scope="module")
def laid(made_once):
    """The tree with one of everything in a township, made once: the walk looks, and what it writes is taken back."""
    with made_once():
        tree = make_tree()
        return tree, rows(tree.township)


@pytest.fixture
def tree(laid, db):
    return laid[0]


@pytest.fixture
def own(laid, db):
    return laid[1]


def test_the_walk_knows_every_address():
    found = {name for name in names(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert found == set(LOOKS) | APART


@pytest.mark.parametrize("name", LOOKS)
def test_every_role_gets_its_answer_inside(client, tree, own, name):
    for role, expected in zip(ROLES, LOOKS[name], strict=True):
        client.force_login(person(tree, role))
        assert (role, look(client, address(name, *own))) == (role, expected)


@pytest.mark.parametrize("name", sorted(set(LOOKS) - EVERYBODYS))
def test_outside_there_is_nothing(client, tree, own, name):
    """The row is there (its clerk sees it), but not for the neighbour, the next county and a stranger."""
    where = address(name, *own)
    clerk = person(tree, "staff")
    client.force_login(clerk)
    assert look(client, where) in {200, 403}
    for stranger in (make_user("staff", tree.other_township), make_user("supervisor", tree.other_county)):
        client.force_login(stranger)
        assert client.get(where).status_code == 404
    client.logout()
    answer = client.get(where)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
        302,
        reverse("accounts:sign_in"),
    )


@pytest.mark.parametrize("name", sorted(set(LOOKS) - EVERYBODYS - READ_ONLY))
def test_a_press_from_outside_changes_nothing(client, tree, own, name):
    client.force_login(make_user("staff", tree.other_township))
    assert client.post(address(name, *own), {}).status_code == 404


@pytest.mark.parametrize("name", sorted(EVERYBODYS))
def test_who_is_not_signed_in_is_asked_to(client, own, name):
    assert client.get(address(name, *own)).status_code == 302


def test_saving_a_report_from_outside(client, tree, own):
    where = address("reports:save", *own)
    for user, expected in (
        (make_user("staff", tree.other_township), 404),
        (person(tree, "supervisor"), 403),
        (person(tree, "staff"), 302),
    ):
        client.force_login(user)
        assert client.post(where).status_code == expected


def test_composing_a_report_from_outside(client, tree, own):
    where = address("reports:draft", *own)
    client.force_login(make_user("staff", tree.other_township))
    assert client.post(where).status_code == 404
    client.force_login(person(tree, "supervisor"))
    assert client.post(where).status_code == 403
    client.force_login(person(tree, "staff"))
    assert client.post(where).status_code == 302


ADMIN_ROLES = {"staff": 302, "reviewer": 302, "supervisor": 302, "auditor": 200, "admin": 200}


@pytest.mark.parametrize(("role", "expected"), ADMIN_ROLES.items())
def test_the_administration_opens_for_two_roles(client, tree, role, expected):
    client.force_login(person(tree, role))
    assert client.get(reverse("admin:index")).status_code == expected


CASE_MODELS = {
    "Rectification", "Problem", "Cause", "Measure", "ProgressEntry", "FollowUpPlan", "TaskForceMember", "Decision",
    "Report", "Evidence", "Comment",
    "SupervisionNotice", "NoticeReply", "Acceptance", "LookBack",
}  # fmt: skip


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_lists_of_the_administration(client, tree, own, model):
    """An auditor reads cases and the trail, an administrator people, places and code lists; nobody the rest."""
    where = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    found = {}
    for role in ("auditor", "admin"):
        client.force_login(person(tree, role))
        found[role] = client.get(where).status_code
    name = model.__name__
    if name in CASE_MODELS | {"AuditEntry"}:
        assert found == {"auditor": 200, "admin": 403}
    elif name in {"Branch", "Organisation", "Campaign", "Criterion"}:
        assert found == {"auditor": 200, "admin": 200}
    elif name in {"User", "LedgerTemplate"}:
        assert found == {"auditor": 403, "admin": 200}
    else:
        assert found == {"auditor": 403, "admin": 403}
