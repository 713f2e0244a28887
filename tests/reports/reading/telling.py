"""What was read of a text, for comparing."""

from __future__ import annotations

from reports.reading import LISTED, read


def told(text):
    """Everything that was read but what is empty; items as they are printed."""
    reading = read(text)
    found = {
        "title": reading.title,
        "opening": reading.opening,
        **{str(role): [item.whole for item in reading.items[role]] for role in LISTED},
        **{f"lead_{role}": reading.leads[role] for role in LISTED},
        "signatory": reading.signatory,
        "unassigned": [*reading.unassigned, *reading.closing],
    }
    return {key: value for key, value in found.items() if value}
