"""What stands around the body: the head of a paper, who receives it, who signs it and when."""

import datetime as dt

import pytest

from reports.reading import read

BODY = "现将情况报告如下：\n一、存在问题\n1.会议少。\n2.账目乱。\n二、整改措施\n1.补会议。\n2.清账目。\n"


def frame(text):
    reading = read(text)
    return {
        "title": reading.title,
        "addressee": reading.addressee,
        "opening": reading.opening,
        "signatory": reading.signatory,
        "date": reading.date,
        "unassigned": [*reading.unassigned, *reading.closing],
    }


def test_a_red_head_of_several_lines():
    head = (
        "石桥县河口区柳林镇委员会\n特　急\n柳林委报〔2026〕17号　　　　签发人：王××\n\n"
        "柳林镇委员会关于报送东街社区\n党支部整顿验收材料的报告\n\n区委组织部：\n"
    )
    assert frame(head + BODY) == {
        "title": "柳林镇委员会关于报送东街社区党支部整顿验收材料的报告",
        "addressee": "区委组织部：",
        "opening": "现将情况报告如下：",
        "signatory": "",
        "date": None,
        "unassigned": ["石桥县河口区柳林镇委员会", "特　急", "柳林委报〔2026〕17号　　　　签发人：王××"],
    }


@pytest.mark.parametrize(
    ("end", "signatory"),
    [
        (
            "　　　　　　　　二〇二六年六月十五日\n　　县司法机关\n　　县交通运输局\n　　中共柳林镇委员会",
            "县司法机关 县交通运输局 中共柳林镇委员会",
        ),
        (
            "　　　　　　　　县委党校、县委组织部联合调研组\n　　　　　　　　2026年6月15日",
            "县委党校、县委组织部联合调研组",
        ),
        ("石桥村整顿工作队\n2026年6月15日", "石桥村整顿工作队"),
    ],
)
def test_several_sign(end, signatory):
    found = frame(BODY + end)
    assert (found["signatory"], found["date"], found["unassigned"]) == (signatory, dt.date(2026, 6, 15), [])


@pytest.mark.parametrize(
    ("signed", "addressee", "unassigned"),
    [
        ("石桥社区党委", "区委组织部", []),
        ("区委组织部", "", []),
        ("", "", []),
    ],
)
def test_the_unit_of_submission_receives_what_another_signed(signed, addressee, unassigned):
    found = frame(f"石桥社区整顿通报\n报送单位：区委组织部\n{BODY}{signed}\n2026年6月15日")
    assert (found["addressee"], found["unassigned"]) == (addressee, unassigned)
    assert found["signatory"] == (signed or "区委组织部")


def test_a_unit_of_submission_that_is_no_department_is_kept_aside():
    found = frame(f"石桥村整顿通报\n报送单位：石桥镇党委\n{BODY}石桥村党支部\n2026年6月15日")
    assert (found["addressee"], found["unassigned"]) == ("", ["石桥镇党委"])
