"""What a folder still lacks for a report, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branches.models import Rectification
from reports.selectors.material import Material


def missing_for_report(folder: Rectification) -> list[str]:
    """Why there is nothing to report yet; empty if there is."""
    if folder.problem_count:
        return []
    return [_("No problem has been entered in this folder yet; a report tells of problems first.")]


def left_out(found: Material) -> list[str]:
    """Which parts of the report are left out because the folder holds nothing for them."""
    parts = (
        (found.causes, _("No cause has been entered: the part on causes is left out.")),
        (
            found.measures,
            _("Of no measure there is anything to tell: the part on rectification is left out."),
        ),
        (found.plans, _("No next step is ahead: the part on next steps is left out.")),
    )
    return [words for rows, words in parts if not rows]
