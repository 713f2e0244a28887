import pytest

from accounts.exchange.files import attached, safe_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('东镇/青石村:"台账"', "东镇_青石村__台账_"),
        ("..\\..\\暗处", "_.._暗处"),
        (" 台账. ", "台账"),
        ("一\n二\x7f", "一_二_"),
        ("甲" * 80, "甲" * 70),
        ("甲" * 69 + ". 乙", "甲" * 69),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_a_name_is_one_that_every_system_takes(words, name):
    assert safe_name(words) == name


def test_a_name_is_no_longer_than_asked():
    assert safe_name("整顿软弱涣散党组织台账", 4) == "整顿软弱"


def test_a_download_bears_its_name_in_chinese():
    answer = attached(b"content", "台账.csv", "text/csv; charset=utf-8")
    assert (answer.content, answer["Content-Type"], answer["Content-Disposition"]) == (
        b"content",
        "text/csv; charset=utf-8",
        "attachment; filename*=utf-8''%E5%8F%B0%E8%B4%A6.csv",
    )
