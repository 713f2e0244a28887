"""The frame of the pages in a real browser and as plain HTML: forms and their errors, partials, error pages."""

import socketserver
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template, render_to_string
from django.test.testcases import LiveServerThread
from django.urls import path
from django.utils.translation import override
from django.views.i18n import set_language
from playwright.sync_api import Page

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
SENT: list[str] = []


class NoteForm(forms.Form):
    title = forms.CharField(label="Title", help_text="One line.")
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)

    def clean(self) -> None:
        if self.errors:
            raise forms.ValidationError("Nothing was saved.")


@login_not_required
def note(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        SENT.append(request.POST.get("title", ""))
        if form.is_valid():
            return redirect("/note/")
    return render(request, "forms/form_page.html", {"form": form, "title": "Note", "cancel_url": "/note/"})


@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "base_plain.html")


urlpatterns = [
    path("note/", note),
    path("plain/", plain),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _english_and_plain_names(settings) -> Iterator[None]:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}
    settings.ALLOWED_HOSTS = ["*"]
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


class Elements(HTMLParser):
    """Every element of a page as (tag, attributes, text directly in it)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self.found and data.strip():
            self.found[-1][2].append(data.strip())

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, " ".join(text)) for name, attrs, text in self.found if name == tag]


def words(name: str, **context: object) -> str:
    parser = Elements(render_to_string(name, context))
    return " ".join(" ".join(text) for _, _, text in parser.found if text)


class TestFormErrors:
    @pytest.fixture
    def page(self, client) -> Elements:
        return Elements(client.post("/note/", {"title": ""}).content.decode())

    def test_summary_links_every_error_to_its_field(self, page):
        assert [
            (a["href"], text) for a, text in page.all("a") if (a.get("href") or "").startswith("#id_")
        ] == [
            ("#id_title", "Title: This field is required."),
            ("#id_text", "Text: This field is required."),
            ("#id_kind_0", "Kind: This field is required."),
        ]

    def test_summary_is_announced_and_can_take_the_focus(self, page):
        alerts = [attrs for attrs, _ in page.all("div") if attrs.get("role") == "alert"]
        assert alerts == [{"class": "error-summary", "role": "alert", "tabindex": "-1"}]

    def test_summary_begins_with_what_is_wrong_with_the_whole(self, page):
        assert [text for _, text in page.all("li") if text][-1] == "Nothing was saved."

    def test_fields_say_that_they_are_invalid_and_what_describes_them(self, page):
        ids = {attrs["id"] for _, attrs, _ in page.found if attrs.get("id")}
        [title] = [attrs for attrs, _ in page.all("input") if attrs.get("name") == "title"]
        [text] = [attrs for attrs, _ in page.all("textarea")]
        assert (title["aria-invalid"], title["aria-describedby"]) == (
            "true",
            "id_title_helptext id_title_error",
        )
        assert (text["aria-invalid"], text["aria-describedby"]) == ("true", "id_text_error")
        assert {"id_title_helptext", "id_title_error", "id_text_error", "id_kind_0"} <= ids

    def test_a_form_without_errors_has_no_summary(self, client):
        page = Elements(client.get("/note/").content.decode())
        assert [attrs for attrs, _ in page.all("div") if attrs.get("role") == "alert"] == []

    def test_a_form_page_has_one_heading_one_main_and_one_form_to_send(self, client):
        page = Elements(client.get("/note/").content.decode())
        assert [text for _, text in page.all("h1")] == ["Note"]
        assert [attrs["id"] for attrs, _ in page.all("main")] == ["main"]
        assert len([a for a, _ in page.all("form") if a.get("action") != "/i18n/setlang/"]) == 1


class TestPartials:
    def test_light_says_its_words(self):
        assert words("partials/lamp.html", tone="red", words="Overdue") == "Overdue"

    def test_state_carries_its_code_and_words(self):
        page = Elements(
            render_to_string("partials/status_badge.html", {"status": "pending", "label": "Waiting"})
        )
        assert page.all("span") == [({"class": "state state-pending"}, "Waiting")]

    @pytest.mark.parametrize(("percent", "tone", "css"), [(0, "", "meter"), (45, "red", "meter meter-red")])
    def test_progress_is_a_bar_with_its_number(self, percent, tone, css):
        page = Elements(render_to_string("partials/progress.html", {"percent": percent, "tone": tone}))
        bar = {"class": css, "max": "100", "value": str(percent), "aria-label": "Progress"}
        assert page.all("progress") == [(bar, "")]
        assert page.all("span") == [({}, f"{percent}%")]

    def test_shares_stand_one_after_the_other(self):
        context = {"done": 3, "active": 2, "overdue": 1, "total": 6, "label": "3, 2, 1"}
        page = Elements(render_to_string("partials/share.html", context))
        assert [(a.get("x", "0"), a["width"]) for a, _ in page.all("rect")] == [
            ("0", "3"),
            ("3", "2"),
            ("5", "1"),
        ]
        assert [(a["viewbox"], a["aria-label"]) for a, _ in page.all("svg")] == [("0 0 6 1", "3, 2, 1")]

    def test_pager_leads_to_its_neighbours_and_keeps_the_filter(self):
        page = Elements(
            render_to_string(
                "partials/pager.html", {"page": Paginator(range(30), 10).page(2), "query": "q=x"}
            )
        )
        assert [a["href"] for a, _ in page.all("a")] == ["?q=x&page=1", "?q=x&page=3"]
        assert page.all("span")[0][1] == "11–20 of 30"

    def test_pager_of_one_page_is_silent(self):
        assert words("partials/pager.html", page=Paginator(range(5), 10).page(1)) == ""

    def test_empty_state_says_what_to_do_next(self):
        context = {"title": "No branches", "text": "Add one.", "action_url": "/new/", "action_label": "Add"}
        page = Elements(render_to_string("partials/empty.html", context))
        assert (page.all("h2"), page.all("a")) == (
            [({}, "No branches")],
            [({"class": "btn btn-primary", "href": "/new/"}, "Add")],
        )

    def test_breadcrumb_links_what_has_an_address(self):
        page = Elements(
            render_to_string("partials/breadcrumb.html", {"crumbs": [("Folders", "/"), ("2026", "")]})
        )
        assert (page.all("a"), page.all("li")[1][1]) == ([({"href": "/"}, "Folders")], "2026")


class TestErrorPages:
    @pytest.mark.parametrize("name", ["500.html", "503.html"])
    def test_needs_no_context_at_all(self, name):
        page = Elements(get_template(name).template.render(_bare_context()))
        assert len(page.all("h1")) == len(page.all("main")) == 1
        assert page.all("form") == []

    def test_refusal_shows_its_reason(self, client, rf):
        html = render_to_string("403.html", {"exception": "Who submits does not sign off."}, rf.get("/"))
        assert [t for _, t in Elements(html).all("p") if t] == ["Who submits does not sign off."]


def _bare_context():
    from django.template import Context

    return Context()


@pytest.fixture
def address() -> Iterator[str]:
    """A real server without a database: nothing here reads one, and Playwright's loop forbids it in this thread."""
    socketserver.ThreadingMixIn.daemon_threads = True
    server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def open_page(browser, address):
    contexts = []

    def opened(url: str, width: int = 1440, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale="en", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.browser
class TestInTheBrowser:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_theme_follows_the_system(self, open_page, scheme):
        page = open_page("/note/", color_scheme=scheme)
        assert page.locator("html").get_attribute("data-bs-theme") == scheme

    def test_theme_once_chosen_stays(self, open_page):
        page = open_page("/note/", color_scheme="light")
        page.get_by_role("button", name="Dark theme").click()
        page.reload()
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        assert page.get_by_role("button", name="Dark theme").get_attribute("aria-pressed") == "true"

    def test_menu_folds_on_a_phone_and_opens_by_its_button(self, open_page):
        page = open_page("/note/", width=390)
        menu = page.locator("#site-menu")
        states = [menu.is_visible()]
        page.get_by_role("button", name="Menu").click()
        states.append(menu.is_visible())
        assert (states, page.get_by_role("button", name="Menu").get_attribute("aria-expanded")) == (
            [False, True],
            "true",
        )

    def test_menu_is_there_without_a_script(self, open_page):
        page = open_page("/note/", width=390, java_script_enabled=False)
        assert page.locator("#site-menu").is_visible()
        assert page.locator("[data-menu-button]").is_hidden()

    def test_focus_goes_to_the_error_summary(self, open_page):
        page = open_page("/note/")
        page.get_by_role("button", name="Save").click()
        page.wait_for_selector(".error-summary")
        assert page.evaluate("document.activeElement.className") == "error-summary"

    def test_a_link_of_the_summary_leads_to_the_field(self, open_page):
        page = open_page("/note/")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Text: This field is required.").click()
        assert page.evaluate("document.activeElement.id") == "id_text"

    def test_a_double_click_sends_once(self, open_page):
        SENT.clear()
        page = open_page("/note/")
        page.get_by_label("Title").fill("once")
        page.get_by_role("button", name="Save").dblclick()
        page.wait_for_selector(".error-summary")
        assert SENT == ["once"]

    def test_the_button_answers_again_after_going_back(self, open_page):
        page = open_page("/note/")
        page.get_by_role("button", name="Save").click()
        page.wait_for_selector(".error-summary")
        page.go_back()
        assert page.locator("[aria-disabled]").count() == 0

    def test_a_text_area_grows_with_its_text(self, open_page):
        page = open_page("/note/")
        area = page.get_by_label("Text")
        before = area.bounding_box()["height"]
        area.fill("\n".join(["line"] * 20))
        assert area.bounding_box()["height"] > 2 * before
        assert area.evaluate("a => a.scrollHeight <= a.clientHeight")

    def test_skip_link_is_the_first_stop(self, open_page):
        page = open_page("/note/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"

    @pytest.mark.parametrize("width", [1440, 390])
    def test_nothing_is_wider_than_the_window(self, open_page, width):
        page = open_page("/note/", width=width)
        assert page.evaluate("document.documentElement.scrollWidth") == width

    def test_fields_and_buttons_are_thumb_sized_on_a_phone(self, open_page):
        page = open_page("/note/", width=390)
        heights = page.evaluate(
            "[...document.querySelectorAll('main .form-control, main .btn')].map(e => e.getBoundingClientRect().height)"
        )
        assert [height for height in heights if height < 44] == []

    def test_language_is_one_click_away(self, open_page):
        page = open_page("/plain/")
        before = page.locator("html").get_attribute("lang")
        page.get_by_role("button", name="中文").click()
        page.wait_for_selector("html[lang^=zh]")
        assert (before, page.url.endswith("/plain/")) == ("en", True)
