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
    make_user,
    make_view,
    reply,
    writer,
)

pytestmark = pytest.mark.django_db

ROLES = ("staff", "reviewer", "supervisor", "auditor", "admin")
READ = (200, 200, 200, 200, 404)
# Lists and pages that name the right they need before they look for a row.
CASE_PAGE = (200, 200, 200, 200, 403)
EDIT = (200, 403, 403, 403, 404)
# A job is seen by whoever ordered it, here the clerk, and by nobody else.
OWNERS = (200, 404, 404, 404, 404)
TALK = (200, 200, 200, 403, 404)
SUPERVISE = (403, 403, 200, 403, 404)
REPORT_WORDS = (200, 200, 403, 403, 404)
# Templates are the county's; a version is found by all below it, but opened by the county alone.
TEMPLATES = (403, 403, 200, 403, 403)

#  address name: what an own clerk, reviewer, county supervisor, auditor and administrator get to see
LOOKS = {
    "accounts:change_password": (200,) * 5,
    "branches:home": (200, 200, 200, 200, 302),
    "branches:start": (302,) * 5,
    "branches:overview": CASE_PAGE,
    "branches:overview_wall": CASE_PAGE,
    "branches:my_work": CASE_PAGE,
    "branches:reminders": CASE_PAGE,
    "branches:job": OWNERS,
    "branches:job_file": OWNERS,
    "branches:ledger": CASE_PAGE,
    "branches:ledger_columns": CASE_PAGE,
    "branches:ledger_view": CASE_PAGE,
    "branches:ledger_view_remove": OWNERS,
    "branches:ledger_bulk": (200, 200, 200, 403, 403),
    "branches:search": (200,) * 5,
    "branches:imports": (200, 403, 403, 403, 403),
    "branches:import_preview": OWNERS,
    "branches:import_columns": OWNERS,
    "branches:import_errors": OWNERS,
    "branches:undo_import": (403, 404, 404, 404, 404),
    "branches:branch_list": (200,) * 5,
    "branches:add_branch": (200, 403, 403, 403, 200),
    "branches:branch": (200,) * 5,
    "branches:edit_branch": (200, 403, 403, 403, 200),
    "branches:open_folder": (200, 403, 403, 403, 403),
    "branches:folder": CASE_PAGE,
    "branches:edit_folder": EDIT,
    "branches:folder_step": (403, 403, 200, 403, 404),
    "branches:problem_step": (200, 403, 403, 403, 404),
    **{f"branches:add_{part}": EDIT for part in ("problem", "cause", "measure", "plan", "member")},
    **{f"branches:edit_{part}": EDIT for part in ("problem", "cause", "measure", "plan", "member")},
    **{f"branches:remove_{part}": EDIT for part in ("problem", "cause", "measure", "plan", "member")},
    "branches:log_progress": EDIT,
    "branches:choose_measure": EDIT,
    "branches:edit_progress": EDIT,
    "branches:evidence": READ,
    "branches:thumbnail": READ,
    "branches:evidence_archive": READ,
    "branches:attach_to_problem": EDIT,
    "branches:attach_to_measure": EDIT,
    "branches:folder_evidence": CASE_PAGE,
    "branches:folder_activity": CASE_PAGE,
    "branches:comment_problem": TALK,
    "branches:comment_measure": TALK,
    "branches:remove_comment": EDIT,
    "branches:edit_evidence": EDIT,
    "branches:remove_evidence": EDIT,
    "branches:notice_list": CASE_PAGE,
    "branches:notice": READ,
    "branches:issue_notice": SUPERVISE,
    "branches:reply_notice": (200, 200, 403, 403, 404),
    "branches:accept_reply": SUPERVISE,
    "branches:ask_again": SUPERVISE,
    "branches:withdraw_notice": SUPERVISE,
    "branches:scheme": (200,) * 5,
    "branches:edit_scheme": (403, 403, 403, 403, 200),
    "branches:enter_acceptance": SUPERVISE,
    "branches:acceptance": READ,
    "branches:edit_acceptance": SUPERVISE,
    # Of the two that could, the one who entered it does not sign.
    "branches:sign_acceptance": (403, 403, 403, 403, 404),
    "branches:return_acceptance": SUPERVISE,
    "branches:conclude_look_back": SUPERVISE,
    "branches:waive_look_back": SUPERVISE,
    "reports:notice_pdf": READ,
    "reports:acceptance_pdf": READ,
    "reports:acceptance_docx": READ,
    "reports:report_list": CASE_PAGE,
    "reports:report": READ,
    "reports:report_pdf": READ,
    "reports:report_docx": READ,
    "reports:edit_report": REPORT_WORDS,
    "reports:bring": (200, 403, 403, 403, 403),
    "reports:report_import": OWNERS,
    "reports:folder_paper": READ,
    "reports:folder_paper_file": READ,
    "reports:campaign_paper": CASE_PAGE,
    "reports:new_report": REPORT_WORDS,
    "reports:pages": READ,
    "reports:compare": READ,
    "reports:report_step": REPORT_WORDS,
    "reports:new_version": REPORT_WORDS,
    "reports:word_back": REPORT_WORDS,
    "reports:page_picture": READ,
    "reports:template_list": TEMPLATES,
    "reports:edit_template": TEMPLATES,
    "reports:template": TEMPLATES,
}
# Without a row of its own an address is the same for everybody; campaigns are seen by the whole county.
EVERYBODYS = {
    "accounts:change_password",
    "branches:home",
    "branches:start",
    "branches:overview",
    "branches:overview_wall",
    "branches:my_work",
    "branches:reminders",
    "branches:ledger",
    "branches:ledger_columns",
    "branches:ledger_view",
    "branches:ledger_bulk",
    "branches:search",
    "branches:imports",
    "branches:branch_list",
    "branches:add_branch",
    "branches:open_folder",
    "branches:notice_list",
    "branches:scheme",
    "branches:edit_scheme",
    "reports:report_list",
    "reports:bring",
    "reports:campaign_paper",
    "reports:template_list",
    "reports:edit_template",
    "reports:template",
}
# Seen by the whole county under the key of the campaign.
OF_CAMPAIGN = {"branches:open_folder", "branches:scheme", "branches:edit_scheme"}
FILES = {
    "branches:evidence",
    "branches:thumbnail",
    "branches:evidence_archive",
    "branches:job_file",
    "branches:import_errors",
    "reports:report_pdf",
    "reports:report_docx",
    "reports:folder_paper_file",
    "reports:page_picture",
    "reports:notice_pdf",
    "reports:acceptance_pdf",
    "reports:acceptance_docx",
}
READ_ONLY = {
    "reports:report_import",
    "branches:acceptance",
    "branches:branch",
    "branches:choose_measure",
    "branches:folder",
    "branches:folder_activity",
    "branches:folder_evidence",
    "branches:job",
    "branches:notice",
    "reports:folder_paper",
    "reports:compare",
    "reports:pages",
    "branches:import_preview",
    "reports:report",
} | FILES
# Answer a press of a button only, or are open to all.
APART = {
    "accounts:sign_in",
    "accounts:sign_out",
    "set_language",
    "reports:draft",
    "reports:archive",
    "reports:take_word",
    "reports:arrange_import",
    "reports:commit_import",
    "reports:discard_import",
    "reports:campaign_paper_file",
    "reports:save",
    "branches:become_measure",
    "branches:reorder",
    "branches:cancel_job",
    # One's own reminders and calendar; the address of a calendar is its own key.
    "branches:read_digest",
    "branches:renew_calendar",
    "branches:revoke_calendar",
    "branches:calendar",
    "branches:read_mention",
    "branches:mask_import",
    "branches:write_import",
    "branches:discard_import",
}


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
        "arrival": report_imports.start(text="一、存在问题\n散漫。", by=by).pk,
        "issued": make_report(folder, *ISSUED, style="table").pk,
        "import": report_imports.start(text="一、存在问题\n散漫。", by=by).pk,
        "picture": pictures.sheets(str(report.pk), document_of(report))[0].name,
        "template": make_template(folder.county).pk,
        "comment": comment(problem=problem).pk,
        "job": make_job(by).pk,
        "notice": make_notice(folder).pk,
        "reply": replied(folder).pk,
        **later_rows(folder),
        "view": make_view(by).pk,
        "import": arrive(by).pk,
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
        "reports:folder_paper_file": [keys["folder"], "plan", "docx"],
        "reports:campaign_paper": [folder.campaign_id, "measures"],
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


@pytest.fixture
def own(tree):
    return rows(tree.township)


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
