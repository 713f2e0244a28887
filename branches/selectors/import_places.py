"""Whom a ledger speaks of: its townships and branches, found in the register by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.choices import Level
from accounts.models import Organisation, User
from branches.ledgers.words import plain, shown
from branches.models import Branch

LISTED = 20
_OFFICE = re.compile(r"(党工委|党委|委员会|人民政府|政府|办事处|党政办|党建办)+$")
_OF_BRANCH = re.compile(r"(党总支部?|党支部|总支部?|支部|党委|委员会)+$")


class UnknownPlace(ValueError):
    """No such township here, in words for the row."""


@dataclass(slots=True)
class Places:
    """The townships in the scope of ``by`` (all of them for None); ``default`` is meant where a row names none.

    Where nobody has set up any yet, a ledger can be looked through all the same: each that it names is ``assumed``.
    """

    townships: list[Organisation]
    default: Organisation | None
    assumed: dict[str, Organisation] | None = None
    _branches: dict[int, dict[str, list[Branch]]] = field(default_factory=dict)

    @classmethod
    def of(cls, by: User | None, default: Organisation | None) -> Places:
        seen = Organisation.objects.visible_to(by) if by else Organisation.objects.all()
        townships = list(seen.townships().select_related("county", "city"))
        if default is None and len(townships) == 1:
            default = townships[0]
        return cls(townships, default, None if by or townships else {})

    def meant(self, setting: str) -> str:
        """The township that a title speaks of, where nobody chose one for the whole ledger."""
        return setting if self.default is None else ""

    def township(self, name: str, county: str, branch: str = "") -> Organisation:
        """The township called ``name``; where none is, the only one that has a ``branch``. Raises ``UnknownPlace``."""
        if self.assumed is not None:
            return self.assumed.setdefault(name, Organisation(name=name, level=Level.TOWNSHIP))
        if not name:
            found = [self.default] if self.default else self._with(branch)
            if len(found) != 1:
                raise UnknownPlace(
                    _("Say which township the row is about, or choose one for the whole ledger.")
                )
            return found[0]
        found = [place for place in self.townships if _same_office(place.name, name)]
        if county and len(found) > 1:
            found = [place for place in found if place.county and plain(county) in plain(place.county.name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownPlace(_("There are several of this name; write the county too."))
        listed = "、".join(place.name for place in self.townships[:LISTED])
        raise UnknownPlace(
            _("No township of this name is in your organisation; there are: %(listed)s.") % {"listed": listed}
        )

    def _with(self, branch: str) -> list[Organisation]:
        return [place for place in self.townships if branch and self.branch(place, branch)]

    def branch(self, township: Organisation, name: str) -> Branch | None:
        """The branch of ``township`` called ``name``; but for 党支部 and the like, where only one fits."""
        known = self._register(township)
        alike = known.get(plain(name)) or known.get(_bare(name)) or known.get(_local(name, township), [])
        exact = [branch for branch in alike if shown(branch.name) == shown(name)]
        found = exact or alike
        return found[0] if len(found) == 1 else None

    def _register(self, township: Organisation) -> dict[str, list[Branch]]:
        if not self._branches:
            self._load()
        return self._branches.get(township.pk, {})

    def _load(self) -> None:
        self._branches = {place.pk: {} for place in self.townships}
        for branch in Branch.objects.filter(township__in=self.townships).order_by("-is_active", "id"):
            known = self._branches[branch.township_id]
            for word in {plain(branch.name), _bare(branch.name)}:
                known.setdefault(word, []).append(branch)


def _bare(name: str) -> str:
    return _OF_BRANCH.sub("", plain(name)) or plain(name)


def _local(name: str, township: Organisation) -> str:
    """青石村 of 中共某县澄禾镇青石村支部委员会, in 澄禾镇."""
    bare, place = _bare(name), plain(township.name)
    start = bare.find(place) + len(place) if place and place in bare else 0
    return bare[start:].removeprefix("中共")


def _same_office(name: str, said: str) -> bool:
    """Whether 澄禾镇 is meant by 中共澄禾镇委员会, 澄禾镇党委 or 某县澄禾镇."""
    one, other = (_OFFICE.sub("", plain(text).removeprefix("中共")) for text in (name, said))
    return one == other or (len(one) > 2 and other.endswith(one))  # noqa: PLR2004 - 甲镇 would be the end of too much
