"""The Chinese catalogue: complete, compiled, and in step with the sources."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []
    assert len(catalogue) > 300


def test_nothing_obsolete_is_kept(catalogue):
    assert [entry.msgid for entry in catalogue if entry.obsolete] == []


def test_placeholders_survive(catalogue):
    wrong = [
        entry.msgid
        for entry in catalogue
        for words in [entry.msgstr, *entry.msgstr_plural.values()]
        if words and set(PLACEHOLDER.findall(words)) != set(PLACEHOLDER.findall(entry.msgid))
    ]
    assert wrong == []


def test_chinese_is_chinese(catalogue):
    """No text was left in English, and none ends a sentence with a half-width mark."""
    plain = [(entry.msgid, entry.msgstr) for entry in catalogue if entry.msgstr]
    same = {"; ", ", ", " or ", "%(kind)s “%(name)s”"}
    assert [
        msgid for msgid, words in plain if not re.search("[\u4e00-\u9fff]", words) and msgid not in same
    ] == []
    assert [words for _, words in plain if re.search("[\u4e00-\u9fff][.,;:!?]", words)] == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled} == {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue
    }


def texts_in_templates():
    pattern = re.compile(r"{%\s*translate\s+(?:\"([^\"]+)\"|'([^']+)')")
    for path in (ROOT / "templates").rglob("*.html"):
        for match in pattern.finditer(path.read_text()):
            yield match[1] or match[2]


def test_every_text_of_a_template_is_in_the_catalogue(catalogue):
    known = {entry.msgid.replace("%%", "%") for entry in catalogue}
    assert sorted(set(texts_in_templates()) - known) == []


SOURCE_CALL = re.compile(r"""(?<![\w.])(?:_|gettext|gettext_lazy)\(\s*"((?:[^"\\]|\\.)*)"\s*\)""")


def test_every_text_of_a_source_file_is_in_the_catalogue(catalogue):
    known = {entry.msgid for entry in catalogue}
    folders = ("accounts", "branches", "reports", "rectification")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    found = {text for path in paths for text in SOURCE_CALL.findall(path.read_text())}
    assert len(found) > 150
    assert sorted(found - known) == []


def test_plural_and_django_texts_are_there_too():
    with override("zh-hans"):
        assert gettext("This field is required.") == "这个字段是必填项。"
        assert gettext("Rectification ledger") == "整顿台账"


def test_the_default_language_is_chinese():
    code = "from django.utils.translation import gettext as g; print(g('Rectification ledger'))"
    answer = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "整顿台账"
