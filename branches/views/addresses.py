from django.http import HttpRequest, QueryDict


def query_without(request: HttpRequest, *names: str) -> str:
    """The query string of ``request`` without ``names``: what a link to another page of a list carries along."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def query_of(request: HttpRequest, *names: str) -> str:
    """What the query string of ``request`` says of ``names``, without the empty ones."""
    query = QueryDict(mutable=True)
    for name in names:
        query.setlist(name, [value for value in request.GET.getlist(name) if value])
    return query.urlencode()
