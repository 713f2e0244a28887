"""Reports in traditional characters are read by the same rules; what is typed stays as it is typed."""

import pytest

from reports.reading import LISTED, read
from reports.reading.characters import simplified
from tests.reports.reading.around import around

REPORT = """首頁 > 黨建
來源：網絡整理　　2026-05-06 09:15　　【字號：大 中 小】
石橋鎮黨委關於整頓軟弱渙散村黨組織的情況報告
縣委組織部：
今年以來，鎮黨委邊排查、邊整改，現將有關情況報告如下。
一、存在問題
一是支部班子年齡老化。二是村務公開流於形式。
二、問題成因
一是後備力量儲備不足。二是鎮黨委監管偏軟。
三、整改措施
一是訪談黨員群眾。二是重新評議低保。
四、下一步打算
一是繼續跟蹤問效。二是把村務公開納入監督。
特此報告。
中共石橋鎮委員會
2026年5月1日
[責任編輯：小石]
"""


@pytest.mark.parametrize(
    "text", [REPORT, REPORT.replace("一是", "1.").replace("二是", "\n2."), REPORT.replace("，", ",")]
)
def test_frame(text):
    assert around(text) == {
        "title": "石橋鎮黨委關於整頓軟弱渙散村黨組織的情況報告",
        "addressee": "縣委組織部：",
        "opening": text.split("\n")[4],
        "signatory": "中共石橋鎮委員會",
        "date": "2026-05-01",
        "aside": [
            "首頁 > 黨建",
            "來源：網絡整理　　2026-05-06 09:15　　【字號：大 中 小】",
            "[責任編輯：小石]",
            "特此報告。",
        ],
    }


def test_items():
    reading = read(REPORT)
    assert [[item.whole for item in reading.items[role]] for role in LISTED] == [
        ["支部班子年齡老化。", "村務公開流於形式。"],
        ["後備力量儲備不足。", "鎮黨委監管偏軟。"],
        ["訪談黨員群眾。", "重新評議低保。"],
        ["繼續跟蹤問效。", "把村務公開納入監督。"],
    ]


def test_a_sentence_that_a_page_mark_cuts():
    """Even what is not found in one piece in the text is given back as it was typed."""
    reading = read(REPORT.replace("問效", "—2—問\u200b效"))
    assert reading.items[LISTED[3]][0].whole == "繼續跟蹤問效。"


def test_each_character_stands_for_one():
    assert simplified(REPORT).count("黨") == 0
    assert len(simplified(REPORT)) == len(REPORT)
