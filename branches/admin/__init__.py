from branches.admin.acceptances import AcceptanceAdmin
from branches.admin.branches import BranchAdmin
from branches.admin.campaigns import CampaignAdmin
from branches.admin.causes import CauseAdmin
from branches.admin.comments import CommentAdmin
from branches.admin.criteria import CriterionAdmin
from branches.admin.decisions import DecisionAdmin
from branches.admin.evidence import EvidenceAdmin
from branches.admin.ledger_templates import LedgerTemplateAdmin
from branches.admin.look_backs import LookBackAdmin
from branches.admin.measures import MeasureAdmin
from branches.admin.notices import NoticeReplyAdmin, SupervisionNoticeAdmin
from branches.admin.plans import FollowUpPlanAdmin
from branches.admin.problems import ProblemAdmin
from branches.admin.progress import ProgressEntryAdmin
from branches.admin.rectifications import RectificationAdmin
from branches.admin.task_force import TaskForceMemberAdmin

__all__ = [
    "AcceptanceAdmin",
    "BranchAdmin",
    "CampaignAdmin",
    "CauseAdmin",
    "CommentAdmin",
    "CriterionAdmin",
    "DecisionAdmin",
    "EvidenceAdmin",
    "FollowUpPlanAdmin",
    "LedgerTemplateAdmin",
    "LookBackAdmin",
    "MeasureAdmin",
    "NoticeReplyAdmin",
    "ProblemAdmin",
    "ProgressEntryAdmin",
    "RectificationAdmin",
    "SupervisionNoticeAdmin",
    "TaskForceMemberAdmin",
]
