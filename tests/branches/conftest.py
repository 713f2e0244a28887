import io

import pytest
import tinyhtml5
from django.conf import settings
from django.urls import reverse

from tests.branches.reading import Seen, without_unseen


@pytest.fixture
def look(client):
    """Open a page in English as somebody: a name or an address, and what it is narrowed to."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    def open_page(user, where, *, expect=200, method="get", **query):
        client.force_login(user)
        address = where if where[0] in "/?" else reverse(where)
        answer = getattr(client, method)(address, query or None)
        assert answer.status_code == expect
        tree = tinyhtml5.parse(
            io.BytesIO(answer.content), namespace_html_elements=False, transport_encoding="utf-8"
        )
        return Seen(answer, without_unseen(tree))

    return open_page
