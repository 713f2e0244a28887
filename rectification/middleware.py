"""What holds for every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect


class ChosenLanguageMiddleware:
    """Chinese, unless the reader pressed the switch. The browser's own language is not asked: office machines
    are often set up in English, and their users read Chinese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Who is not signed in is asked to. Where a script asks for a part of a page (the session ended meanwhile), the
    whole window goes to sign in, and then back to the page that it shows.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        answer = super().handle_no_permission(request, view_func)
        if not request.htmx:
            return answer
        page = request.htmx.current_url_abs_path or resolve_url(settings.LOGIN_REDIRECT_URL)
        return HttpResponseClientRedirect(redirect_to_login(page, self.get_login_url(view_func)).url)
