"""What is looked at in a window: whether it is for everybody, where the focus is, whether the page is the same."""

from axe_playwright_python.base import AXE_SCRIPT

from tests.factories import PASSWORD

WIDTHS = (390, 1440)
OPEN = "#dialog[open]"
ROW = "#measure-{}"


# Of the long answer only what is wrong crosses the line: that is half of the time.
ASK = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def weak(page):
    """What axe finds wrong on the page as it is now, by light and in the dark."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("scheme => document.documentElement.dataset.bsTheme === scheme", arg=scheme)
        found += [
            (scheme, one["id"], [node["target"] for node in one["nodes"]]) for one in page.evaluate(ASK)
        ]
    return found


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") == width


def focused(page, ask="outerHTML"):
    return page.evaluate(f"document.activeElement.{ask}")


def mark(page):
    """Leave a mark in the window: it is gone once another page is loaded."""
    page.evaluate("window.marked = true")


def is_same(page):
    return page.evaluate("window.marked === true")


def at_the_door(page, user):
    """Sign in as people do, and see what ``user`` sees first."""
    page.goto("/sign-in/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    follow(page, "main button[type=submit]")


def follow(window, selector):
    """Press what leads to another page, and wait until all of that is there.

    Without scripts nothing else tells: a press alone is over with the first line of the answer.
    """
    with window.expect_navigation():
        window.locator(selector).first.click()


def dialog(page):
    """The dialog, once it is open and filled."""
    page.wait_for_selector(f"{OPEN} .dialog-body")
    return page.locator(OPEN)


def done(page, words=None):
    """Wait until the dialog is closed and the page below renewed; what was said of it."""
    page.wait_for_selector(".toast-note")
    page.wait_for_function("() => !document.querySelector('#dialog[open]')")
    said = page.locator(".toast-note").inner_text().strip()
    assert words in {None, said}
    return said


def renewed(page):
    """Call before what renews the page; what it gives waits until that has happened."""
    page.evaluate("window.fresh = 0; document.addEventListener('renewed', () => { window.fresh = 1; })")
    return lambda: page.wait_for_function("() => window.fresh")
