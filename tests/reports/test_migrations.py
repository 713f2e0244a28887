"""Reports written before paragraphs were kept: every word of the office's is still there."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from reports.models import Report
from reports.selectors.documents import document_of
from reports.services import paragraphs
from reports.services.paragraphs import Step
from tests.factories import make_problem
from tests.transactional import TRANSACTIONAL

pytestmark = TRANSACTIONAL
WORDS = {
    "opening": "开头一。\n\n 开头二。",
    "lead_problems": "经排查：",
    "lead_causes": "",
    "lead_measures": "整改如下：",
    "lead_plans": "",
    "closing": "特此报告。",
}


@pytest.fixture
def old_report(folder, clerk):
    """Written with the model as it was; the tables are brought back to today's afterwards."""
    executor = MigrationExecutor(connection)
    executor.migrate([("reports", "0001_initial")])
    try:
        old = executor.loader.project_state([("reports", "0001_initial")]).apps.get_model("reports", "Report")
        written = old.objects.create(
            rectification_id=folder.pk, title="题", signatory="甲镇", signed_on=dt.date(2026, 11, 3),
            created_by_id=clerk.pk, **WORDS,
        )  # fmt: skip
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    return Report.objects.get(pk=written.pk)


def test_words_become_paragraphs_and_the_data_is_one_press_away(folder, clerk, old_report):
    assert (old_report.campaign, old_report.organisation) == (folder.campaign, folder.township)
    assert (old_report.county, old_report.township) == (folder.county, folder.township)
    document = document_of(old_report)
    told = ("开头一。", "开头二。", "经排查：", "整改如下：")
    assert (document.opening, document.closing) == (told, ("特此报告。",))
    make_problem(folder, text="班子不团结。")
    paragraphs.save(report=old_report, by=clerk, step=Step("update"))
    texts = [row.text for row in old_report.paragraphs.all()]
    assert {"班子不团结。", "存在突出问题", "经排查：", "特此报告。"} <= set(texts)


def test_the_models_say_what_the_migrations_made():
    assert {model.__name__ for model in apps.get_app_config("reports").get_models()} == {
        "Paragraph",
        "Report",
        "ReportDecision",
        "ReportImport",
        "ReportTemplate",
    }
