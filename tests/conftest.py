"""Who and what tests are about. Everything is made through ``tests.factories``."""

import pytest
from django.db import transaction
from playwright.sync_api import sync_playwright

from tests.factories import make_folder, make_tree, make_user, operator

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """A context: what is made in it is there for all tests of a module, each of which takes back only its own."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
    yield django_db_blocker.unblock
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def tree(db):
    return make_tree()


@pytest.fixture
def clerk(tree):
    return make_user("staff", tree.township)


@pytest.fixture
def reviewer(tree):
    return make_user("reviewer", tree.township)


@pytest.fixture
def supervisor(tree):
    return make_user("supervisor", tree.county)


@pytest.fixture
def auditor(tree):
    return make_user("auditor", tree.county)


@pytest.fixture
def administrator(tree):
    return make_user("admin", tree.county)


@pytest.fixture(name="operator")
def _operator(tree):
    return operator()


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township)
