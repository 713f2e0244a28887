from branches.models.branches import Branch
from branches.models.calendar_feeds import CalendarFeed
from branches.models.campaigns import Campaign, Criterion
from branches.models.causes import Cause
from branches.models.comments import Comment, CommentMention
from branches.models.counts import TownshipCount
from branches.models.decisions import Decision
from branches.models.digests import Digest
from branches.models.evidence import Evidence
from branches.models.jobs import Job
from branches.models.measures import Measure
from branches.models.plans import FollowUpPlan
from branches.models.problems import Problem
from branches.models.progress import ProgressEntry
from branches.models.rectifications import Rectification
from branches.models.saved_views import ChosenColumns, SavedView
from branches.models.search import SearchText
from branches.models.snapshots import Snapshot
from branches.models.task_force import TaskForceMember

__all__ = [
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
    "Job",
    "Measure",
    "Problem",
    "ProgressEntry",
    "Rectification",
    "SavedView",
    "SearchText",
    "Snapshot",
    "TaskForceMember",
    "TownshipCount",
]
