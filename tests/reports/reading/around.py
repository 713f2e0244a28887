"""What was read around the body of a text, for comparing."""

from __future__ import annotations

from reports.reading import read


def around(text):
    """Title, addressee, opening, signatory, date and what is in no field; nothing that is empty."""
    reading = read(text)
    found = {
        "title": reading.title,
        "addressee": reading.addressee,
        "opening": reading.opening,
        "signatory": reading.signatory,
        "date": reading.date and reading.date.isoformat(),
        "aside": [*reading.unassigned, *reading.closing],
    }
    return {key: value for key, value in found.items() if value}
