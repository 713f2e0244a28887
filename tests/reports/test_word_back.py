"""A Word file that was edited outside: what it changes is shown, and taken over as chosen."""

import io

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.exceptions import Overtaken
from reports.reading.files import text_of_upload
from reports.renderers.docx import render_docx
from reports.selectors.documents import document_of
from reports.selectors.word_back import read_back
from reports.services import drafts, paragraphs
from reports.services.paragraphs import Typed
from reports.services.word_back import take_over
from tests.factories import log, make_cause, make_measure, make_plan, make_problem, make_report, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(folder):
    for text in ("班子不团结，议事决策走过场。", "活动场所年久失修，群众办事不便。"):
        problem = make_problem(folder, text=text)
    make_cause(folder, text="新班子磨合不够，制度执行不严。")
    log(make_measure(folder, [problem], title="修缮活动场所"), text="已完成主体修缮。")
    make_plan(folder, text="每季度检查一次。")
    return make_report(folder)


def edited(report, change):
    """The draft's own Word file, opened, changed by ``change`` and saved again."""
    opened = docx.Document(io.BytesIO(render_docx(document_of(report))))
    change({paragraph.text: paragraph for paragraph in opened.paragraphs})
    out = io.BytesIO()
    opened.save(out)
    return SimpleUploadedFile("改过.docx", out.getvalue())


def reword(paragraph, old, new):
    for run in paragraph.runs:
        run.text = run.text.replace(old, new)


def change_three(found):
    """A word in one paragraph, a paragraph more, a paragraph less."""
    first = found["一是班子不团结，议事决策走过场。"]
    reword(first, "走过场", "流于形式")
    first.insert_paragraph_before("此外还有一段新写的话，原稿里没有。")
    gone = next(paragraph for text, paragraph in found.items() if text.endswith("每季度检查一次。"))
    gone._element.getparent().remove(gone._element)


@pytest.fixture
def text(report):
    return text_of_upload(edited(report, change_three))


def kinds(found):
    return [(change.kind, change.text) for change in found.changes]


@pytest.mark.parametrize("values", [{}, {"kind": "red_head"}, {"style": "table"}])
def test_what_was_not_edited_changes_nothing(report, values):
    found = drafts.start(rectification=report.rectification, by=report.created_by, **values)
    back = read_back(found, text_of_upload(edited(found, lambda _: None)))
    assert (back.changes, back.frame) == ([], [])


def test_every_difference_is_one_change(report, text):
    found = read_back(report, text)
    assert kinds(found) == [
        ("new", "此外还有一段新写的话，原稿里没有。"),
        ("changed", "班子不团结，议事决策流于形式。"),
        ("gone", ""),
    ]
    assert found.frame == []


def test_marks_that_move_are_no_change(report):
    def swap(found):
        reword(found["一是班子不团结，议事决策走过场。"], "一是", "1.")

    assert read_back(report, text_of_upload(edited(report, swap))).changes == []


def test_title_and_date_are_only_told(report):
    def change(found):
        reword(found[report.signatory], "工作组", "办公室")

    found = read_back(report, text_of_upload(edited(report, change)))
    assert (found.changes, found.frame) == ([], [("东镇整顿工作组", "东镇整顿办公室")])


def test_what_was_chosen_is_taken_and_no_more(report, clerk, text):
    before = list(report.paragraphs.values_list("text", flat=True))
    found = read_back(report, text)
    new, changed, gone = found.changes
    assert take_over(report=report, text=text, chosen={changed.key: changed.was}, by=clerk) == 1
    texts = list(report.paragraphs.values_list("text", flat=True))
    assert [pair for pair in zip(before, texts, strict=True) if pair[0] != pair[1]] == [
        ("班子不团结，议事决策走过场。", "班子不团结，议事决策流于形式。")
    ]
    left = read_back(report, text)
    assert [change.kind for change in left.changes] == ["new", "gone"]
    take_over(report=report, text=text, chosen={change.key: change.was for change in left.changes}, by=clerk)
    assert read_back(report, text).changes == []
    put_in = report.paragraphs.get(text=new.text)
    assert (put_in.is_own, report.paragraphs.get(pk=gone.row.pk).hidden) == (True, True)


def test_new_paragraphs_stand_in_their_order(report, clerk):
    def add(found):
        first = found["一是班子不团结，议事决策走过场。"]
        for words in ("春天里种下的第一批树苗。", "夏天的雨水比往年更多。"):
            first.insert_paragraph_before(words)

    text = text_of_upload(edited(report, add))
    chosen = {change.key: change.was for change in read_back(report, text).changes}
    take_over(report=report, text=text, chosen=chosen, by=clerk)
    texts = list(report.paragraphs.values_list("text", flat=True))
    place = texts.index("春天里种下的第一批树苗。")
    assert texts[place + 1 : place + 3] == ["夏天的雨水比往年更多。", "班子不团结，议事决策走过场。"]


def test_nobody_is_overwritten_in_silence(report, clerk, reviewer, text):
    changed = read_back(report, text).changes[1]
    row = changed.row
    paragraphs.save(report=report, by=reviewer, typed=[Typed(row.pk, "先到。", row.print_of_text)])
    with pytest.raises(Overtaken):
        take_over(report=report, text=text, chosen={changed.key: changed.was}, by=clerk)
    row.refresh_from_db()
    assert row.text == "先到。"


def test_only_a_draft_takes_it(folder, clerk):
    submitted = make_report(folder, "submit")
    with pytest.raises(PermissionDenied):
        take_over(report=submitted, text="一是改。", chosen={}, by=clerk)


def where(name, report):
    return reverse(f"reports:{name}", args=[report.pk])


def test_by_the_pages(client, report, clerk):
    client.force_login(clerk)
    assert client.get(where("word_back", report)).status_code == 200
    shown = client.post(where("word_back", report), {"file": edited(report, change_three)})
    found = shown.context["found"]
    given = {f"was-{change.key}": change.was for change in found.changes} | {"text": found.text}
    one = client.post(where("take_word", report), given | {"only": found.changes[0].key})
    assert len(one.context["found"].changes) == 2
    ticked = [found.changes[1].key]
    two = client.post(where("take_word", report), given | {"take": ticked})
    assert [change.kind for change in two.context["found"].changes] == ["gone"]
    left = two.context["found"]
    given = {f"was-{change.key}": change.was for change in left.changes} | {"text": left.text}
    done = client.post(where("take_word", report), given | {"only": "all"})
    assert done.headers["Location"] == where("report", report)


def test_a_page_that_was_overtaken_shows_what_holds_now(client, report, clerk, text):
    client.force_login(clerk)
    changed = read_back(report, text).changes[1]
    row = changed.row
    paragraphs.save(report=report, by=clerk, typed=[Typed(row.pk, "先到的说法。", row.print_of_text)])
    answer = client.post(
        where("take_word", report), {"text": text, f"was-{changed.key}": changed.was, "take": changed.key}
    )
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.text == "先到的说法。"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"no Chinese"])
def test_a_file_that_cannot_be_read_is_refused_clearly(client, report, clerk, content):
    client.force_login(clerk)
    answer = client.post(where("word_back", report), {"file": SimpleUploadedFile("坏.docx", content)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_a_text_without_chinese_is_refused_too(client, report, clerk):
    client.force_login(clerk)
    assert client.post(where("take_word", report), {"text": "nothing"}).status_code == 422


def test_who_may_not_write_does_not_take(client, tree, report):
    for user, expected in (
        (make_user("supervisor", tree.county), 403),
        (make_user("staff", tree.other_township), 404),
    ):
        client.force_login(user)
        assert client.post(where("take_word", report), {"text": "一是改。"}).status_code == expected
