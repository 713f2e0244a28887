"""The folder itself, the branch it is about, and the campaign it belongs to."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from branches.criteria import NATIONAL_CRITERIA
from branches.exceptions import StaleVersion
from branches.models import Branch, Campaign, Criterion, Rectification
from branches.services import branches, campaigns, rectifications
from tests.factories import DETERMINED, make_branch, make_campaign, make_folder, make_user

pytestmark = pytest.mark.django_db


class TestFolder:
    def test_opens_at_the_first_stage_in_its_township(self, tree, folder):
        assert (folder.stage, folder.township, folder.county) == ("proposed", tree.township, tree.county)
        assert (folder.is_editable, folder.is_settled) == (True, False)

    def test_is_opened_once_a_campaign(self, tree, folder):
        with pytest.raises(ValidationError) as caught:
            make_folder(branch=folder.branch, campaign=folder.campaign)
        assert list(caught.value.error_dict) == ["branch"]
        assert Rectification.objects.count() == 1

    @pytest.mark.parametrize("role", ["reviewer", "supervisor", "auditor", "admin"])
    def test_is_opened_by_staff_only(self, tree, role):
        branch, campaign = make_branch(tree.township), make_campaign(tree.county)
        user = make_user(role, tree.township if role == "reviewer" else tree.county)
        with pytest.raises(PermissionDenied):
            rectifications.open_folder(branch=branch, campaign=campaign, by=user, determined_on=DETERMINED)
        assert Rectification.objects.count() == 0

    def test_is_not_opened_for_a_branch_elsewhere(self, tree, clerk):
        branch, campaign = make_branch(tree.other_township), make_campaign(tree.county)
        with pytest.raises(PermissionDenied):
            rectifications.open_folder(branch=branch, campaign=campaign, by=clerk, determined_on=DETERMINED)

    @pytest.mark.parametrize("field", ["due_on", "planned_on"])
    def test_dates_stand_in_order(self, tree, field):
        with pytest.raises(ValidationError) as caught:
            make_folder(township=tree.township, **{field: DETERMINED - dt.timedelta(days=1)})
        assert list(caught.value.error_dict) == [field]
        assert Rectification.objects.count() == 0

    def test_criteria_come_from_its_campaign(self, tree, folder, clerk):
        own = list(folder.campaign.criteria.all()[:2])
        rectifications.edit(rectification=folder, by=clerk, criteria=own)
        assert list(folder.criteria.all()) == own
        foreign = make_campaign(tree.other_county).criteria.first()
        with pytest.raises(ValidationError) as caught:
            rectifications.edit(rectification=folder, by=clerk, criteria=[foreign])
        assert list(caught.value.error_dict) == ["criteria"]
        assert list(folder.criteria.all()) == own

    def test_the_second_of_two_editors_is_told(self, folder, clerk):
        rectifications.edit(rectification=folder, by=clerk, version=1, goal="先到")
        with pytest.raises(StaleVersion):
            rectifications.edit(rectification=folder, by=clerk, version=1, goal="后到")
        assert Rectification.objects.get().goal == "先到"

    def test_a_phrase_is_read_with_the_campaigns_year(self, tree):
        assert make_folder(township=tree.township, deadline="年底前").due_on == dt.date(2026, 12, 31)


class TestBranch:
    def test_takes_the_place_of_its_township(self, tree):
        branch = make_branch(tree.township)
        assert (branch.city, branch.county, branch.township) == (tree.city, tree.county, tree.township)

    def test_names_are_given_once_a_township(self, tree):
        make_branch(tree.township, name="一村")
        with pytest.raises(ValidationError) as caught:
            make_branch(tree.township, name="一村")
        assert list(caught.value.error_dict) == ["name"]
        assert make_branch(tree.other_township, name="一村").pk

    def test_belongs_to_a_township(self, tree, administrator):
        with pytest.raises(ValidationError) as caught:
            branches.add(township=tree.county, by=administrator, name="一村")
        assert list(caught.value.error_dict) == ["township"]

    def test_is_entered_by_those_in_whose_scope_it_lies(self, tree, clerk, administrator, supervisor):
        assert branches.add(township=tree.township, by=administrator, name="一村").pk
        for user, township in [(clerk, tree.other_township), (supervisor, tree.township)]:
            with pytest.raises(PermissionDenied):
                branches.add(township=township, by=user, name="二村")
        assert Branch.objects.count() == 1

    def test_is_edited_with_its_version(self, tree, clerk):
        branch = make_branch(tree.township)
        assert branches.edit(branch=branch, by=clerk, version=1, secretary="甲").version == 2
        with pytest.raises(StaleVersion):
            branches.edit(branch=branch, by=clerk, version=1, secretary="乙")
        with pytest.raises(PermissionDenied):
            branches.edit(branch=branch, by=make_user("staff", tree.other_township), secretary="丙")
        assert Branch.objects.get().secretary == "甲"


class TestCampaign:
    def test_starts_with_the_national_ten(self, tree):
        campaign = make_campaign(tree.county)
        found = Criterion.objects.filter(campaign=campaign).values_list("number", "label", "short_label")
        assert tuple(found) == NATIONAL_CRITERIA
        assert [number for number, *_ in NATIONAL_CRITERIA] == list(range(1, 11))

    def start(self, organisation, by, **values):
        first = {
            "name": "批次",
            "year": 2026,
            "starts_on": dt.date(2026, 1, 1),
            "ends_on": dt.date(2026, 12, 31),
        }
        return campaigns.start(organisation=organisation, by=by, **{**first, **values})

    def test_is_started_by_the_administrator_of_the_place(self, tree, administrator, clerk):
        assert self.start(tree.county, administrator).organisation == tree.county
        for organisation, user in [(tree.other_county, administrator), (tree.county, clerk)]:
            with pytest.raises(PermissionDenied):
                self.start(organisation, user, name="另一批次")
        assert Campaign.objects.count() == 1

    @pytest.mark.parametrize(
        ("values", "field"),
        [({"ends_on": dt.date(2025, 12, 31)}, "ends_on"), ({"name": ""}, "name")],
    )
    def test_odd_values_are_refused_beside_their_field(self, tree, administrator, values, field):
        with pytest.raises(ValidationError) as caught:
            self.start(tree.county, administrator, **values)
        assert list(caught.value.error_dict) == [field]
        assert (Campaign.objects.count(), Criterion.objects.count()) == (0, 0)

    def test_names_are_given_once(self, tree, administrator):
        self.start(tree.county, administrator)
        with pytest.raises(ValidationError) as caught:
            self.start(tree.county, administrator)
        assert list(caught.value.error_dict) == ["name"]
