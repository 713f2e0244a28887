"""For a second run on another database: leaves out what asks no database, and so would only be said again."""

import pytest

FIXTURES = {"db", "transactional_db", "live_server"}


def asks(item: pytest.Item) -> bool:
    return bool(FIXTURES & set(item.fixturenames)) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if not asks(item)])
    items[:] = [item for item in items if asks(item)]
