from django.http import HttpRequest


def query_without(request: HttpRequest, name: str) -> str:
    """The query string of ``request`` without ``name``: what a link to another page of a list carries along."""
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()
