"""What stands behind the body: closing words, signatory, date, notes to the printer."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from reports.reading.dates import DATE, DATE_WORDS, read_date
from reports.reading.marks import Kind, mark_at
from reports.reading.roles import strict_roles

_ANY_DATE = rf"(?P<date>{DATE}|{DATE_WORDS})"
_LABEL = r"(?:(?:报告|汇报|报送|填报)?(?:单位|时间|日期|人)(?:[（(]盖章[)）])?\s*[:：]\s*)?"
_SEAL = r"(?:\s*[（(]\s*(?:盖\s*章|公\s*章|印\s*章?|章)\s*[)）])?"
_DATE_LINE = re.compile(rf"[（(]?\s*{_LABEL}{_ANY_DATE}\s*[)）]?")
_BOTH = re.compile(
    rf"{_LABEL}(?P<who>[^。；;！？，,：:]{{2,40}}?){_SEAL}[\s\u3000，,]*{_LABEL}[（(]?{_ANY_DATE}[)）]?"
)
_BOTH_TURNED = re.compile(
    rf"{_LABEL}{_ANY_DATE}[\s\u3000，,]*{_LABEL}(?P<who>[^。；;！？，,：:\d]{{2,40}}?){_SEAL}"
)
_SHORT_DAY = r"\d{1,2}月\d{1,2}[日号]"
_SHORTEST_DAY = r"(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])"
_GLUED = re.compile(
    rf"(?P<body>.*[。！？!?；;”）)])\s*(?P<tail>[^。！？!?；;，,]{{0,45}}?{DATE}\s*)", re.DOTALL
)
ORGAN = (
    r"(?:党委|委员会|工作组|党支部|支部|党总支|总支|组织部|办公室|领导小组|人民政府|政府|街道办事处|办事处"
    r"|党工委|工委|专班|委组织部|整顿办|机关|工作队|党校|(?:调研|督查|督导|指导|检查|巡察|帮扶|验收|联络)组|局|镇委|乡委|县委|区委|市委|居委会|村委会|办)"
)
_REPORTER = re.compile(r"(?:报告人|汇报人|述职人|发言人)\s*[:：]\s*(?P<who>\S[^。；：:]{1,30})")
# Who signs by post and name: "驻青石村第一书记：张立".
_POSTED = re.compile(
    r"(?P<who>[^，。；：:]{0,24}(?:书记|主任|队长|组长|站长|校长|院长|队员|干部|负责人)\s*[:：]\s*[\u4e00-\u9fffX×*·]{2,6})"
)
_SIGNATORY = re.compile(rf"{_LABEL}(?P<who>(?:.{{0,40}}\s*{ORGAN})){_SEAL}")
_SHORT_DATE_LINE = re.compile(rf"(?P<date>{_SHORT_DAY}|{_SHORTEST_DAY})")
# A day without its year names none, but stands behind whoever signed.
_BOTH_SHORT = re.compile(
    rf"(?P<who>[^。；;！？，,：:\s]{{2,30}}{ORGAN}){_SEAL}[ \t\u3000]+(?P<date>{_SHORT_DAY})"
)
_GLUED_ORGAN = re.compile(
    rf"(?P<body>.*[。！？!?])\s*(?P<tail>(?:中共)?[^。！？!?；;，,：:、]{{2,30}}{ORGAN}{_SEAL})", re.DOTALL
)
_GLUED_MONTH = re.compile(
    rf"(?P<body>.*[。！？!?])\s*(?P<tail>[^。！？!?；;，,：:、]{{2,30}}{ORGAN}{_SEAL}\s*{DATE_WORDS})",
    re.DOTALL,
)
_CLOSING = re.compile(
    r"(?:特此|专此|谨此).{0,8}[。！]?|以上(?:报告|汇报|情况|意见).{0,25}[。！]?|(?:当否|妥否|如无不妥|不当之处).{0,25}[。！]?"
    r"|(?:我的)?(?:汇报|报告|发言)(?:到此)?(?:完毕|完了|结束|就到这里).{0,12}|此致[。！]?|敬礼[。！]?|谢谢.{0,6}"
)
_CLOSED = re.compile(r"((?:特此|专此|谨此)(?:报告|汇报|说明))([^。，；：]{4,40})")
_NOTE = re.compile(
    r"附件?[:：\d一].*|附[:：].*|(?:抄\s*送|抄\s*报|主\s*送|报|送|发|主题词|供稿|审核"
    r"|联系人|联系电话|电话|经办人|撰稿|校对|打印)\s*[:：].*"
    r"|.*印\s*发|[（(](?!20\d\d年|二).{1,60}[)）]|[（(]?此页无正文.*|[（(]?共印.*份.*"
)
# A line for itself above what is attached; everything below it belongs to the attachment.
_ATTACHED = re.compile(r"附[\s\u3000]*件[\s\u3000]*[\d一二三四五]?[:：]?")
_NAME = re.compile(r"[\u4e00-\u9fffX×*·○\s\u3000]{2,30}")
_REACH = 14
_LONGEST_ASIDE = 60


@dataclass(slots=True)
class SignOff:
    body: list[str]
    closing: list[str] = field(default_factory=list)
    signatory: str = ""
    date: dt.date | None = None
    unassigned: list[str] = field(default_factory=list)


def read_sign_off(paragraphs: list[str]) -> SignOff:
    """Take everything behind the last item off ``paragraphs``; the rest is ``body``."""
    start = next(
        (place for place, text in enumerate(paragraphs) if place and _ATTACHED.fullmatch(text)), None
    )
    body, below = _down_to_signature(paragraphs[:start])
    body, notes = _without_notes(_unglued(body))
    end = SignOff(body, unassigned=notes + below + (paragraphs[start:] if start else []))
    signatories: list[str] = []
    dated = False
    while end.body:
        text = end.body[-1]
        found = _signed(text, dated=dated, follows=bool(signatories))
        if found is None:
            break
        who, words = found
        if words:
            if dated:
                break
            dated = True
            end.date = read_date(words)
            end.unassigned[:0] = [] if end.date else [words]
        if who:
            signatories.insert(0, who)
        end.body.pop()
    end.signatory = " ".join(signatories)
    _take_closing(end)
    return end


def _down_to_signature(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """``paragraphs`` down to who signed and when, and short lines below that, whatever was printed there."""
    for place in range(len(paragraphs) - 2, max(0, len(paragraphs) - _REACH), -1):
        below = paragraphs[place + 1 :]
        if not all(map(_is_aside, below)):
            break
        before, text = paragraphs[place - 1 : place + 1]
        if _BOTH.fullmatch(text) or (_DATE_LINE.fullmatch(text) and _SIGNATORY.fullmatch(before)):
            return paragraphs[: place + 1], below
    return paragraphs, []


def _is_aside(text: str) -> bool:
    """Whether a line is neither a sentence nor a heading, nor part of the signature."""
    signed = _DATE_LINE.fullmatch(text) or _SIGNATORY.fullmatch(text) or _BOTH.fullmatch(text)
    return (
        len(text) <= _LONGEST_ASIDE and not signed and not re.search(r"[。：:]$", text) and not mark_at(text)
    )


def _signed(text: str, *, dated: bool, follows: bool) -> tuple[str, str] | None:
    """Signatory and date words of a line of the signature, either of them maybe empty."""
    if mark_at(text) or strict_roles(text):
        return None
    if match := _DATE_LINE.fullmatch(text) or _SHORT_DATE_LINE.fullmatch(text):
        return "", match["date"]
    for pattern in (_BOTH, _BOTH_TURNED, _BOTH_SHORT):
        if match := pattern.fullmatch(text):
            return _tight(match["who"]), match["date"]
    if match := _REPORTER.fullmatch(text) or (_POSTED.fullmatch(text) if dated else None):
        return _tight(match["who"]), ""
    if match := _SIGNATORY.fullmatch(text):
        return (_tight(match["who"]), "") if not re.search(r"[。，；：]", match["who"]) else None
    named = dated and not follows and _NAME.fullmatch(text)
    return (_tight(re.sub(rf"{_SEAL}$", "", text)), "") if named else None


def _tight(words: str) -> str:
    """Without the spaces that were set between the characters of a name."""
    return re.sub(r"(?<=[^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])", "", words.strip())


def _unglued(paragraphs: list[str]) -> list[str]:
    """Cut the signature off a paragraph that ends with it."""
    if not paragraphs:
        return []
    *rest, last = paragraphs
    match = _GLUED.fullmatch(last) or _GLUED_ORGAN.fullmatch(last) or _GLUED_MONTH.fullmatch(last)
    if match:
        rest, last = [*rest, match["body"]], match["tail"].strip()
    closed = _CLOSED.fullmatch(last)
    return [*rest, closed[1], closed[2]] if closed else [*rest, last]


def _without_notes(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs, and the notes among the last of them: attachments, copies, printer's line, editor."""
    start = max(0, len(paragraphs) - _REACH)
    kept = paragraphs[:start]
    notes: list[str] = []
    attached = False
    for place, text in enumerate(paragraphs[start:], start):
        is_note = place > 0 and _NOTE.fullmatch(text) is not None and not _is_listed(text)
        attached = (attached and mark_at(text) is not None) or (is_note and text.startswith("附"))
        (notes if is_note or attached else kept).append(text)
    return kept, notes


def _is_listed(text: str) -> bool:
    """Whether brackets at the beginning are those of a number: "（一）调查摸底（3月）"."""
    mark = mark_at(text)
    return mark is not None and mark.kind <= Kind.BRACKETED_ARABIC


def _take_closing(end: SignOff) -> None:
    while end.body:
        text = end.body[-1]
        if _CLOSING.fullmatch(text):
            end.closing.insert(0, end.body.pop())
            continue
        match = re.fullmatch(rf"(.*[。！？；])\s*({_CLOSING.pattern})", text, re.DOTALL)
        if match and not end.closing:
            end.body[-1] = match.group(1)
            end.closing.insert(0, match.group(2))
        return
