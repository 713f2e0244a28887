"""What holds for every request: language, security headers, the answer when the database is away."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.test import Client
from django.urls import include, path, reverse
from django.utils.translation import get_language

from rectification.urls import handler500

__all__ = ["handler500"]


@login_not_required
def database_away(request):
    raise OperationalError("could not connect to server")


@login_not_required
def fault(request):
    raise ZeroDivisionError


urlpatterns = [path("away/", database_away), path("fault/", fault), path("", include("rectification.urls"))]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = __name__


def test_the_page_is_chinese_whatever_the_browser_prefers(visitor):
    answer = visitor.get(reverse("accounts:sign_in"), headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-hans">' in answer.content.decode()


def test_the_switch_leads_to_english_and_back_to_the_same_page(visitor):
    here = reverse("accounts:sign_in")
    answer = visitor.post(reverse("set_language"), {"language": "en", "next": here})
    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    assert visitor.get(here).headers["Content-Language"] == "en"
    visitor.post(reverse("set_language"), {"language": "zh-hans", "next": here})
    assert visitor.get(here).headers["Content-Language"] == "zh-hans"


def test_an_unknown_language_is_chinese(visitor, settings):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert visitor.get(reverse("accounts:sign_in")).headers["Content-Language"] == "zh-hans"


def test_one_request_does_not_leave_its_language_to_the_next(visitor):
    before = get_language()
    visitor.cookies["django_language"] = "en"
    visitor.get(reverse("accounts:sign_in"))
    assert get_language() == before


def test_every_answer_forbids_foreign_and_inline_code(visitor):
    policy = visitor.get(reverse("accounts:sign_in")).headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'self'",
        "base-uri": "'self'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
        "img-src": "'self' data:",
    }


def test_every_answer_carries_the_other_safety_headers(visitor):
    headers = visitor.get(reverse("accounts:sign_in")).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_whoever_is_not_signed_in_is_asked_to(visitor):
    answer = visitor.get(reverse("branches:ledger") + "?status=open")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('accounts:sign_in')}?next=/ledger/%3Fstatus%3Dopen"


@pytest.mark.usefixtures("broken")
def test_a_database_that_is_away_asks_to_come_back(visitor):
    answer = visitor.get("/away/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "<h1>" in answer.content.decode()


@pytest.mark.usefixtures("broken")
def test_a_fault_of_ours_shows_nothing_of_its_inside(visitor):
    answer = visitor.get("/fault/")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.content.decode()
