from branches.admin.branches import BranchAdmin
from branches.admin.campaigns import CampaignAdmin
from branches.admin.causes import CauseAdmin
from branches.admin.criteria import CriterionAdmin
from branches.admin.decisions import DecisionAdmin
from branches.admin.evidence import EvidenceAdmin
from branches.admin.ledger_templates import LedgerTemplateAdmin
from branches.admin.measures import MeasureAdmin
from branches.admin.plans import FollowUpPlanAdmin
from branches.admin.problems import ProblemAdmin
from branches.admin.progress import ProgressEntryAdmin
from branches.admin.rectifications import RectificationAdmin
from branches.admin.task_force import TaskForceMemberAdmin

__all__ = [
    "BranchAdmin",
    "CampaignAdmin",
    "CauseAdmin",
    "CriterionAdmin",
    "DecisionAdmin",
    "EvidenceAdmin",
    "FollowUpPlanAdmin",
    "LedgerTemplateAdmin",
    "MeasureAdmin",
    "ProblemAdmin",
    "ProgressEntryAdmin",
    "RectificationAdmin",
    "TaskForceMemberAdmin",
]
