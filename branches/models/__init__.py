from branches.models.branches import Branch
from branches.models.campaigns import Campaign, Criterion
from branches.models.causes import Cause
from branches.models.comments import Comment, CommentMention
from branches.models.decisions import Decision
from branches.models.evidence import Evidence
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
    "Comment",
    "CommentMention",
    "Criterion",
    "Decision",
    "Evidence",
    "FollowUpPlan",
    "Job",
    "Measure",
    "Problem",
    "ProgressEntry",
    "Rectification",
    "TaskForceMember",
]
