"""Sample papers a citizen could lay under the camera. Every person, office and number is invented (示范市, 999901)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.lab.ink import Ink
from drivers.lab.small_papers import SMALL_PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

__all__ = ["KINDS", "render"]

_PALE = (160, 166, 176)


def render(kind: str) -> Image.Image:
    """Draw one paper of `KINDS`, upright RGB at 200 dpi (A4 is 1654 x 2339). Raises KeyError for another kind."""
    ink = KINDS[kind]()
    ink.line("样本", 2, right=ink.width - 3, size=3.6, face="hei", colour=_PALE)
    return ink.image


def _residence(*, sealed: bool) -> Ink:
    ink = Ink()
    ink.line("居住证明", 42, size=12, face="song-bold", gap=4.5)
    y = ink.paragraph(
        "兹证明居民赵桂兰，女，居民身份证号码999901195202290022，自2019年3月起居住在本社区青松路12号3幢502室，"
        "连续居住满半年以上，情况属实。",
        76,
        size=6.6,
        leading=14,
    )
    ink.paragraph("特此证明。", y + 4, size=6.6)
    ink.line("示范区青松社区居民委员会", 186, right=178, size=6.4)
    ink.line("2026年11月16日", 206, right=170, size=6.4)
    if sealed:
        ink.seal(141, 199, "示范区青松社区居民委员会", "证明专用章")
    return ink


def _household() -> Ink:
    ink = Ink(paper=(246, 240, 226))
    ink.line("常住人口登记卡", 26, size=9, face="song-bold", gap=2)
    rows = (
        ("姓名", "赵桂兰", "与户主关系", "户主"),
        ("曾用名", "", "性别", "女"),
        ("出生地", "示范市示范区", "民族", "汉族"),
        ("籍贯", "示范市", "出生日期", "1952年2月29日"),
        ("本市（县）其他住址", "无", "宗教信仰", "无"),
        ("公民身份号码", "999901195202290022", "身高", "162厘米"),
        ("文化程度", "高中", "婚姻状况", "已婚"),
        ("服务处所", "示范市第三纺织厂", "职业", "退休"),
        ("何时何地迁来本市", "1988年5月由示范省清河县迁来"),
        ("何时何地迁来本址", "2019年3月由示范区柳荫街8号迁来"),
    )
    foot = ink.table(rows, 46, columns=(18, 62, 112, 150, 192), height=15, size=4.4)
    ink.line("承办人签章：", foot + 8, x=20, size=4.6)
    ink.line("登记日期：2019年3月20日", foot + 8, right=190, size=4.6)
    ink.seal(154, foot + 16, "示范市公安局青松派出所", "户口专用章", radius=18)
    return ink


def _rental() -> Ink:
    ink = Ink()
    ink.line("房屋租赁合同", 24, size=9, face="song-bold", gap=2)
    ink.line("合同编号：示范租2026第0107号", 40, right=184, size=4.4)
    y = 50.0
    for text in (
        "出租方（甲方）：周明远　　公民身份号码：999901198711050039",
        "承租方（乙方）：赵桂兰　　公民身份号码：999901195202290022",
        "根据《中华人民共和国民法典》及有关规定，甲乙双方在自愿、平等的基础上，就房屋租赁事宜订立本合同。",
        "第一条　甲方将位于示范市示范区青松路12号3幢502室的房屋出租给乙方居住使用，建筑面积86平方米。",
        "第二条　租赁期自2026年1月1日起至2027年12月31日止。期满后乙方有优先续租的权利。",
        "第三条　月租金为人民币贰仟肆佰元整（2400元），按季支付，每季首月五日前付清。",
        "第四条　乙方交纳押金人民币贰仟肆佰元整。合同终止后，房屋及设施无损坏的，甲方如数退还。",
        "第五条　租赁期内水、电、燃气、物业等费用由乙方承担；房屋主体的维修由甲方负责。",
        "第六条　未经甲方书面同意，乙方不得将房屋转租、转借他人，不得擅自改变房屋结构和用途。",
        "第七条　任何一方提前解除合同的，应当提前三十日书面通知对方，并支付一个月租金作为违约金。",
        "第八条　本合同一式三份，甲乙双方各执一份，报租赁登记机关备案一份，自签字之日起生效。",
    ):
        y = ink.paragraph(text, y, size=4.6, leading=8, right=184)
    ink.line("甲方（签字）：周明远", y + 12, x=30, size=5)
    ink.line("乙方（签字）：赵桂兰", y + 12, x=116, size=5)
    ink.line("2025年12月28日", y + 24, x=30, size=5)
    ink.line("2025年12月28日", y + 24, x=116, size=5)
    return ink


def _employment() -> Ink:
    ink = Ink()
    ink.line("示范市青禾食品有限公司", 20, size=8, face="song-bold", colour=(196, 30, 30))
    ink.rule(22, 33, 188, 33, width=0.6)
    ink.line("在职证明", 52, size=11, face="song-bold", gap=5)
    y = ink.paragraph("示范市社会保险基金管理中心：", 82, indent=0, size=6)
    y = ink.paragraph(
        "兹证明周明远（公民身份号码999901198711050039）系我公司正式职工，自2018年7月至今在我公司质量检验部工作，"
        "担任检验员职务，现已签订无固定期限劳动合同，并按规定参加社会保险。",
        y + 2,
        size=6,
        leading=12,
    )
    ink.paragraph("本证明仅用于办理社会保险业务，不作其他用途。", y, size=6)
    ink.line("示范市青禾食品有限公司", 196, right=176, size=6)
    ink.line("2026年11月10日", 212, right=170, size=6)
    ink.line("联系人：吴秀英　联系电话：0000-5550107", 262, x=28, size=4.6)
    ink.seal(142, 205, "示范市青禾食品有限公司", "人事专用章", radius=20)
    return ink


def _application() -> Ink:
    ink = Ink()
    ink.line("社会保险待遇资格认证申请表", 24, size=7.6, face="hei-bold")
    rows = (
        ("姓名", "赵桂兰", "性别", "女"),
        ("公民身份号码", "999901195202290022", "民族", "汉族"),
        ("社会保障卡号", "V99901224", "联系电话", "0000-5550102"),
        ("现住址", "示范市示范区青松路12号3幢502室"),
        ("待遇类别", "城镇职工基本养老保险"),
        ("认证方式", "自助终端　社区上门　手机认证"),
        ("代办人姓名", "", "与本人关系", ""),
    )
    foot = ink.table(rows, 44, columns=(20, 58, 118, 146, 190), height=14)
    ink.box(20, foot, 190, foot + 74)
    ink.paragraph(
        "本人承诺：以上所填内容真实、准确、完整。如有隐瞒或者虚假，愿意退回多领的待遇，并承担相应的法律责任。",
        foot + 8,
        left=26,
        right=184,
        size=5,
        leading=9,
    )
    ink.line("申请人签名：", foot + 44, x=100, size=5)
    ink.line("年　　月　　日", foot + 58, right=180, size=5)
    return ink


def _certificate() -> Ink:
    ink = Ink(width=260, height=185, paper=(250, 246, 232))
    ink.box(7, 7, 253, 178, width=1.6)
    ink.box(10, 10, 250, 175, width=0.5)
    ink.line("职业技能等级证书", 28, size=13, face="song-bold", gap=3)
    ink.portrait(24, 62, 33, 46)
    ink.paragraph(
        "周明远参加食品检验员职业技能等级认定，理论知识考试和操作技能考核成绩合格，达到三级（高级工）技能水平。",
        62,
        left=70,
        right=238,
        size=6.2,
        leading=12.5,
    )
    ink.line("证书编号：S000099990126003117", 122, x=24, size=5)
    ink.line("发证机构：示范市职业技能评价中心", 136, x=118, size=5.6)
    ink.line("2026年5月18日", 150, x=150, size=5.6)
    ink.seal(182, 141, "示范市职业技能评价中心", "证书专用章", radius=18)
    return ink


def _authorisation() -> Ink:
    ink = Ink()
    ink.line("授权委托书", 34, size=10, face="song-bold", gap=3)
    y = ink.paragraph("委托人：赵桂兰，公民身份号码999901195202290022。", 66, size=5.6)
    y = ink.paragraph("受托人：周明远，公民身份号码999901198711050039。", y, size=5.6)
    y = ink.paragraph(
        "委托人因行动不便，现委托受托人代为办理养老保险待遇领取地变更事宜。受托人在上述权限内签署的有关文件，"
        "委托人均予以承认。委托期限自签字之日起三个月。",
        y + 4,
        size=5.6,
    )
    ink.line("委托人（签字）：赵桂兰", y + 26, x=104, size=5.6)
    ink.line("受托人（签字）：周明远", y + 40, x=104, size=5.6)
    ink.line("2026年11月12日", y + 58, x=120, size=5.6)
    return ink


def _birth() -> Ink:
    ink = Ink(width=185, height=260, paper=(244, 248, 240))
    ink.box(8, 8, 177, 252, width=1.2)
    ink.line("出生医学证明", 22, size=10, face="hei-bold", gap=3)
    rows = (
        ("新生儿姓名", "周安然", "性别", "女"),
        ("出生时间", "2014年5月21日9时42分"),
        ("出生地点", "示范市妇幼保健院"),
        ("出生孕周", "39周", "出生体重", "3250克"),
        ("母亲姓名", "吴秀英", "民族", "汉族"),
        ("父亲姓名", "周明远", "民族", "汉族"),
        ("住址", "示范市示范区青松路12号3幢502室"),
    )
    foot = ink.table(rows, 50, columns=(18, 52, 104, 130, 167), height=16, size=4.8)
    ink.line("医疗机构：示范市妇幼保健院", foot + 16, x=60, size=5)
    ink.line("签发日期：2014年5月28日", foot + 30, x=60, size=5)
    ink.seal(112, foot + 26, "示范市妇幼保健院", "出生医学专用章", radius=18)
    return ink


def _photo_sheet() -> Ink:
    ink = Ink(width=127, height=89, paper=(252, 252, 252))
    for column in range(4):
        for row in range(2):
            ink.portrait(9 + column * 28.5, 9 + row * 37, 25, 35)
    return ink


KINDS: dict[str, Callable[[], Ink]] = {
    "residence-proof": lambda: _residence(sealed=True),
    "residence-proof-unsealed": lambda: _residence(sealed=False),
    "household": _household,
    "rental-contract": _rental,
    "employment-proof": _employment,
    "application-form": _application,
    "authorisation": _authorisation,
    "birth-certificate": _birth,
    "certificate": _certificate,
    "id-photo-sheet": _photo_sheet,
    "blank": Ink,
    **SMALL_PAPERS,
}
"""Name of each kind and the hand that writes it."""
