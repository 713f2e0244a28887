"""What a heading says that its section tells. The words are those of domain.md 3.2 and their near relations."""

from __future__ import annotations

import re

from reports.reading.marks import mark_at
from reports.reading.pieces import Role

LONGEST_HEADING = 30
_SHORTEST_UNENDED = 4
_LOOKED_AT = 64
_PLANS = (
    r"下一?步|下一?阶段|下一?时期|下一?个?季度|下一?个?月|今后|接下来|打算|努力(?:的)?方向|改进方向|工作计划|工作安排|工作思路|工作设想"
    r"|下半年|下一?年度|明年|未来|后续(?!整改)|^(?:工作)?计划$|(?:还要|还得|准备|往后|以后)(?:再|怎么|如何|怎样)?[干做办改抓](?:什么|啥|些什么|哪些事?)?$"
)
_CAUSES = r"原因|成因|根因|根源|症结|缘由|根子|病因|病根|为什么|为啥|为何|起因"
_MEASURES = (
    r"履职情况|履行[^，。]{0,12}(?:职责|责任)(?:的)?情况|措施|做法|举措|整改|整顿|整治|成效|成果|成绩|效果|变化|进展|对策|帮扶|转化|(?<!村级|基层|社会|乡村|社区|村务)治理"
    r"|开展(?:的)?情况|落实(?:的)?情况|推进(?:的)?情况|工作(?:的)?情况|完成(?:的)?情况|解决(?:的)?情况|采取(?:的)?办法"
    r"|开展(?:的)?工作|做(?:了|的)(?:主要|哪些|以下|如下|一些|大量|方面|[几两二三四五六七八][项个])*(?:的)?工作|采取了?哪些|工作开展|工作推进|工作落实|主要工作|工作亮点|解决办法|方法步骤|药方|良方|处方"
    r"|(?:已经?|我们|前期|这段时间)(?:做|干|改|办)(?:了|的)(?:什么|啥|哪些事?|些什么|事)?$|(?:做|干|改)了(?:什么|啥|些什么|些啥|哪些事?)$|(?:怎么|咋)(?:改|整|干|做|办)的$"
)
# "后备力量不足" is a problem, "存在的不足" the heading over some.
_PROBLEMS = (
    r"问题|短板|弱项|困难|难点(?=事项)|差距|薄弱环节|弱点|矛盾|表现|症状|病症"
    r"|(?:^|(?<=[的和与及、之些点])|(?<=存在|问题|短板|主要|差距|突出|现有|目前|当前|仍有|方面))(?:不足|欠缺)"
)
_OTHER = (
    r"基本情况|基本概况|概况|村情|支部情况|体会|启示|建议|典型案例|背景|指导思想|总体要求|工作要求|目标要求|总体目标|工作原则|基本原则|工作目标|整顿目标"
    r"|整改目标|责任分工|责任清单|责任落实情况|组织保障|附件|附表|需要.{0,8}(?:解决|支持|协调)|请求|目录|排查情况|认定情况|组织实施|整改时限|责任单位|责任人"
    r"|(?<!问题)现状|(?:需要?|有待|仍需|尚需)[^，。]{0,6}(?:长期|持续|继续)[^，。]{0,4}(?:坚持|整改|推进|解决)|(?:尚未|仍未|未)(?:全部)?(?:完成|整改)(?:整改|到位|的)*"
)
_CORE = re.compile(
    rf"(?P<other>{_OTHER})|(?P<causes>{_CAUSES})|(?P<measures>{_MEASURES})|(?P<problems>{_PROBLEMS})"
)
_FACTS = re.compile(r"基本情况|概况|简介")
_JOINED = re.compile(r"及其|以及|[及和与并暨、，,；;]")
_FILLING = (
    "经过|基本|自查|调研|走访|梳理|排查|查摆|查找|反馈|发现|出(?=的)|检查|当前|目前|现阶段|现有|仍然|依然|还|尚|仍|存在|的|主要|最|突出|重点|党组织|党支部"
    "|党总支|支部|基层|软弱涣散|软弱|涣散|产生|形成|造成|导致|引起|出现|上述|以上|以下|如下|上|这些|其|各类|有关|相关|深层次|深层|根本|直接|核心|剖析|分析|情况|工作"
    "|推动|落实|推进|开展|具体|采取|所|取得|已|了|初步|阶段性|阶段|我村|我镇|我街道|本村|我社区|本支部|村级|村|社区|镇|乡|街道|班子|组织|方面|集中|反映|群众"
    "|客观|主观|自身|思想|几点|几个|几方面|任务|持续|巩固|提升|建设|党建|汇报|报告|介绍|简要|一些|部分|什么|哪些|是|做|好|本|该|及|年|类型|类|汇总|清单|台账"
    "|目标|内容|方案|主|所在|归纳|原|而|来|这|为|有|过程|中|经验|特色|亮点|初见|显著|明显|过去|前期|上半年|近期|逐项|逐条|对照|表|点|进一步|改进|我们|咱们|村里|哪些|哪里|哪|怎么办|怎么|怎样|如何|会|出现|在|干|么|谈谈|说说|讲讲|一下|重点|药|计划|规划|安排|思路|设想|部署|谋划|描述|事项"
)
_STRICT = re.compile(
    rf"(?:{_PLANS}|{_CAUSES}|{_MEASURES}|{_PROBLEMS}|{_OTHER}|{_JOINED.pattern}|{_FILLING}|[“”\"《》\s\u3000])+"
)
_VERB_FIRST = re.compile(
    r"^(?:坚持|聚焦|紧盯|针对|围绕|着力|着眼|解决|化解|强化|加强|深入|全面|狠抓|严格|抓好|立足|突出(?!的?问题|表现|短板|矛盾|困难))"
)
_HEADING_NOUN = re.compile(
    rf"打算|计划|安排|思路|方向|设想|{_CAUSES}|{_PROBLEMS}|措施|做法|举措|成效|成果|效果|进展|对策|分析|剖析|情况|方案|如下|概况|体会|启示|建议|整改$"
)
_DOING = re.compile(
    r"巩固|提升|持续|进一步|改进(?!措施|方向|方案|意见)|(?:推进|推动|落实|开展|建设)(?!的?(?:情况|工作|进展|措施))"
)
_GOES_ON = "的和及与并等了"
_UNSAID = re.compile("[ \t\u3000【】\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+")
_ENDINGS = "。：:；;，,、！？!?. \t\u3000"


def plain(heading: str) -> str:
    """The heading without its final mark, the spaces between its characters, brackets around it and little pictures."""
    return _UNSAID.sub("", heading).rstrip(_ENDINGS)


def strict_roles(heading: str) -> tuple[Role, ...]:
    """What a heading made of nothing but the usual words of headings tells; empty for any other text."""
    words = plain(heading)
    if not words or words[0] in _GOES_ON or _DOING.match(words) or not _STRICT.fullmatch(words):
        return ()
    return relaxed_roles(words)


def relaxed_roles(heading: str) -> tuple[Role, ...]:
    """What a heading in the writer's own words tells, in the order told; two or more if it joins them with 及."""
    words = plain(heading)
    if not words or len(words) > LONGEST_HEADING:
        return ()
    parts = _JOINED.split(words)
    if re.match(rf"(?:{_PLANS})", parts[0]):
        return (Role.PLANS,)
    told = [role for part in parts if (role := _role(part))]
    if set(told) == {Role.OTHER, Role.MEASURES} and _FACTS.search(words):
        return (Role.OTHER,)
    if len(set(told)) > 1:
        told = [role for role in told if role is not Role.OTHER]
    return tuple(dict.fromkeys(told))


def sure_roles(heading: str) -> tuple[Role, ...]:
    """As ``relaxed_roles``, but not for what may be the slogan of a theme ("坚持问题导向").

    Of two clauses ("坚持问题导向，抓实整改落实") the last that says something counts.
    """
    clauses = [clause for clause in re.split(r"[，,；;]", plain(heading)) if clause]
    if len(clauses) < 2:  # noqa: PLR2004 - one clause has no last
        return () if _VERB_FIRST.match(plain(heading)) else relaxed_roles(heading)
    told = [roles for clause in clauses if (roles := relaxed_roles(clause)) and not _is_slogan(clause, roles)]
    return told[-1] if told and len(plain(heading)) <= LONGEST_HEADING else ()


def _is_slogan(clause: str, roles: tuple[Role, ...]) -> bool:
    return roles == (Role.PROBLEMS,) and _VERB_FIRST.match(clause) is not None


def leading_role_words(text: str) -> str:
    """The beginning of ``text`` that can be a heading: for texts without line ends.

    It ends before a mark or a colon if it can, else at the first noun that ends a heading (打算, 问题, 情况).
    """
    match = _STRICT.match(text[:_LOOKED_AT])
    words = text[: match.end()] if match else ""
    ends = [found.end() for found in _HEADING_NOUN.finditer(words) if found.end() <= LONGEST_HEADING]
    for end in reversed(ends):
        if end == len(text) or text[end] in _ENDINGS or mark_at(text, end):
            return words[:end]
    for end in ends:
        if end >= _SHORTEST_UNENDED and not _JOINED.match(text, end) and text[end] not in "的分剖":
            return words[:end]
    return ""


def first_heading(words: str) -> str:
    """The shortest beginning of ``words`` that ends as a heading does."""
    ends = (found.end() for found in _HEADING_NOUN.finditer(words))
    return words[: next((end for end in ends if end >= _SHORTEST_UNENDED), 0)]


def _role(part: str) -> Role | None:
    if re.search(_PLANS, part):
        return Role.PLANS
    cores = list(_CORE.finditer(part))
    if any(core.lastgroup == "causes" for core in cores):
        return Role.CAUSES
    if not cores:
        return None
    if cores[0].lastgroup == "other" and len(cores) > 1 and cores[1].lastgroup == "measures":
        return Role.MEASURES
    if part.endswith(("对策建议", "整改建议", "整顿建议")):
        return Role.MEASURES
    return Role(str(cores[-1].lastgroup))
