"""What has no place of its own in a folder, kept by its heading with the record that the cell belongs to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branches.ledgers.records import BranchRecord, MeasureRecord, ProblemRecord, Record, Source
from branches.ledgers.rows import Cell, Row
from branches.ledgers.vocabulary import code_of, fields

# What a row's cells of these fields become is decided elsewhere; all other fields are kept as they stand.
PLACED = {code for code, field in fields().items() if not field.kept} - {"goal"}


def take(
    row: Row, branch: BranchRecord, problems: list[ProblemRecord], measures: list[MeasureRecord]
) -> None:
    """Keep the cells of ``row`` that are not placed, each with the branch, the problem or the measure it stands by."""
    for code, cell in row.cells.items():
        if not cell.here:
            continue
        if code == "goal" and _is_branchs(row, cell, problems) and not branch.goal:
            branch.goal = cell.text
        elif code not in PLACED or _has_no_place(row, code, problems, measures):
            owner = _owner(row, cell, branch, problems, measures)
            _keep(owner, cell, Source(code, cell.text, (branch, *problems, *measures)))
        if (
            code in {"closed", "status"}
            and code_of("status", cell.text) == "done"
            and "销号" in cell.column.heading + cell.text
        ):
            row.say(
                "note",
                cell.column,
                cell.text,
                _("Signing off is the county's step here; the word is kept beside it."),
            )


def _keep(owner: Record, cell: Cell, source: Source) -> None:
    heading = cell.column.heading
    known = owner.extra.get(heading)
    owner.extra[heading] = f"{known}\n{cell.text}" if known and known != cell.text else cell.text
    owner.sources.setdefault(heading, []).append(source)


def _has_no_place(row: Row, code: str, problems: list[ProblemRecord], measures: list[MeasureRecord]) -> bool:
    """Whether a cell with a place cannot go there in this row."""
    if code == "responsible_unit":
        return "responsible" in row.cells
    if code in {"progress", "outcome", "percent"}:
        return not measures
    if code in {"status", "deadline", "responsible"}:
        return not problems and not measures
    return code in row.unplaced or (code == "problem_title" and len(problems) > 1)


def _is_branchs(row: Row, cell: Cell, problems: list[ProblemRecord]) -> bool:
    """Whether the cell is told of the branch as a whole: once for all its rows, or beside several problems."""
    branch = row.cells.get("branch")
    if branch is None:
        return False
    return cell.height >= branch.height and (branch.height > 1 or len(problems) != 1)


def _owner(
    row: Row,
    cell: Cell,
    branch: BranchRecord,
    problems: list[ProblemRecord],
    measures: list[MeasureRecord],
) -> Record:
    problem = row.cells.get("problem")
    if problem and len(problems) == 1:
        inside = cell.height < problem.height
        return measures[0] if inside and len(measures) == 1 else problems[0]
    if not problems and len(measures) == 1:
        return measures[0]
    return problems[0] if len(problems) == 1 else branch
