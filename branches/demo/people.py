"""The invented county's organisations, people and campaign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.choices import Level, Role
from accounts.models import Organisation, User
from accounts.services import organisations
from branches.models import Campaign
from branches.services import campaigns

PASSWORD = "demo-2026"  # noqa: S105  (printed for everybody to use)


@dataclass(slots=True)
class Place:
    """One township with the two people who work there."""

    organisation: Organisation
    clerk: User
    reviewer: User


@dataclass(slots=True)
class County:
    """Who acts in the demo: the operator sets up, the supervisor decides."""

    operator: User
    organisations: dict[str, Organisation]
    today: dt.date
    accounts: list[User] = field(default_factory=list)
    hashed: str = field(default_factory=lambda: make_password(PASSWORD))

    def day(self, offset: int) -> dt.date:
        return self.today + dt.timedelta(days=offset)

    def person(self, entry: dict[str, Any], role: str, organisation: Organisation) -> User:
        """A user with the demo password. One hash serves all, so that loading is quick."""
        details = {key: entry[key] for key in ("username", "name", "post")}
        user = User(role=role, organisation=organisation, password=self.hashed, **details)
        user.full_clean()
        user.save()
        self.accounts.append(user)
        return user

    def place(self, township: dict[str, Any], position: int) -> Place:
        parent = self.organisations["county"]
        node = Organisation(name=township["name"], level=Level.TOWNSHIP, parent=parent, position=position)
        organisation = organisations.save(organisation=node, by=self.operator)
        return Place(
            organisation,
            self.person(township["clerk"], Role.STAFF, organisation),
            self.person(township["reviewer"], Role.REVIEWER, organisation),
        )

    @property
    def supervisor(self) -> User:
        return self._named("supervisor")

    @property
    def leader(self) -> User:
        """Who signs what the supervisor has entered."""
        return self._named("leader")

    def _named(self, username: str) -> User:
        return next(user for user in self.accounts if user.username == username)


def found_county(entry: dict[str, Any], today: dt.date) -> tuple[County, Campaign]:
    """Province, city and county with their people, and the county's campaign."""
    operator = User.objects.create_superuser("operator", PASSWORD, name="系统运维")
    found: dict[str, Organisation] = {}
    parent = None
    for level in (Level.PROVINCE, Level.CITY, Level.COUNTY):
        node = Organisation(name=entry[level.column], level=level, parent=parent)
        parent = found[level.column] = organisations.save(organisation=node, by=operator)
    county = County(operator, found, today)
    for person in entry["user"]:
        county.person(person, person["role"], found[person["at"]])
    plan = entry["campaign"]
    campaign = campaigns.start(
        organisation=found["county"], by=operator, name=plan["name"].format(year=today.year), year=today.year,
        starts_on=county.day(plan["starts"]), ends_on=county.day(plan["ends"]),
        consolidation_months=plan["consolidation"], look_back_months=plan["look_back"],
    )  # fmt: skip
    return county, campaign
