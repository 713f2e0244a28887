"""Numbers of pages within the text."""

import pytest

from reports.reading.page_marks import without_page_marks, without_page_ordinals


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("整顿工—1—作完成1—2—9个", "整顿工作完成19个"),
        ("每年3—5—9月，覆盖全村", "每年3—5—9月，覆盖全村"),
        ("整顿第2页共4页工作", "整顿工作"),
    ],
)
def test_marks_between_dashes(line, kept):
    assert without_page_marks(line) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1、1石桥村整顿汇报明确责任2、人和期限。", "石桥村整顿汇报明确责任人和期限。"),
        ("1、石桥村整顿汇报明确责任2、人和期3、限。", "石桥村整顿汇报明确责任人和期限。"),
        ("1、会议少。2、账目乱。", "1、会议少。2、账目乱。"),
        ("1、会议少2、账目乱\n3、没人管", "1、会议少2、账目乱\n3、没人管"),
        ("1、会议少。", "1、会议少。"),
    ],
)
def test_ordinals_of_a_library(text, kept):
    assert without_page_ordinals(text) == kept
