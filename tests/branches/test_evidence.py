"""Evidence: kept with a progress entry, seen by those in scope, withdrawn with a reason, taken home as an archive."""

import io
import uuid
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from branches.evidence_files import check
from branches.models import Evidence, ProgressEntry, Rectification
from branches.services import evidence, measures
from tests.factories import log, make_measure, make_problem, make_user
from tests.pictures import picture, upload

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def entry(folder):
    problem = make_problem(folder, text="阵地/不足：漏雨。")
    return log(make_measure(folder, [problem], title="改造场所"))


@pytest.fixture
def kept(entry, clerk):
    (found,) = evidence.attach(entry=entry, files=[check(upload())], by=clerk)
    return found


def stored():
    root = Path(settings.MEDIA_ROOT)
    return {path for path in root.rglob("*") if path.is_file()}


def see(client, name, key):
    """The answer to a look, with its bytes in ``.body``; reading it to the end closes the file behind it."""
    answer = client.get(reverse(f"branches:{name}", args=[key]))
    answer.body = answer.getvalue()
    return answer


def form_of(measure, **values):
    first = {
        "text": "完成屋面翻修。",
        "percent": "60",
        "happened_on": TODAY().isoformat(),
        "for_report": "on",
    }
    return reverse("branches:log_progress", args=[measure.pk]), {**first, **values}


class TestKeeping:
    def test_a_file_is_kept_with_what_is_known_of_it(self, kept, entry, clerk):
        assert (kept.entry, kept.rectification, kept.uploaded_by) == (entry, entry.rectification, clerk)
        assert (kept.name, kept.kind, kept.is_picture) == ("现场.jpg", "image/jpeg", True)
        assert kept.size == kept.file.size

    def test_its_place_says_nothing_of_what_it_shows(self, kept):
        assert "现场" not in kept.file.name
        assert kept.file.name.startswith(f"evidence/{kept.rectification_id}/")

    def test_a_file_that_is_there_is_not_kept_twice(self, kept, entry, clerk):
        files = [
            check(upload()),
            check(upload(content=picture(color="blue"))),
            check(upload(content=picture(color="blue"))),
        ]
        assert len(evidence.attach(entry=entry, files=files, by=clerk)) == 1
        assert Evidence.objects.count() == 2

    def test_if_one_fails_none_is_kept_and_no_file_stays_behind(self, entry, clerk):
        before = stored()
        good, bad = check(upload()), check(upload(content=picture(color="blue")))
        object.__setattr__(bad, "kind", "x" * 101)
        with pytest.raises(ValidationError):
            evidence.attach(entry=entry, files=[good, bad], by=clerk)
        assert (Evidence.objects.count(), stored()) == (0, before)

    @pytest.mark.parametrize("role", ["reviewer", "supervisor", "auditor"])
    def test_only_those_who_log_progress_keep_and_withdraw(self, tree, kept, entry, role):
        user = make_user(role, tree.township if role == "reviewer" else tree.county)
        with pytest.raises(PermissionDenied):
            evidence.attach(entry=entry, files=[check(upload(content=picture(color="blue")))], by=user)
        with pytest.raises(PermissionDenied):
            evidence.withdraw(evidence=kept, reason="误传", by=user)
        assert list(Evidence.objects.standing()) == [kept]

    def test_a_frozen_folder_takes_no_evidence(self, kept, entry, clerk):
        Rectification.objects.update(stage="acceptance")
        with pytest.raises(PermissionDenied):
            evidence.withdraw(evidence=kept, reason="误传", by=clerk)


class TestWithdrawing:
    def test_it_needs_a_reason_and_deletes_nothing(self, kept, clerk):
        files = stored()
        with pytest.raises(ValidationError) as caught:
            evidence.withdraw(evidence=kept, reason=" ", by=clerk)
        assert list(caught.value.error_dict) == ["reason"]
        gone = evidence.withdraw(evidence=kept, reason="误传", by=clerk)
        assert (gone.reason, gone.withdrawn_by, stored()) == ("误传", clerk, files)
        assert list(Evidence.objects.standing()) == []

    def test_it_happens_once(self, kept, clerk):
        evidence.withdraw(evidence=kept, reason="误传", by=clerk)
        with pytest.raises(PermissionDenied):
            evidence.withdraw(evidence=kept, reason="再次", by=clerk)
        with pytest.raises(PermissionDenied):
            evidence.edit(evidence=kept, caption="改", by=clerk)
        assert Evidence.objects.get().reason == "误传"

    def test_what_was_withdrawn_may_be_uploaded_again(self, kept, entry, clerk):
        evidence.withdraw(evidence=kept, reason="误传", by=clerk)
        assert len(evidence.attach(entry=entry, files=[check(upload())], by=clerk)) == 1

    def test_on_the_pages(self, client, kept, clerk):
        client.force_login(clerk)
        address = reverse("branches:remove_evidence", args=[kept.pk])
        empty = client.post(address, {"reason": "", "version": 1})
        assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["reason"])
        answer = client.post(address, {"reason": "误传", "version": 1})
        assert answer.headers["Location"].endswith(f"#measure-{kept.entry.measure_id}")
        assert see(client, "evidence", kept.pk).status_code == 404
        page = client.get(reverse("branches:folder", args=[kept.rectification_id])).content.decode()
        assert "已撤回: 误传" in page

    def test_a_caption_is_given_on_its_page(self, client, kept, clerk):
        client.force_login(clerk)
        address = reverse("branches:edit_evidence", args=[kept.pk])
        assert client.post(address, {"caption": "屋面翻修", "version": 1}).status_code == 302
        assert str(Evidence.objects.get()) == "屋面翻修"


class TestSeeing:
    def test_those_in_scope_see_it(self, client, kept, clerk, supervisor, auditor):
        for user in (clerk, supervisor, auditor):
            client.force_login(user)
            answer = see(client, "evidence", kept.pk)
            assert answer.status_code == 200
            assert answer.body == Path(kept.file.path).read_bytes()

    @pytest.mark.parametrize("name", ["evidence", "thumbnail"])
    def test_nobody_else_does(self, client, tree, kept, clerk, administrator, name):
        client.force_login(clerk)
        assert see(client, name, kept.pk).status_code == 200
        for user in (
            make_user("staff", tree.other_township),
            make_user("supervisor", tree.other_county),
            administrator,
        ):
            client.force_login(user)
            assert see(client, name, kept.pk).status_code == 404
        client.logout()
        assert see(client, name, kept.pk).status_code == 302

    def test_no_address_serves_the_folder_of_files(self, client, kept, clerk):
        client.force_login(clerk)
        assert client.get(f"/{kept.file.name}").status_code == 404
        assert client.get(f"/media/{kept.file.name}").status_code == 404

    def test_pictures_are_shown_and_other_files_saved(self, client, entry, clerk):
        client.force_login(clerk)
        files = [check(upload()), check(upload("说明.pdf", b"%PDF-1.7 x"))]
        shown, also = evidence.attach(entry=entry, files=files, by=clerk)
        Evidence.objects.filter(pk=also.pk).update(kind="application/zip")
        assert see(client, "evidence", shown.pk).headers["Content-Disposition"].startswith("inline")
        saved = see(client, "evidence", also.pk)
        assert saved.headers["Content-Disposition"].startswith("attachment")
        assert saved.headers["Cache-Control"] == "private, max-age=3600"
        assert see(client, "thumbnail", also.pk).status_code == 404


class TestLogging:
    def test_progress_and_photos_go_together(self, client, folder, clerk):
        client.force_login(clerk)
        measure = make_measure(folder)
        address, values = form_of(measure)
        files = [upload("一.jpg"), upload("二.jpg", picture(color="blue"))]
        assert client.post(address, {**values, "files": files}).status_code == 302
        assert [one.name for one in ProgressEntry.objects.get().evidence.all()] == ["一.jpg", "二.jpg"]

    def test_one_bad_file_is_told_and_nothing_is_written(self, client, folder, clerk):
        client.force_login(clerk)
        address, values = form_of(make_measure(folder))
        answer = client.post(address, {**values, "files": [upload(), upload("坏.jpg", b"x")]})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])
        assert answer.context["form"]["text"].value() == values["text"]
        assert (ProgressEntry.objects.count(), Evidence.objects.count()) == (0, 0)

    def test_ten_files_are_too_many(self, client, folder, clerk):
        client.force_login(clerk)
        address, values = form_of(make_measure(folder))
        files = [upload(f"{number}.jpg") for number in range(10)]
        answer = client.post(address, {**values, "files": files})
        assert answer.context["form"].errors["files"] == ["每次最多上传9个文件。"]

    def test_what_is_sent_twice_is_written_once(self, client, folder, clerk):
        client.force_login(clerk)
        measure = make_measure(folder)
        address, values = form_of(measure)
        key = client.get(address).context["form"]["key"].value()
        answers = [client.post(address, {**values, "key": key, "files": [upload()]}) for _ in range(2)]
        assert [answer.headers["Location"] for answer in answers] == [answers[0].headers["Location"]] * 2
        assert (ProgressEntry.objects.count(), Evidence.objects.count()) == (1, 1)

    @pytest.mark.parametrize(
        ("words", "photos", "entries", "files"),
        [("完工。", "", 2, 0), ("开工。", "", 1, 0), ("开工。", ["red", ""], 1, 1), ("开工。", ["red", "red"], 1, 1),
         ("开工。", ["red", "blue"], 1, 2)],
        ids=["other words", "fetched anew", "without its photo", "the same photo", "another photo"],
    )  # fmt: skip
    def test_the_same_words_in_a_new_form_are_written_once_and_no_photo_is_left_out(
        self, client, folder, clerk, words, photos, entries, files
    ):
        client.force_login(clerk)
        address, values = form_of(make_measure(folder))
        for text, color in zip(["开工。", words], photos or ["", ""], strict=True):
            key = client.get(address).context["form"]["key"].value()
            sent = {"files": [upload(content=picture(color=color))]} if color else {}
            answer = client.post(address, {**values, "key": key, "text": text, **sent})
            assert answer.status_code == 302
        assert (ProgressEntry.objects.count(), Evidence.objects.count()) == (entries, files)

    def test_a_key_of_somebody_else_opens_nothing(self, tree, folder, clerk):
        measure, key = make_measure(folder), uuid.uuid4()
        values = {"text": "甲", "percent": 1, "happened_on": TODAY(), "key": key}
        entry = measures.log_progress(measure=measure, by=clerk, **values)
        assert measures.log_progress(measure=measure, by=clerk, **values) == entry
        colleague = make_user("staff", tree.township, "colleague")
        with pytest.raises(ValidationError):
            measures.log_progress(measure=measure, by=colleague, **values)
        assert ProgressEntry.objects.get().text == "甲"

    def test_files_are_added_to_an_entry_later(self, client, entry, clerk):
        client.force_login(clerk)
        address = reverse("branches:edit_progress", args=[entry.pk])
        _, values = form_of(entry.measure)
        assert client.post(address, {**values, "version": 1, "files": [upload()]}).status_code == 302
        assert entry.evidence.count() == 1


class TestArchive:
    def opened(self, client, folder):
        answer = see(client, "evidence_archive", folder.pk)
        return zipfile.ZipFile(io.BytesIO(answer.body))

    def test_it_holds_every_file_named_by_problem_and_measure(self, client, folder, kept, clerk):
        client.force_login(clerk)
        day = kept.entry.happened_on
        path = f"问题1 阵地_不足/措施1 改造场所/{day:%Y%m%d}-001-现场.jpg"
        archive = self.opened(client, folder)
        assert archive.namelist() == ["目录.xlsx", path]
        assert archive.read(path) == Path(kept.file.path).read_bytes()
        rows = list(load_workbook(io.BytesIO(archive.read("目录.xlsx"))).active.values)
        assert rows == [
            ("序号", "问题", "措施", "日期", "进展", "说明", "文件"),
            (1, "问题1 阵地/不足", "改造场所", day.isoformat(), kept.entry.text, None, path),
        ]

    def test_what_was_withdrawn_is_not_in_it(self, client, folder, kept, clerk):
        evidence.withdraw(evidence=kept, reason="误传", by=clerk)
        client.force_login(clerk)
        assert self.opened(client, folder).namelist() == ["目录.xlsx"]

    def test_a_measure_without_a_problem_has_its_place_too(self, client, folder, clerk):
        entry = log(make_measure(folder, title="=办实事"), text="=1+1")
        evidence.attach(entry=entry, files=[check(upload())], by=clerk)
        client.force_login(clerk)
        archive = self.opened(client, folder)
        assert archive.namelist()[1].startswith("未对应问题/措施1 =办实事/")
        index = load_workbook(io.BytesIO(archive.read("目录.xlsx"))).active
        told = [(cell.value, cell.data_type, bool(cell.quotePrefix)) for cell in (index["C2"], index["E2"])]
        assert told == [("=办实事", "s", True), ("=1+1", "s", True)]

    def test_it_is_for_those_in_scope(self, client, tree, folder, kept):
        client.force_login(make_user("staff", tree.other_township))
        assert see(client, "evidence_archive", folder.pk).status_code == 404
