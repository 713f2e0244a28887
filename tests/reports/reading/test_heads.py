"""Heads of bulletins, forms and messages, and lines of who wrote it and when."""

import pytest

from tests.reports.reading.around import around

OPENING = "现将整顿情况汇报如下："
BODY = f"{OPENING}\n一、存在问题\n1.会议少。\n2.账目乱。\n二、整改措施\n1.补会议。\n2.清账目。"
TITLE = "石桥村“三步走”整顿软弱涣散党组织"


@pytest.mark.parametrize(
    ("head", "aside"),
    [
        ("组织工作简报\n第17期\n石桥乡党委办公室编        2026年5月8日", ["组织工作简报", "第17期"]),
        ("组织工作简报\n第 2 期\n石桥乡党委办公室\n2026年5月8日", ["组织工作简报", "第 2 期"]),
        ("党建动态（2026年第3期）\n石桥乡党委办公室主办　　2026年5月8日", ["党建动态（2026年第3期）"]),
        (
            "党建信息\n第8期（总第32期）　　　2026年5月8日\n主办单位：石桥乡党委办公室\n本期要目\n★石桥村见成效",
            ["党建信息", "第8期（总第32期）", "本期要目", "★石桥村见成效"],
        ),
    ],
)
@pytest.mark.parametrize("rule", ["", "————————————\n\n"])
def test_bulletins(head, aside, rule):
    """Whose bulletin it is, and of what day, counts where nobody signs; the lists of receivers are set aside."""
    lists = ["报：县委组织部", "送：乡党委班子成员", "发：各村党支部", "（共印45份）"]
    assert around("\n".join([head, f"{rule}{TITLE}", BODY, *lists])) == {
        "title": TITLE,
        "opening": OPENING,
        "signatory": "石桥乡党委办公室",
        "date": "2026-05-08",
        "aside": [*aside, *lists],
    }


def test_a_title_that_only_reads_like_the_name_of_a_bulletin():
    assert around(f"石桥村整顿情况通报\n{BODY}")["title"] == "石桥村整顿情况通报"


def test_an_editors_note_begins_a_line():
    title = "石桥村：“四步工作法”推动软弱涣散党组织“脱胎换骨”"
    note = "编者按：石桥村抓整顿，由乱到治。现将做法摘编如下。"
    assert around(f"{title}\n{note}\n{BODY}") == {"title": title, "opening": f"{note}\n{OPENING}"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("县司法机关派驻石桥村第一书记 韩××", {"signatory": "县司法机关派驻石桥村第一书记 韩××"}),
        ("填报单位：石桥镇党委\t\t填报日期：2026年5月8日", {"signatory": "石桥镇党委", "date": "2026-05-08"}),
        ("汇报人：李某    汇报时间：2026年5月8日", {"signatory": "李某", "date": "2026-05-08"}),
        ("单位（盖章）：石桥村党支部  时间：2026.5.8", {"signatory": "石桥村党支部", "date": "2026-05-08"}),
        (
            "填报单位：石桥镇党委\t填报人：李某\t联系电话：000\t填报时间：2026年5月",
            {"signatory": "石桥镇党委", "aside": ["填报人：李某", "联系电话：000", "填报时间：2026年5月"]},
        ),
    ],
)
@pytest.mark.parametrize(
    "title", ["石桥村整顿工作情况汇报", "在一线淬炼成长\n——驻石桥村第一书记抓整顿工作汇报"]
)
def test_lines_under_the_title(title, line, found):
    expected = {"title": title.replace("\n", ""), "opening": OPENING, **found}
    assert around(f"{title}\n\n{line}\n\n{BODY}") == expected


@pytest.mark.parametrize(
    ("greeting", "end", "signatory", "day"),
    [
        ("张部长好🙏", "石桥村第一书记李××\n9.26", "石桥村第一书记李××", "9.26"),
        ("李书记您好！", "石桥村支书王某\n3月12日", "石桥村支书王某", "3月12日"),
    ],
)
def test_messages(greeting, end, signatory, day):
    said = "石桥村整顿的事跟您汇报一下，材料下周补正式的。"
    assert around(f"{greeting}\n{said}\n{BODY.removeprefix(OPENING)}\n{end}") == {
        "addressee": greeting,
        "opening": said,
        "signatory": signatory,
        "aside": [day],
    }


def test_rows_of_a_form_are_no_opening():
    rows = ["党组织名称\t石桥村党支部", "党员人数\t35名\t党支部书记\t李某"]
    assert around("\n".join(["软弱涣散党组织整顿情况登记表", *rows, BODY.removeprefix(f"{OPENING}\n")])) == {
        "title": "软弱涣散党组织整顿情况登记表",
        "aside": rows,
    }


def test_an_addressee_below_a_long_title_has_its_line():
    title = "关于石桥村党支部晋位升级工作有关经费问题的补充意见建议"
    assert around(f"{title}\n县委组织部：\n{BODY}") == {
        "title": title,
        "addressee": "县委组织部：",
        "opening": OPENING,
    }


def test_brackets_of_a_notice_are_no_path():
    opening = "根据县委 <关于做好整顿工作的通知> 精神,现将情况汇报如下:"
    assert around(f"石桥村整顿汇报\n县委组织部:\n{opening}\n{BODY.removeprefix(OPENING)}") == {
        "title": "石桥村整顿汇报",
        "addressee": "县委组织部:",
        "opening": opening,
    }


def test_the_outline_of_a_speech():
    heads = "一、存在问题\n二、整改措施\n"
    text = f"石桥村整顿工作汇报\n汇报提纲\n{heads}{BODY}"
    assert around(text) == {"title": "石桥村整顿工作汇报", "opening": OPENING}


def test_an_attachment_below_the_signature_without_a_word():
    lines = ["石桥村整顿工作统计表", "会议6次", "走访40户"]
    assert around("\n".join(["石桥村整顿汇报", BODY, "石桥村党支部", "2026年5月1日", *lines])) == {
        "title": "石桥村整顿汇报",
        "opening": OPENING,
        "signatory": "石桥村党支部",
        "date": "2026-05-01",
        "aside": lines,
    }


def test_a_title_runs_on_into_the_committee_that_it_is_for():
    title, to = "关于石桥村党支部整顿工作情况的报告", "中共某县委组织部："
    assert around(f"{title}{to}{BODY}") == {"title": title, "addressee": to, "opening": OPENING}


@pytest.mark.parametrize("who", ["驻石桥村第一书记：张立", "石桥村党支部书记: 王某某"])
def test_who_signs_by_post_and_name(who):
    found = around(f"石桥村整顿汇报\n{BODY}\n{who}\n2026年5月8日")
    assert (found["signatory"], found["date"]) == (who, "2026-05-08")
    assert "signatory" not in around(f"石桥村整顿汇报\n{BODY}\n{who}")


@pytest.mark.parametrize("end", ["石桥镇党委", "石桥村党支部"])
def test_a_department_under_the_title_is_whom_another_reports_to(end):
    text = f"石桥村整顿工作汇报\n中共某县委组织部\n{BODY}\n{end}\n2026年5月8日"
    found = around(text)
    assert (found["addressee"], found["signatory"]) == ("中共某县委组织部", end)
    assert "addressee" not in around(text.replace(end, "中共某县委组织部"))


@pytest.mark.parametrize("who", ["镇党委", "街道党工委"])
def test_a_committee_without_a_name_is_whom_a_branch_reports_to(who):
    found = around(f"石桥村整顿工作汇报\n{who}\n{BODY}\n石桥村党支部\n2026年5月8日")
    assert (found["addressee"], found["signatory"]) == (who, "石桥村党支部")


def test_a_title_of_three_lines():
    lines = ["中共石桥镇委员会", "关于南坪、北坪两村党组织", "软弱涣散整顿工作情况的报告"]
    assert around("\n".join([*lines, BODY]))["title"] == "".join(lines)
    # A name below a title is no line of it.
    assert around(f"关于石桥村整顿情况的报告\n石桥村党支部\n{BODY}")["title"] == "关于石桥村整顿情况的报告"


def test_the_title_of_a_form():
    title = "软弱涣散党组织整顿情况报告表"
    assert around(f"{title}\n{BODY}") == {"title": title, "opening": OPENING}
