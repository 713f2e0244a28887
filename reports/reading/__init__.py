"""Text of a formal report → fields. Pure functions: no Django, no queries, no files but the one given."""

from reports.reading.pieces import LISTED, Piece, Reading, Role
from reports.reading.report import read

__all__ = ["LISTED", "Piece", "Reading", "Role", "read"]
