"""A real Chromium, driven against a real server with the real static files."""

import os
import re
from functools import partial

import pytest
from django.test import Client

# An answer that is no page, and a line that a test breaks on purpose, are told to the console too.
NO_FAULT = re.compile(
    r"Failed to load resource: (the server responded|net::ERR_(FAILED|INTERNET_DISCONNECTED))"
)

# Playwright keeps an event loop in the test's thread; the database is used from there between its calls only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture
def complaints():
    """What a page complained of, for a test that gives it reason to: it clears the list."""
    return []


@pytest.fixture
def page(browser, live_server, complaints):
    """A fresh window of a Chinese office desk, 1440 wide; anything the page complains of fails the test."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        viewport={"width": 1440, "height": 900},
        accept_downloads=True,
        # Colours are looked at as they will be, not on their way there.
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert [text for text in complaints if not NO_FAULT.search(text)] == []


@pytest.fixture
def enter(live_server):
    """Be somebody in a window from now on, without the way through the sign-in page."""

    def be(context, user):
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])

    return be


@pytest.fixture
def become(page, enter):
    return partial(enter, page.context)


@pytest.fixture
def plain(browser, live_server):
    """A window in which no script runs."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def sign_in(page, become):
    """Be somebody, and see what that somebody sees first."""

    def enter(user):
        become(user)
        page.goto("/")

    return enter
