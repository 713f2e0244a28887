"""Characters as they arrive from scanners, web pages and traditional type."""

from __future__ import annotations

import html
import re
from itertools import compress

from reports.reading.markdown import without_markdown

# The traditional characters of the words of reports, and below them the simplified ones that the rules are written in.
_TRADITIONAL = str.maketrans(
    "黨問題們現狀進節環難點項類組織領導結構總報匯彙開對後從規範劃幹動為產體會務實還當緊應鄉鎮縣區員辦處臺帳號責認識記書謝"
    "標際營業發邊門關於緣貫徹執強鞏續計設議調驗擬內兩個條聯協團隊衛農種採與舉渙軟頓據覺戰機監時間這來並將無數嚴級訂確謹萬"
    "專麼畝眾優傳側決況幾擊則單廳歷壓變啓圍場堅聲備復頭審盡層屆歲幫歸錄徵態懇戶掃擺顯權欄樣檔檢歡畢沒瀏牽電蓋盤碼禮築籌簽"
    "簡紀綱納紹經繞給絡絕統績綜編網職藥雖補見觀覽討訊講論訪詞話該說請讀談謀財貴轉輪載輯過選遞遺鑒針鏈鍵長閉閱階頁饋駐驟齊"
    "羣衆裡裏檯複係繫準滙製鬆鬥鐘佈佔週併迴誌託曆穀薦闆闢餘瞭覈儘冊纔爲啟衝脈蹟跡遊鄰願籤鑑綫線嚮隻祇牆説閲羅賬産夠絶録溫"
    "黃淨硏匱減輕負擔貼貧糾紛維穩資億養壞損樹樑塵濁潔綠橋鋪視頻習慣風氣勝練訓親齡輩壽婦勞額擴適讓賢換競爭勵獎懲罰違憑證繳"
    "費貸債虧積",
    "党问题们现状进节环难点项类组织领导结构总报汇汇开对后从规范划干动为产体会务实还当紧应乡镇县区员办处台账号责认识记书谢"
    "标际营业发边门关于缘贯彻执强巩续计设议调验拟内两个条联协团队卫农种采与举涣软顿据觉战机监时间这来并将无数严级订确谨万"
    "专么亩众优传侧决况几击则单厅历压变启围场坚声备复头审尽层届岁帮归录征态恳户扫摆显权栏样档检欢毕没浏牵电盖盘码礼筑筹签"
    "简纪纲纳绍经绕给络绝统绩综编网职药虽补见观览讨讯讲论访词话该说请读谈谋财贵转轮载辑过选递遗鉴针链键长闭阅阶页馈驻骤齐"
    "群众里里台复系系准汇制松斗钟布占周并回志托历谷荐板辟余了核尽册才为启冲脉迹迹游邻愿签鉴线线向只只墙说阅罗账产够绝录温"
    "黄净研匮减轻负担贴贫纠纷维稳资亿养坏损树梁尘浊洁绿桥铺视频习惯风气胜练训亲龄辈寿妇劳额扩适让贤换竞争励奖惩罚违凭证缴"
    "费贷债亏积",
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_WIDE = "\u3001-\u301f\u4e00-\u9fff\uff01-\uff65“”‘’—…〇○"
_APART = re.compile(rf"(?<=[{_WIDE}\d])[ \u00a0](?=[{_WIDE}\d])")
_TOGETHER = re.compile(rf"[{_WIDE}](?=[{_WIDE}])")
_FEWEST = 20
# Blanks that nobody types: within the brackets of a number, before a comma or a full stop.
_MISPLACED = re.compile(
    r"[（(][ \u00a0]+(?=[一二三四五六七八九十\d])|(?<=[一二三四五六七八九十\d])[ \u00a0]+[)）]"
    r"|[\u4e00-\u9fff][ \u00a0]+[，。；、,;]"
)
_SCATTERED = re.compile(rf"(?<=[{_WIDE}\d(),.;:])[ \u00a0]+(?=[{_WIDE}\d(),.;:])")
_FEWEST_MISPLACED = 3
_PARTED_SHARE = 0.9


def simplified(text: str) -> str:
    """``text`` for comparing: the traditional characters of the words of reports as simplified ones, one for one."""
    return text.translate(_TRADITIONAL)


def _drawn_together(text: str) -> str:
    """Without the blank behind each character, if almost every line has one: every second character is it."""
    lines = text.split("\n")
    parted = [_is_parted(line) for line in lines]
    if sum(map(len, compress(lines, parted))) <= _PARTED_SHARE * len(text) or sum(parted) < _FEWEST_MISPLACED:
        return text
    return "\n".join(line.strip()[::2] if apart else line for line, apart in zip(lines, parted, strict=True))


def _is_parted(line: str) -> bool:
    behind = line.strip()[1::2]
    return len(behind) > 1 and not behind.strip(" \u00a0")


def tidied(text: str) -> str:
    """Without the entities of a web page, the signs of Markdown, and the blanks a scanner set between characters."""
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    text = without_markdown(_drawn_together(text))
    if len(_MISPLACED.findall(text)) >= _FEWEST_MISPLACED:
        text = _SCATTERED.sub("", text)
    apart = len(_APART.findall(text))
    return _APART.sub("", text) if apart >= _FEWEST and apart > len(_TOGETHER.findall(text)) else text
