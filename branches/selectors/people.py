"""Who sees a folder, and who of them is addressed in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.choices import Level
from accounts.models import User
from branches.models import Rectification

# An @ inside of a word is an address of mail, not of a person here.
_AT = re.compile(r"(?<![0-9A-Za-z._%+-])@")
_WORD = re.compile(r"[\w.+-]{1,30}")
_GOES_ON = re.compile(r"[0-9A-Za-z_-]")


def who_see(folder: Rectification) -> QuerySet[User]:
    """The people with an account that sees ``folder``: of its township and of the committees above it."""
    above = Q(organisation__in=(folder.township_id, folder.county_id, folder.city_id))
    province = Q(organisation__level=Level.PROVINCE)
    roles = access.roles_with(Verb.VIEW_CASES)
    people = User.objects.filter(above | province, is_active=True, role__in=roles)
    return people.select_related("organisation").order_by(
        "-organisation__level", "organisation_id", "name", "pk"
    )


def addressed(folder: Rectification, text: str, further: Iterable[User] = ()) -> list[User]:
    """Everybody whom ``text`` addresses as @username or @name, and ``further``, each once.

    Raises ``ValidationError`` for an @ that means nobody who sees the folder, or several of the same name.
    """
    people = list(who_see(folder))
    wrong = [_("%(name)s does not see this folder.") % {"name": one} for one in further if one not in people]
    found = dict.fromkeys(further)
    for match in _AT.finditer(text):
        rest = text[match.end() :]
        meant = _meant(people, rest)
        if len(meant) == 1:
            found[meant[0]] = None
        elif name := _WORD.match(rest):
            wrong.append(_refusal(meant, name.group()))
    if wrong:
        raise ValidationError({"text": wrong})
    return list(found)


def _meant(people: list[User], rest: str) -> list[User]:
    """Who ``rest`` begins with: the longest username or name wins, since Chinese leaves no space after a name."""
    lengths = {one: max(_length(one.username, rest), _length(one.name, rest)) for one in people}
    longest = max(lengths.values(), default=0)
    return [one for one, length in lengths.items() if length == longest] if longest else []


def _length(handle: str, rest: str) -> int:
    """How many characters of ``rest`` spell ``handle``; 0 if it is another word."""
    end = len(handle)
    if not handle or rest[:end].casefold() != handle.casefold():
        return 0
    return 0 if handle[-1].isascii() and _GOES_ON.match(rest[end:]) else end


def _refusal(meant: list[User], name: str) -> str:
    if meant:
        names = ", ".join(f"@{one.username}" for one in meant)
        message = _("Several people are called %(name)s; write one of: %(names)s")
        return message % {"name": meant[0].name, "names": names}
    return _("“@%(name)s” is nobody who sees this folder.") % {"name": name}
