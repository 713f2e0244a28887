from django.urls import path
from django.urls.resolvers import URLPattern

from branches.views import (
    acceptances,
    branches,
    causes,
    evidence,
    folders,
    jobs,
    ledger,
    look_backs,
    measures,
    notices,
    plans,
    problems,
    progress,
    schemes,
    steps,
    task_force,
    work,
)

app_name = "branches"


def part(name: str, plural: str, add: object, edit: object, remove: object) -> list[URLPattern]:
    """The three pages that every part of a folder has."""
    return [
        path(f"folders/<int:folder>/{plural}/new/", add.as_view(), name=f"add_{name}"),  # type: ignore[attr-defined]
        path(f"{plural}/<int:pk>/edit/", edit.as_view(), name=f"edit_{name}"),  # type: ignore[attr-defined]
        path(f"{plural}/<int:pk>/remove/", remove.as_view(), name=f"remove_{name}"),  # type: ignore[attr-defined]
    ]


urlpatterns = [
    path("", folders.home, name="home"),
    path("folders/<int:pk>/", folders.folder, name="folder"),
    path("folders/<int:pk>/edit/", folders.EditFolder.as_view(), name="edit_folder"),
    path("folders/<int:pk>/steps/<slug:step>/", steps.FolderStep.as_view(), name="folder_step"),
    path("campaigns/<int:campaign>/folders/new/", folders.OpenFolder.as_view(), name="open_folder"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", evidence.thumbnail, name="thumbnail"),
    path("evidence/<int:pk>/edit/", evidence.EditEvidence.as_view(), name="edit_evidence"),
    path("evidence/<int:pk>/withdraw/", evidence.WithdrawEvidence.as_view(), name="remove_evidence"),
    path("folders/<int:pk>/evidence.zip", evidence.evidence_archive, name="evidence_archive"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
    path("jobs/<uuid:pk>/file/", jobs.job_file, name="job_file"),
    path("jobs/<uuid:pk>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("work/", work.my_work, name="my_work"),
    path("ledger/", ledger.ledger_page, name="ledger"),
    path("branches/", branches.branch_list, name="branch_list"),
    path("branches/new/", branches.AddBranch.as_view(), name="add_branch"),
    path("branches/<int:pk>/", branches.branch, name="branch"),
    path("branches/<int:pk>/edit/", branches.EditBranch.as_view(), name="edit_branch"),
    *part("problem", "problems", problems.AddProblem, problems.EditProblem, problems.RemoveProblem),
    *part("cause", "causes", causes.AddCause, causes.EditCause, causes.RemoveCause),
    *part("measure", "measures", measures.AddMeasure, measures.EditMeasure, measures.RemoveMeasure),
    *part("plan", "plans", plans.AddPlan, plans.EditPlan, plans.RemovePlan),
    path("plans/<int:pk>/measure/", plans.become_measure, name="become_measure"),
    *part("member", "task-force", task_force.AddMember, task_force.EditMember, task_force.RemoveMember),
    path("problems/<int:pk>/steps/<slug:step>/", steps.ProblemStep.as_view(), name="problem_step"),
    path("measures/<int:pk>/progress/", progress.LogProgress.as_view(), name="log_progress"),
    path("progress/<int:pk>/edit/", progress.EditProgress.as_view(), name="edit_progress"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("folders/<int:folder>/notices/new/", notices.IssueNotice.as_view(), name="issue_notice"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/reply/", notices.ReplyNotice.as_view(), name="reply_notice"),
    path("notices/<int:pk>/accept/", notices.AcceptReply.as_view(), name="accept_reply"),
    path("notices/<int:pk>/again/", notices.AskAgain.as_view(), name="ask_again"),
    path("notices/<int:pk>/withdraw/", notices.WithdrawNotice.as_view(), name="withdraw_notice"),
    path("campaigns/<int:campaign>/scheme/", schemes.scheme, name="scheme"),
    path("campaigns/<int:campaign>/scheme/edit/", schemes.EditScheme.as_view(), name="edit_scheme"),
    path(
        "folders/<int:folder>/acceptances/new/",
        acceptances.EnterAcceptance.as_view(),
        name="enter_acceptance",
    ),
    path("acceptances/<int:pk>/", acceptances.acceptance, name="acceptance"),
    path("acceptances/<int:pk>/edit/", acceptances.EditAcceptance.as_view(), name="edit_acceptance"),
    path("acceptances/<int:pk>/sign/", acceptances.SignAcceptance.as_view(), name="sign_acceptance"),
    path("acceptances/<int:pk>/return/", acceptances.ReturnAcceptance.as_view(), name="return_acceptance"),
    path("look-backs/<int:pk>/", look_backs.Conclude.as_view(), name="conclude_look_back"),
    path("look-backs/<int:pk>/waive/", look_backs.Waive.as_view(), name="waive_look_back"),
]
