from branches.models.acceptances import Acceptance, AcceptanceScore
from branches.models.branches import Branch
from branches.models.calendar_feeds import CalendarFeed
from branches.models.campaigns import Campaign, Criterion
from branches.models.causes import Cause
from branches.models.comments import Comment, CommentMention
from branches.models.counts import TownshipCount
from branches.models.decisions import Decision
from branches.models.digests import Digest
from branches.models.evidence import Evidence
from branches.models.imports import ImportedRecord, ImportRow, LedgerImport, LedgerTemplate
from branches.models.jobs import Job
from branches.models.look_backs import LookBack
from branches.models.measures import Measure
from branches.models.notices import NoticeReply, SupervisionNotice
from branches.models.plans import FollowUpPlan
from branches.models.problems import Problem
from branches.models.progress import ProgressEntry
from branches.models.rectifications import Rectification
from branches.models.saved_views import ChosenColumns, SavedView
from branches.models.schemes import AcceptanceScheme, SchemeItem
from branches.models.search import SearchText
from branches.models.snapshots import Snapshot
from branches.models.task_force import TaskForceMember

__all__ = [
    "Acceptance",
    "AcceptanceScheme",
    "AcceptanceScore",
    "Branch",
    "CalendarFeed",
    "Campaign",
    "Cause",
    "ChosenColumns",
    "Comment",
    "CommentMention",
    "Criterion",
    "Decision",
    "Digest",
    "Evidence",
    "FollowUpPlan",
    "ImportRow",
    "ImportedRecord",
    "Job",
    "LedgerImport",
    "LedgerTemplate",
    "LookBack",
    "Measure",
    "NoticeReply",
    "Problem",
    "ProgressEntry",
    "Rectification",
    "SavedView",
    "SchemeItem",
    "SearchText",
    "Snapshot",
    "SupervisionNotice",
    "TaskForceMember",
    "TownshipCount",
]
