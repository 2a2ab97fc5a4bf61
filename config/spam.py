"""Advertising that has crept into official texts: seen in real policy pages, hidden between true sentences.

A text is read as people read it: full-width letters, circled figures and hearts between two characters hide nothing.
Words that offices need themselves (赌博 in a ban, 刻章 for a new firm, 棋牌室 in a care home) are found only in the
company that makes them an advertisement.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["advertising", "squeezed"]

CATEGORIES = {
    "gambling": (
        "博彩|赌场|网赌|赌球|六合彩|时时彩|分分彩|北京赛车|幸运飞艇|快三(?:走势|平台|开奖|投注)|百家乐|老虎机|电子游艺|"
        "真人(?:娱乐|荷官|视讯|棋牌|百家)|娱乐城|娱乐场(?:官|网|开户)|(?:体育|足球|在线|网上|电竞)投注|投注(?:网|平台|站)|下注|"
        "(?:开户|注册|首存|首充)(?:即|就)?(?:送|赠)|彩金|返水|(?:新)?葡京|威尼斯人(?:娱乐|官|网|平台)|金沙(?:娱乐|官网|平台)|"
        "皇冠(?:体育|现金|足球|网)|(?<![a-z])bet\\d{2,3}|(?<![a-z])pk10|特码|一码中特|包赢|稳赚|赢钱|"
        "棋牌(?:游戏|平台|娱乐|app|官网|下载|网|开户|送)|捕鱼(?:游戏|平台|达人)|赌博(?:平台|网站|app|游戏|开户|技巧)|"
        "彩票(?:平台|网|开奖|预测|计划|投注|app|充值)|购彩|澳门(?:新|老|正版|官方|赌|威|银河娱|永利|资料)|开奖结果|菠菜(?:网|平台)"
    ),
    "loans": (
        "秒批|秒下款|秒到账|黑户|当天(?:放款|下款|到账)|免审(?:核)?(?:放款|贷|下款)|征信(?:修复|洗白)|信用卡(?:套现|代还|提额)|"
        "花呗套|白条套|无(?:抵押|担保).{0,6}(?:秒|当天|立即|放款|下款)|(?:低息|高额度).{0,4}(?:秒|立即申请|咨询)|(?:网贷|借款)(?:口子|平台推荐)|"
        "凭身份证(?:即可)?(?:借|贷|下款)"
    ),
    "forged papers": (
        "代开(?:各类|各地|正规|真实|增值税|的)*发票|开发票[+加找]|办证刻章|刻章办证|办假证|假(?:证|文凭)(?:办理|制作)|代办(?:学历|文凭|毕业证|假)|"
        "包过(?:拿证)?|保过|代考|替考|论文代(?:写|发)|(?:真实|官方)(?:可查|入网).{0,4}(?:文凭|学历|证)|免考(?:拿证|包过)|代缴社保.{0,4}(?:加|咨询)"
    ),
    "touting": (
        "加(?:我|客服|老师|管理)?(?:的)?(?:微信|v信|vx|wx|[薇威徽]信|qq|扣扣|企鹅号)|"
        "(?:微信|v信|[薇威徽]信|扣扣|纸飞机|(?<![a-z0-9])(?:vx|wx|qq|tg|telegram|whatsapp))(?:号|群|客服)*[:：]?[a-z0-9_]{6,}|"
        "微信号[:：]|qq群|扫码(?:加群|进群|领红包|领现金)|(?:进群|入群)(?:领|享|免费)|(?:客服|招商)(?:微信|qq)|"
        "(?:免费)?领(?:取)?(?:红包|大礼包|现金|福利)(?:.{0,3}(?:点击|扫码|加))?|点击(?:注册|领取|下载|进入|咨询|链接)|立即(?:注册|下载|咨询|抢购|下单|开户)|"
        "复制(?:链接|口令|网址)|邀请码|推广码|诚招代理|招代理|日赚|月入(?:过万|\\d)|兼职刷单|刷单|轻松赚|躺赚|一夜暴富"
    ),
    "indecency": (
        "约炮|援交|裸聊|同城(?:约|交友)|成人(?:视频|电影|网站|用品)|性感荷官|激情(?:视频|聊天)|无码|一夜情|包养|外围(?:女|模特)|"
        "(?:美女|小姐|学生妹).{0,3}(?:上门|服务|兼职)|伟哥|壮阳|丰胸|催情|迷药"
    ),
    "web promotion": (
        "友情链接|站长统计|seo(?:优化|排名)|关键词排名|外链(?:代发|购买)|(?:最新|备用|永久)网址|(?:官网|官方)入口|免费(?:观看|在线)|"
        "(?:在线|高清)(?:观看|免费)|手机版下载|破解版|外挂|私服|(?:传奇|页游)(?:下载|开服)|虚拟主机|服务器租用|(?:空降|直播)app|"
        "(?:usdt|比特币|虚拟币)(?:钱包|交易|充值|出售|平台|投资)|祖传秘方|包治|一针见效|减肥(?:药|茶|神器)|淘宝优惠券"
    ),
}
PATTERNS = {name: re.compile(pattern) for name, pattern in CATEGORIES.items()}
DECORATION = {"So", "Sk", "Sm", "Sc", "Cf", "Cc", "Zs", "Mn", "Me", "Pc"}
SPRINKLED = frozenset("*·•・~-—|/\\^`'\".…＊")


def advertising(text: str) -> tuple[str, str]:
    """Return (category, words found) of an advertisement, ("", "") where there is none."""
    plain = squeezed(text)
    for name, pattern in PATTERNS.items():
        if found := pattern.search(plain):
            return name, found.group()
    return "", ""


def squeezed(text: str) -> str:
    """Return the text as an eye reads it: compatibility forms unfolded, small letters, nothing sprinkled between."""
    unfolded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in unfolded if c not in SPRINKLED and unicodedata.category(c) not in DECORATION)
