"""Enumerations of the domain. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BranchKind(models.TextChoices):
    """The seven classes of primary-level Party organisations in the ledgers seen."""

    VILLAGE = "village", _("Village")
    COMMUNITY = "community", _("Community")
    OFFICE = "office", _("Government office")
    INSTITUTION = "institution", _("Public institution")
    ENTERPRISE = "enterprise", _("State-owned enterprise")
    PRIVATE = "private", _("Non-public enterprise")
    SOCIAL = "social", _("Social organisation")


class Stage(models.TextChoices):
    """Where a folder stands. The order is the order of the stage line."""

    PROPOSED = "proposed", _("Proposed")
    RECTIFYING = "rectifying", _("Under rectification")
    ACCEPTANCE = "acceptance", _("Acceptance requested")
    CLOSED = "closed", _("Signed off")
    CONSOLIDATING = "consolidating", _("Consolidation")
    ARCHIVED = "archived", _("Archived")


OPEN_STAGES = (Stage.PROPOSED, Stage.RECTIFYING, Stage.ACCEPTANCE)
# Content is frozen while the county decides and after it has decided.
EDITABLE_STAGES = (Stage.PROPOSED, Stage.RECTIFYING)


class ProblemStatus(models.TextChoices):
    OPEN = "open", _("Not started")
    RECTIFYING = "rectifying", _("In progress")
    PENDING = "pending", _("Awaiting check")
    CLOSED = "closed", _("Signed off")
    LONG_TERM = "long_term", _("Long-term")


# Done for the period: counted as settled, never red.
SETTLED = (ProblemStatus.CLOSED, ProblemStatus.LONG_TERM)


class TaskForceKind(models.TextChoices):
    """The "four ones" and the working group."""

    COUNTY_LEADER = "county_leader", _("County leader")
    TOWN_LEADER = "town_leader", _("Town leader")
    FIRST_SECRETARY = "first_secretary", _("First secretary")
    PAIRED_UNIT = "paired_unit", _("Paired unit")
    WORKING_GROUP = "working_group", _("Working group")


class SecretaryState(models.TextChoices):
    """How it stood with the branch's secretary at the start of the year, and what came of it."""

    IN_POST = "in_post", _("In post at the start of the year, no change needed")
    VACANT = "vacant", _("Seat vacant at the start of the year, not filled yet")
    FILLED = "filled", _("Seat vacant at the start of the year, filled since")
    TO_CHANGE = "to_change", _("To be changed at the start of the year, not changed yet")
    CHANGED = "changed", _("To be changed at the start of the year, changed since")


class SecretaryTraining(models.TextChoices):
    """The highest level at which the secretary was trained this year."""

    NONE = "none", _("Not trained this year")
    BELOW = "below", _("Trained below county level")
    COUNTY = "county", _("Trained at county level or above")


class Light(models.TextChoices):
    """How a deadline stands today."""

    RED = "red", _("Overdue")
    AMBER = "amber", _("Due soon")
    GREEN = "green", _("On time")
    DONE = "done", _("Done")
    NONE = "none", _("No deadline")


AMBER_DAYS = 7


class Counted(models.TextChoices):
    """What is counted for each township and campaign, and by what."""

    FOLDERS = "folders", _("Folders by stage")
    PROBLEMS = "problems", _("Problems by status")
    FOUND = "found", _("Problems found, by month")
    SIGNED_OFF = "signed_off", _("Problems signed off, by month")


class LedgerKind(models.TextChoices):
    """What a row of the ledger is."""

    PROBLEMS = "problems", _("Problems")
    MEASURES = "measures", _("Measures")


class SearchKind(models.TextChoices):
    """What can be found by its words."""

    BRANCH = "branch", _("Branches")
    PROBLEM = "problem", _("Problems")
    MEASURE = "measure", _("Measures")
    PROGRESS = "progress", _("Progress notes")


class JobState(models.TextChoices):
    """How a job in the background stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class NoticeState(models.TextChoices):
    """Where a supervision notice stands: it goes to and fro between the first two until it is settled."""

    AWAITING = "awaiting", _("Awaiting reply")
    REPLIED = "replied", _("Replied")
    SETTLED = "settled", _("Reply accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# On somebody's desk still.
LIVE_NOTICES = (NoticeState.AWAITING, NoticeState.REPLIED)


class AcceptanceState(models.TextChoices):
    """Entered by one person; signed or returned by another."""

    ENTERED = "entered", _("Awaiting signature")
    SIGNED = "signed", _("Signed")
    RETURNED = "returned", _("Returned")


class AcceptanceVerdict(models.TextChoices):
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")


class LookBackState(models.TextChoices):
    DUE = "due", _("To be done")
    CONSOLIDATED = "consolidated", _("Consolidated")
    REBOUNDED = "rebounded", _("Rebounded")
    WAIVED = "waived", _("Waived")


class ImportState(models.TextChoices):
    """How far a ledger that came in has got."""

    READ = "read", _("Read")
    CHECKED = "checked", _("Checked")
    WRITTEN = "written", _("Taken over")
    UNDONE = "undone", _("Undone")


class RowState(models.TextChoices):
    """What a row of a ledger would do. The order is that of the preview: what needs a look comes first."""

    REFUSED = "1_refused", _("Refused")
    CHANGED = "2_changed", pgettext_lazy("what was done", "Changed")
    NEW = "3_new", _("New")
    UNCHANGED = "4_unchanged", _("Unchanged")
