from django.urls import path
from django.urls.resolvers import URLPattern

from branches.views import (
    branches,
    causes,
    evidence,
    folders,
    imports,
    jobs,
    ledger,
    measures,
    plans,
    problems,
    progress,
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
    path("imports/", imports.Upload.as_view(), name="imports"),
    path("imports/<uuid:pk>/", imports.preview, name="import_preview"),
    path("imports/<uuid:pk>/columns/", imports.Columns.as_view(), name="import_columns"),
    path("imports/<uuid:pk>/errors.xlsx", imports.errors, name="import_errors"),
    path("imports/<uuid:pk>/mask/", imports.mask, name="mask_import"),
    path("imports/<uuid:pk>/write/", imports.write, name="write_import"),
    path("imports/<uuid:pk>/discard/", imports.discard, name="discard_import"),
    path("imports/<uuid:pk>/undo/", imports.Undo.as_view(), name="undo_import"),
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
]
