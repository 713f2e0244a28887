"""The demo's files: a slip of the pen is named with its file, and leaves nothing behind."""

import pytest

from accounts.models import Organisation, User
from branches.demo import loading, schema
from branches.demo.schema import DemoError


def township_file(**changes):
    """A small township that is right but for ``changes``."""
    person = {"username": "u", "name": "某", "post": "干事"}
    problem = {"text": "问题。", "criterion": 1, "post": "支部书记", "found": -9, "due": 9}
    folder = {
        "branch": {"name": "某村党支部", "kind": "village", "secretary": "某", "members": 3},
        "stage": "proposed",
        "determined": -10,
        "deadline": 90,
        "criteria": [1],
        "problems": [problem],
        "causes": [{"text": "原因。", "for": [1]}],
        "measures": [],
    }
    whole = {"name": "某镇", "clerk": person, "reviewer": person, "others": [], "folder": [folder]}
    return {**whole, **changes}


def folder_with(**changes):
    return township_file(folder=[{**township_file()["folder"][0], **changes}])


def refusal(township) -> str:
    with pytest.raises(DemoError) as error:
        schema.check("some.toml", "township", township)
    return str(error.value)


def load_with(folder, old, new):
    """Load a copy of the delivered files in which chenghe.toml says ``new`` instead of ``old``, once."""
    for path in schema.FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "chenghe":
            assert old in text
            text = text.replace(old, new, 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(DemoError) as error:
        loading.load(folder)
    return str(error.value)


def test_right_file_passes():
    schema.check("some.toml", "township", township_file())


@pytest.mark.parametrize("name", schema.TOWNSHIPS)
def test_files_as_delivered_pass(name):
    assert schema.read_township(name)["folder"]


def test_unknown_key():
    assert refusal(township_file(mayor="某")) == "some.toml: unknown in township: mayor"


def test_missing_key():
    township = township_file()
    del township["clerk"]
    assert refusal(township) == "some.toml: township without clerk"


def test_unknown_key_deep_inside():
    problem = {**township_file()["folder"][0]["problems"][0], "owner": "某"}
    assert refusal(folder_with(problems=[problem])) == "some.toml: unknown in problems: owner"


def test_unknown_key_of_the_branch():
    branch = {**township_file()["folder"][0]["branch"], "phone": "1"}
    assert refusal(folder_with(branch=branch)) == "some.toml: unknown in branch: phone"


def test_deadline_either_or():
    problem = {**township_file()["folder"][0]["problems"][0], "phrase": "年底前"}
    assert refusal(folder_with(problems=[problem])) == "some.toml: problems needs either due or phrase"
    del problem["phrase"], problem["due"]
    assert refusal(folder_with(problems=[problem])) == "some.toml: problems needs either due or phrase"


def test_misshapen_row():
    wrong = "some.toml: a row of plans is not str, str"
    assert refusal(folder_with(plans=[["只有标题"]])) == wrong


def test_second_round_is_checked_too():
    failed = {
        "applied": -5,
        "on": -3,
        "words": "不合格。",
        "marks": [1],
        "survey": [1, 1, 0, 0, 1],
        "problems": [],
        "causes": [],
        "measures": [{}],
    }
    message = "some.toml: measures without for, post, start, title, what"
    assert refusal(folder_with(failed=failed)) == message


@pytest.mark.parametrize("number", [0, 2, -1])
def test_cause_of_a_problem_that_is_not_there(number):
    folder = folder_with(causes=[{"text": "原因。", "for": [number]}])
    assert refusal(folder) == f"some.toml: 某村党支部: no problem {number}"


def test_second_round_counts_its_problems_on():
    first = township_file()["folder"][0]
    second = {key: first[key] for key in ("problems", "measures")}
    later = {
        "applied": -5,
        "on": -3,
        "words": "不合格。",
        "marks": [1],
        "survey": [1, 1, 0, 0, 1],
        "causes": [{"text": "原因。", "for": [2]}],
        **second,
    }
    schema.check("some.toml", "township", folder_with(failed=later))
    early = folder_with(failed=later, causes=[{"text": "原因。", "for": [2]}])
    assert refusal(early) == "some.toml: 某村党支部: no problem 2"


def test_broken_toml_names_the_file(tmp_path):
    (tmp_path / "county.toml").write_text('province = "江岭省', encoding="utf-8")
    with pytest.raises(DemoError, match=r"^county\.toml: "):
        schema.read_county(tmp_path)


def test_a_mistake_leaves_nothing_behind(db, tmp_path):
    said = load_with(tmp_path, "criterion = 8", "criterion = 88")
    assert said == "chenghe.toml: 柳溪社区党总支: no criterion 88"
    assert (Organisation.objects.count(), User.objects.count()) == (0, 0)


def test_what_a_service_refuses_is_told_with_file_and_branch(db, tmp_path):
    said = load_with(tmp_path, "found = -255, due = 25", "found = -255, due = -300")
    assert said.startswith("chenghe.toml: 柳溪社区党总支: {'due_on': ")


def test_a_stage_that_the_entry_does_not_come_to(db, tmp_path):
    said = load_with(tmp_path, 'stage = "rectifying"', 'stage = "acceptance"')
    assert said == "chenghe.toml: 柳溪社区党总支: comes to the stage rectifying, not acceptance"
