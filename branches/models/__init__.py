from branches.models.branches import Branch
from branches.models.campaigns import Campaign, Criterion
from branches.models.causes import Cause
from branches.models.decisions import Decision
from branches.models.evidence import Evidence
from branches.models.imports import ImportedRecord, ImportRow, LedgerImport, LedgerTemplate
from branches.models.jobs import Job
from branches.models.measures import Measure
from branches.models.plans import FollowUpPlan
from branches.models.problems import Problem
from branches.models.progress import ProgressEntry
from branches.models.rectifications import Rectification
from branches.models.task_force import TaskForceMember

__all__ = [
    "Branch",
    "Campaign",
    "Cause",
    "Criterion",
    "Decision",
    "Evidence",
    "FollowUpPlan",
    "ImportRow",
    "ImportedRecord",
    "Job",
    "LedgerImport",
    "LedgerTemplate",
    "Measure",
    "Problem",
    "ProgressEntry",
    "Rectification",
    "TaskForceMember",
]
