"""The rules of the house that can be read off the files themselves."""

import ast
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ["accounts", "branches", "reports", "rectification"]
SOURCES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TRACKED = subprocess.run(
    ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def imports(tree: ast.AST) -> list[tuple[int, str]]:
    """The modules that a tree imports, with the line."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
    return found


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def above(path: Path) -> set[str]:
    """The apps that the app of ``path`` must not know of."""
    app = path.relative_to(ROOT).parts[0]
    return set(APPS[APPS.index(app) + 1 :])


def test_there_is_something_to_check():
    assert len(SOURCES) > 80
    assert len(TEMPLATES) > 30


def test_imports_run_one_way():
    wrong = [
        (name(path), line, module)
        for path in SOURCES
        for line, module in imports(ast.parse(path.read_text()))
        if module.split(".")[0] in above(path)
    ]
    assert wrong == []


def test_own_code_is_imported_at_the_top():
    wrong = [
        (name(path), function.name, module)
        for path in SOURCES
        for function in functions(path)
        for _, module in imports(function)
        if module.split(".")[0] in APPS
    ]
    assert wrong == []


def test_choices_and_policy_import_no_models():
    leaves = [
        path for path in SOURCES if path.name in {"choices.py", "access.py", "transitions.py", "document.py"}
    ]
    allowed = re.compile(r"(accounts|branches|reports)\.(choices|access)")
    wrong = [
        (name(path), module)
        for path in leaves
        for _, module in imports(ast.parse(path.read_text()))
        if module.split(".")[0] in APPS and not allowed.fullmatch(module)
    ]
    assert len(leaves) == 7
    assert wrong == []


def test_no_drawer_for_odds_and_ends():
    drawers = {"utils", "common", "helpers", "misc", "manager2"}
    assert [
        name(path) for path in SOURCES + TESTS if path.stem in drawers or path.parent.name in drawers
    ] == []


@pytest.mark.parametrize(
    ("paths", "most"), [(SOURCES + TESTS, 400), (TEMPLATES, 200)], ids=["python", "html"]
)
def test_files_are_short(paths, most):
    assert {name(path): lines(path) for path in paths if lines(path) > most} == {}


def test_half_of_the_files_are_very_short():
    lengths = sorted(lines(path) for path in SOURCES if lines(path))
    assert lengths[len(lengths) // 2] < 80


def test_functions_are_short():
    lengths = [
        (function.end_lineno - function.lineno + 1, name(path), function.name)
        for path in SOURCES
        for function in functions(path)
    ]
    assert [entry for entry in lengths if entry[0] > 50] == []
    assert sorted(lengths)[len(lengths) // 2][0] < 10


def test_views_only_find_call_and_answer():
    views = [path for path in SOURCES if "views" in path.parts or path.stem == "views"]
    lengths = [function.end_lineno - function.lineno + 1 for path in views for function in functions(path)]
    assert sorted(lengths)[len(lengths) // 2] < 20


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|pytest\.skip|mark\.(skip|xfail)")
    itself = Path(__file__)
    assert [name(path) for path in SOURCES + TESTS if path != itself and words.search(path.read_text())] == []


def test_templates_ask_for_nothing_from_elsewhere():
    assert [
        name(path) for path in TEMPLATES if re.search(r"(src|href)=.?(https?:)?//", path.read_text())
    ] == []


def test_transactions_are_opened_by_services():
    """A view or a form that opens a transaction of its own has work in it that belongs into a service."""
    edge = {"views", "forms", "selectors"}
    wrong = [name(path) for path in SOURCES if edge & set(path.parts) and "transaction" in path.read_text()]
    assert wrong == []


def test_what_is_kept_out_of_the_repository():
    folders = {"var", ".venv", "staticfiles", "__pycache__"}
    assert [entry for entry in TRACKED if folders & set(Path(entry).parts)] == []
    assert [entry for entry in TRACKED if entry.endswith((".sqlite3", ".pyc", ".log"))] == []


def test_direct_dependencies_are_exact_and_each_named_once():
    entries = [
        line.split("#")[0].strip()
        for file in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / file).read_text().splitlines()
        if line.split("#")[0].strip() and not line.startswith("-r ")
    ]
    assert [entry for entry in entries if not re.fullmatch(r"[a-z0-9-]+(\[[a-z,]+\])?==[0-9.]+", entry)] == []
    packages = sorted(re.split(r"[=\[]", entry)[0] for entry in entries)
    assert [one for one, other in pairwise(packages) if one == other] == []
