"""Rows that are about a table: that name the township or the branch of the rows below, or sign it."""

from __future__ import annotations

import re

from branches.ledgers.words import shown

FOOT = re.compile(
    r"^[\s(（*※]*(填报人|审核人|填表人|工作人员|经办人|制表人?|单位负责人|主要负责人|分管领导|党委书记|负责人签字|负责人|联系人|联系电话|审核|签字|签名|盖章|注|备注|说明"
    r"|填表说明|填报说明|附注?|日期|填报时间|填报日期|填报单位|填表时间|填表日期|编制人|校对|复核人?|整顿工作组组长|镇党委意见|党委意见)[^:：]{0,8}[:：]"
)
# Signatures, dates and page numbers without a colon.
SIGNED = re.compile(
    r"^.{0,16}[（(]?(?:签字|签名|签章|盖章|公章)[）)]?[:：]?\s*$|^[—－-]?\s*第?\s*\d+\s*页.{0,8}$|^[—－-]\s*\d+\s*[—－-]$"
    r"|^[（(]?(?:签字|签名|盖章|公章)?[）)]?[\s:：]*(?:20\d\d|\s|_)*年(?:\d|\s|_)*月(?:\d|\s|_)*日$|以下(?:空白|无正文)"
)
OPINION = re.compile(r"^[^，。；：:]{0,14}意见[:：]?$")
"""Before the space where an office writes what it thinks of the whole."""
GIVEN = re.compile(r"盖章|签字|签名|^(?:经[^。]{0,12})?(?:同意|情况属实|属实)|^\s*(?:20\d\d|\s)*年")
"""What an office writes there."""
LABELLED = re.compile(r"^[^，。；：:]{2,12}[:：]\s*[^，。；：:]{0,10}$")
UNIT = re.compile(
    r"^(?![（(].*[）)]$).*(?:党|支部|村|社区|居委|公司|厂|校|学|院|局|办|中心|协会|合作社|站|所|队|商会|企业|园|场|集团|机关|委员会)"
)
"""What the name of a Party branch, or of the unit that it is the branch of, has in it."""
TOTAL = re.compile(r"^(合计|总计|小计|共计|累计|总数|总(?:完成|整改|销号|办结|体)率)")
TOTAL_OF = re.compile(r"(合计|总计|小计|共计)[:：]?$")
HINT = re.compile(r"[（(][^（()）]*[）)]")
"""How to fill in a column, below its heading: （逐条填写）."""
TO_FILL_IN = re.compile(
    r"^(?:请|应|须)?(?:填写?|填报|逐[条项一]|按照?.{1,12}(?:填|写)|格式|如[:：]|例如|从.{1,40}[中里]选)|选填|填写|填报|顿号|隔开|[不须]得?(?:多于|超过|少于)|占一行"
    r"|要(?:具体|明确|简明|可)|[×ＸX]{2,4}年[×ＸX]{1,2}月|^20\d\d年[×ＸX]+月"
)
"""How to fill in a column, in the row below the headings: 填写党组织全称."""
_SECTION = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]*[）)]?[、.．]?(?P<name>[\u4e00-\u9fffＸX×]{2,30}?)(?:[（(].*[）)])?[:：]?$"
)
INSTRUCTIONS = re.compile(r"^(?:填表|填报|填写|使用|指标|操作|表格)?(?:说明|须知|指南|指引)[:：]?$")
"""What a sheet is called that only says how to fill in the others."""
TOWNSHIP = re.compile(r"[\u4e00-\u9fffＸX×]{1,8}(?:镇|乡|街道)(?:办事处|党委|党工委)?")
"""The name of a township as a whole, with that of its office or committee."""
PLACE = re.compile(r"(镇|乡|街道|街道办事处|党委|党工委)$")
BRANCH = re.compile(r"(党支部|党总支|支部委员会|总支部委员会|支部|村|社区)$")


def section_of(text: str) -> tuple[str, str] | None:
    """What a row across the table names: ("township", name) or ("branch", name); None if it is only a note."""
    match = _SECTION.match(shown(text))
    if not match:
        return None
    name = match["name"]
    if BRANCH.search(name):
        return "branch", name
    return ("township", name) if PLACE.search(name) else None
