"""Sentences that were cut: by a copy that stopped too early, a page that was folded, a bracket that never closes."""

from __future__ import annotations

import re

from config.torn_ends import torn_end

__all__ = ["WHOLE", "cut"]

PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "【": "】", "「": "」", "(": ")", "[": "]", "{": "}", "〔": "〕"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}
OPEN_END = re.compile(
    r"(?:[，、；：,;:]|(?<=[\u4e00-\u9fff])—+|以及|或者|并且|而且|因为|由于|根据|按照|依照|关于|通过以下|"
    r"如果|但是|其中|例如|应当|不得|"
    r"(?<![总温缓共饱附])和|(?<![参赠授给])与|(?<![普涉触危旅波不])及|(?<![理自事缘])由|(?<![合归兼])并|"
    r"(?<![服听])从|[或按将把])$"
)
BARE_END = re.compile(
    r"(?:(?<![一二三四终初复会评编预送联再年政公受陪提])审|(?<![重引])申|(?<![前后])提|遵|"
    r"(?<![必无])须|(?<![所必急供内])需|(?<![由局门府构])作出|包括|"
    r"(?<=[，。；：])关于[\u4e00-\u9fff]{2}|落实[^，。]{0,6}关于[\u4e00-\u9fff]{2}|"
    r"(?<![组集结联配综符吻融混整场适化缝])合|(?<![相供反适响效感回答对])应|落到|做到|"
    r"予以|给予|属于|"
    r"对于|为了|从而|不仅|即使|只有|除非|无论|是指|系指|首先|其次|一是|第|是否准予的|(?<![解裁判否表议处公仲对])决|"
    r"(?<![功可职才性技热电节效本只智潜机动官])能|(?<=、)归|(?<![例譬诸假比不自])如|"
    r"[在于自满每第]\s?[0-9]{1,3}个)$"
    r"|[，；]并[^，。；]{1,2}$|^(?:负责|依照|依据|根据|按照)[^，。；]{4,}的$"
    r"|(?:[（(][一二三四五六七八九十]{1,3}[)）]|[：:；;]\s?\d\.)$|向[^，。；]{2,10}提交$|"
    r"需要补$|^为(?:贯彻|落实|进一步|深入|规范|推进|加强)[^，。；]+(?<![知案见法])$"
)
DANGLING = re.compile(
    r"(?:证|照|件|料|书|表|卡|簿|人|您|我们?)(?:到|在|向|往|给|从|把|被|对|跟|替)$|"
    r"[，；](?:那么|所以|否则|然后|此外|另外|同时|如果|尽管|虽然|只要|不但|于是|因此|比如|"
    r"譬如|即便|倘若)$|"
    r"(?:应当|必须|须|请|需)[^，。；]*(?:[和与及、]|以及)[^，。；]{1,10}人的$|"
    r"[一二三四五六七八九]是$|(?:每人|每户|每次|每月|每年)每$|(?:应当|可以|不得|"
    r"必须)[^，。；]*，[^，。；]{2,}的$|(?:为|最[长短高低多少]为|即|系|约)$|"
    r"(?:[上下]午|(?:自|从|于)[^，。；]{0,12}[起日])$(?<=[，；][上下]午)|[^，。；](?:审核|"
    r"受理|审批|办结|公示|送达)后$|[，。；][^，。；]{2,}(?:申请|材料|人员|人|者|部门|机关|"
    r"窗口|费用|单位|证件)(?:会|将|能|要|无|有|可|须|应|需)$"
)
SPOKEN = re.compile("(?:^|[，；。])(?=[^，；。]{0,7}[都也还没谁就别您我咋])[^，；。]{1,8}$")  # 前面的都在
LAST_CLAUSE = re.compile("[\u4e00-\u9fff]{3,}$")
RUNNING = re.compile(
    "[，；。]|应当|可以|不得|必须|须|请|由|将|要(?![求件素点])|不|的"
)  # a sentence, not a name, a heading, a cell
NAMED = re.compile(
    r"[：:·]\s*[\u4e00-\u9fff][^，。；：:、]{0,9}$|(?:地址|地点|单位|机构|联系人|姓名|名称|"
    r"主体|部门)[：:]"
)
WHOLE = re.compile("(?:以[上下内外]|不休息|无休|不限|之一|[个条项]问题)$|[丨|｜]")  # ages, hours, titles
SHORT = 8  # a line this short is a heading, a name, a label
TWICE = re.compile(r"([\u4e00-\u9fff]{5,})\1|([\u4e00-\u9fff，]{10,})\2")
REPEATED = 3  # characters of its own that a sentence has; “无无无无” is none
MID_END = re.compile("将由[^，。；]{2,8}。|(?:以及|[或、，]|(?<![总温缓共饱附])和|(?<![参赠授给])与)[。；]")
LEFT_OUT = re.compile(
    "[，；。](?![^；。]*[0-9一二三四五六七八九十]\\s?个?(?:工作日|自然日|日|天|月|年))[^；。]*之日起$|"
    "应当[^，；。]*之日起$|[0-9一二三四五六七八九十]点到$|(?:不足|不少于|不超过|低于|高于|多于)$|"
    "之日起\\s?[0-9]{1,3}\\s?个?$|(?:[上下]午|[0-9]时|至)\\s?[0-9]{1,2}[:：]$|[，；][报凭持经自向由且如若待于]$"
)
OBLIGED = re.compile(
    r"^(?=.{26})(?=.*(?:应当|必须|并可|可以自|(?:的|后)，(?:应|可|须))).*[\u4e00-\u9fff]$"
)  # so long a sentence of law ends with a full stop
LABELLED = re.compile("[：:][^：:，。]*$")
OWNERLESS = re.compile(
    "(?:[和与及]|以及)(?:监护|代理|申请|受托|委托|负责|经办|法定代表)人的。?$|(?<=[\u4e00-\u9fff])\\s+[二三四五六七八九]、(?=[\u4e00-\u9fff])"
)
UNENDED = re.compile(
    "。(?=[^。]{15})(?=[^。]*(?:，|应当|必须|不得|可以|请|由))[^。！？；：:“”]*[\u4e00-\u9fff]$"
)  # after a whole sentence a long one without its own full stop
FOOTER = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+\d{1,3}\s*/\s*\d{1,3}\s+(?=[\u4e00-\u9fff])|"
    r"第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页|"
    r"(?<![\d年])[—–]{1,2}\s*\d{1,3}\s*[—–]{1,2}(?!\d)|(?:^|\s)-\s\d{1,3}\s-(?:\s|$)"
)
TORN_START = re.compile(r"^(?:[，。、；：！？,;:）》”】)]|的[，,])")
NAVIGATION = re.compile(
    r"\s*(?:上一页|下一页|首页|尾页|\[?(?:更多|详情|详细|查看全文|阅读全文|展开)\]?|"
    r"[0-9]{1,3}\s(?=[0-9\s]*(?:下一页|尾页))|共[0-9]+页|返回(?:顶部|列表|首页)|打印本页|"
    r"关闭窗口)[\s0-9]*"
)
FOLDED = re.compile(
    r"(?:\.{3,}|…+)\s*$|未完待续|下转第|上接第|阅读全文|查看全文|展开(?:全部|全文)|点击(?:查看)?更多|"
    r"内容(?:已)?省略|登录后(?:查看|可见)|图片加载失败|加载中|此处(?:填写|插入|添加)|请(?:在此|替换)|"
    r"待(?:补充|完善|填写)$|占位(?:符|文|内容|图)|[Ll]orem ipsum|\bundefined\b|\bNaN|\bnull\b|"
    r"\bTODO\b|\bTBD\b|此处省略|"
    r"\[(?:更多|详情|…)\]|<!--|-->|&[a-z]+;|\?{3,}|�|锟斤拷|烫烫烫"
)


def cut(text: str) -> str:
    """Return how a text was cut, in Chinese, or "" when it stands whole. Headings and short lines need no full stop."""
    text = text.strip()
    if not text:
        return ""
    if found := FOLDED.search(text):
        return f"内容被折叠或损坏（{found.group().strip()}）"
    if TORN_START.search(text):
        return "句首缺前文"
    if unclosed := _unclosed(text):
        return f"括号或引号不成对（{unclosed}）"
    return _mixed_up(text) or _stopped(_without_navigation(text))


def _without_navigation(text: str) -> str:
    """Return a sentence without the buttons of the page that were copied after it."""
    bare = NAVIGATION.sub("", text).strip()
    return bare if RUNNING.search(bare) else text


def _mixed_up(text: str) -> str:
    """Return what a copy put into the sentence: itself once more, or the foot of a page."""
    if (twice := TWICE.search(text)) and len(set(twice.group())) > REPEATED:
        return f"同一段话重复（“{twice.group()[:8]}”）"
    if (footer := FOOTER.search(text)) and footer.group().strip() != text:
        return f"页码混进了正文（{footer.group()}）"
    return ""


def _stopped(text: str) -> str:
    """Return where a sentence stopped too early."""
    if left := MID_END.search(text):
        return f"句子没有说完（“{text[max(0, left.start() - 6) : left.end()]}”）"
    torn = bool(OPEN_END.search(text) or LEFT_OUT.search(text) or UNENDED.search(text) or OWNERLESS.search(text))
    torn = torn or bool(OBLIGED.search(text) and not LABELLED.search(text))
    if not torn and len(text) > SHORT and not NAMED.search(text) and not WHOLE.search(text):
        clause = LAST_CLAUSE.search(text)
        running = RUNNING.search(text) is not None and SPOKEN.search(text) is None
        torn = bool(BARE_END.search(text) or DANGLING.search(text)) or (
            clause is not None and torn_end(clause.group(), running=running)
        )
    return f"句子没有说完（以“{text[-4:]}”结尾）" if torn else ""


def _unclosed(text: str) -> str:
    """Return the first bracket or quotation mark without its partner; numbering as in `1）` is none."""
    waiting: list[str] = []
    for place, character in enumerate(text):
        if character in PAIRS:
            waiting.append(character)
        elif character in CLOSING:
            if waiting and waiting[-1] == CLOSING[character]:
                waiting.pop()
            elif not re.search(r"(?:^|[，。；、\s])[0-9一二三四五六七八九十a-zA-Z]{1,3}$", text[:place]):
                return character
    return waiting[-1] if waiting else ""
