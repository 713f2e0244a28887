from django.urls import path
from django.urls.resolvers import URLPattern

from branches.views import (
    activity,
    branches,
    bulk,
    causes,
    comments,
    evidence,
    folders,
    jobs,
    ledger,
    measures,
    ordering,
    overview,
    plans,
    problems,
    progress,
    reminders,
    saved_views,
    search,
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
    path("folders/<int:pk>/order/<slug:noun>/", ordering.reorder, name="reorder"),
    path("folders/<int:pk>/progress/", progress.choose_measure, name="choose_measure"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", evidence.thumbnail, name="thumbnail"),
    path("evidence/<int:pk>/edit/", evidence.EditEvidence.as_view(), name="edit_evidence"),
    path("evidence/<int:pk>/withdraw/", evidence.WithdrawEvidence.as_view(), name="remove_evidence"),
    path("problems/<int:pk>/evidence/new/", evidence.AttachToProblem.as_view(), name="attach_to_problem"),
    path("measures/<int:pk>/evidence/new/", evidence.AttachToMeasure.as_view(), name="attach_to_measure"),
    path("folders/<int:pk>/evidence/", evidence.folder_evidence, name="folder_evidence"),
    path("folders/<int:pk>/activity/", activity.folder_activity, name="folder_activity"),
    path("problems/<int:pk>/comments/new/", comments.CommentProblem.as_view(), name="comment_problem"),
    path("measures/<int:pk>/comments/new/", comments.CommentMeasure.as_view(), name="comment_measure"),
    path("comments/<int:pk>/withdraw/", comments.WithdrawComment.as_view(), name="remove_comment"),
    path("mentions/<int:pk>/read/", comments.read_mention, name="read_mention"),
    path("folders/<int:pk>/evidence.zip", evidence.evidence_archive, name="evidence_archive"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
    path("jobs/<uuid:pk>/file/", jobs.job_file, name="job_file"),
    path("jobs/<uuid:pk>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("start/", overview.start, name="start"),
    path("overview/", overview.overview_page, name="overview"),
    path("overview/wall/", overview.wall, name="overview_wall"),
    path("work/", work.my_work, name="my_work"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<int:pk>/read/", reminders.read_digest, name="read_digest"),
    path("calendar/renew/", reminders.renew_calendar, name="renew_calendar"),
    path("calendar/revoke/", reminders.revoke_calendar, name="revoke_calendar"),
    path("calendar/<str:token>.ics", reminders.calendar_feed, name="calendar"),
    path("ledger/", ledger.ledger_page, name="ledger"),
    path("ledger/columns/", saved_views.ChooseColumns.as_view(), name="ledger_columns"),
    path("ledger/views/new/", saved_views.SaveView.as_view(), name="ledger_view"),
    path("ledger/views/<int:pk>/remove/", saved_views.RemoveView.as_view(), name="ledger_view_remove"),
    path("ledger/bulk/", bulk.BulkEdit.as_view(), name="ledger_bulk"),
    path("search/", search.search_page, name="search"),
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
]
