"""Pages as offices publish them, and pages into which somebody has put something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.linting.pages import lint_page, paragraphs

PAGE = """关于推进“最多跑一次”改革的实施方案
一、总体要求
各级各部门要以群众和企业“办一件事”为主线，探索打破部门界限，实行综合受理、部门联动、集成服务。
申报材料应注明原件、复印件、份数、格式等要求，并提供相关表格下载和填报说明。
二、主要任务
（一）编制并公布办事指南。列明设定依据、申请条件、申请材料、办理流程、审批时限、收费依据及标准、
审批决定证件、诉求渠道、年检要求、注意事项、联系方式等内容，申请材料不得有兜底性条款。
（二）压缩办理时限。承诺时限平均比法定时限压缩30%以上。
（三）公开联系方式。咨询电话：0999-1234567，投诉电话：12345，网址：https://zwfw.shifan.gov.cn/banshi。
"""
SPAM = [
    "澳门新葡京娱乐城开户即送彩金",
    "真人荷官在线发牌，百家乐、老虎机应有尽有",
    "北京赛车pk10计划群，稳赚不赔",
    "六合彩特码资料，一码中特",
    "体育投注平台首存送88",
    "皇冠体育官网入口",
    "B E T 3 6 5 备用网址",
    "棋牌游戏APP下载，注册送金币",
    "时时彩走势图",
    "购彩平台充值",
    "身份证贷款秒批秒到账",
    "黑户也能下款，当天放款",
    "征信修复，专业团队",
    "信用卡套现提额",
    "代开各类正规发票，验真后付款",
    "专业办证刻章，快速出证",
    "学历提升，保过拿证",
    "论文代写代发",
    "加薇♥信 abc12345 领取资料",
    "加扣扣群：123456789",
    "微信号：shifan_888888",
    "代办加v信 zhang8899",
    "扫码进群领红包",
    "点击领取现金红包",
    "兼职刷单，日赚三百",
    "诚招代理，月入过万",
    "同城交友，美女上门服务",
    "激情视频在线观看",
    "传奇私服下载",
    "友情链接：网站建设",
    "祖传秘方，包治百病",
    "比特币钱包下载",
    "ＱＱ：８８８８８８８８",
    "办理联系 138 1234 6620",
    "详见 www.banzheng-dai.top",
    "<a href='http://bet.example.com'>了解</a>更多",
    "<script>location='x'</script>",
    "快三平台开奖结果",
    "老年人凭身份证免费办理优待证，娱乐城开户，七日内领取。",
]
CUT = [
    "当事人对责令停产停业的决定不服的，可以自收到决定书之日起六十日内申请行政复议，复议机关为示范市人",
    "建设工程规划许可证遗失的，持证单位登录市工程建设审批系统申请补发，自受理之日起3个",
    "捕捞许可证年审应当携带原证、渔船检验证书和。窗口电话0999-2310087。",
    "动物诊疗许可证的受理时间为每周一至周五上午8:30至12:00，下午2:",
    "登录报名平台，填写孩子的姓名、身份证号以及监护人的。",
    "申请人应当",
    "窗口收到申请后，根据",
    "材料齐全的，当场受理，并",
    "申请条件包括年龄、户籍以及",
    "依据《中华人民共和国老年人权益保障法",
    "符合条件的申请人（含委托代理人",
    "推行“一窗受理、集成服务",
    "，并在五个工作日内办结。",
    "办理时限为五个工作日……",
    "承诺办结时限为……（展开全部）",
    "阅读全文",
    "受理机关为民政部门，",
    "锟斤拷锟斤拷",
]
CATCH_ALL = [
    "申请人应提交身份证等材料。",
    "需提供其他材料。",
    "请携带相关证明材料。",
    "申请材料：身份证、户口簿、其他有关证明文件。",
    "提交法律、法规规定的其他材料。",
    "应提供窗口认为需要的文件。",
    "视情况提供租赁合同。",
    "请提交各类证明材料。",
    "所需材料包括但不限于身份证、照片。",
]
GOOD = [
    "（三）借举报之名故意捏造事实诬告、陷害他人的；",
    "（四）隐瞒、欺骗申请人的；",
    "全面翔实公开办理条件、材料、流程、时限、咨询渠道、联系方式、收费标准、注意事项等信息",
    "申报材料应注明原件、复印件、份数、格式等要求",
    "申请材料不得有兜底性条款",
    "要求提供“其他材料”的，必须明确具体情形和材料名称",
    "对申请材料不符合要求的，一次性告知申请人",
    "凡能通过电子证照库比对查验获得证照信息的，不得要求申请人重复提供相关证照",
    "上一个审批环节已经收取的申报材料，下一个环节不再要求提交",
    "能够通过部门之间信息共享解决的，一律不再要求申请人提供",
    "老年人只需持二代身份证到中心大厅即可免费当即办理“两证”",
    "所有的乡镇（街道）便民服务中心要开辟 24 小时自助服务区",
    "不得组织或者参与赌博活动",
    "严厉打击网络赌博、电信诈骗",
    "福利彩票公益金支持养老服务",
    "体育彩票公益金资助项目",
    "社区设有棋牌室、阅览室",
    "新开办企业免费刻章",
    "公章刻制备案",
    "开具增值税发票请到 2 号窗口",
    "个人住房公积金贷款额度",
    "创业担保贷款，财政贴息",
    "谨防网贷陷阱，拨打 96110",
    "关注“示范市政务”微信公众号",
    "可用微信小程序查询进度",
    "请下载“示范通”APP 办理",
    "扫码在手机上继续办理",
    "上门服务：行动不便的老人可预约上门办理",
    "邮寄地址缺门牌号的，会退回",
    "等级证书原件及复印件各 1 份",
    "同等学力证明",
    "高等教育学历证书",
    "身份证正反面复印件 1 份（A4）",
    "产权证、租赁合同、单位住宿证明三者之一",
    "由社区出具的居住证明，须盖章",
    "（一）申请；（二）受理；（三）审查；（四）决定；",
    "1）持身份证；2）持照片。",
    "年满 60 周岁的",
    "有下列情形之一的：",
    "承诺时限：5 个工作日",
    "法定时限：20 个工作日",
    "一、总体要求",
    "第三十二条",
    "咨询电话：0999-1234567",
    "网址：http://www.shifan.gov.cn/art/2026/1/1/art_1.html",
    "工作日 08:30-12:00，14:00-17:30",
    "收费依据：发改价格〔2019〕1 号",
    "《国务院关于在线政务服务的若干规定》（国务院令第716号）",
    "（咨询、投诉、建议）",
    "温馨提示：雨天路滑，注意安全！",
    "办理结果：颁发《老年人优待证》",
    "申请人为未成年人的，由监护人代为申请",
    "示范区民政局",
    "2026年11月25日",
    "无需提供其他材料",
    "不需要提交相关证明，部门自行核验",
    "已取消户籍证明等材料 21 项",
    "审批环节原则上控制在 3 个以内",
    "窗口服务实行“首问负责制、限时办结制”",
    "全市通办，就近申报",
    "可领取免费乘车卡",
    "领取方式：窗口自取、邮寄",
    "姓名含间隔号“·”的，照录",
    "䶮、㛃等生僻字可照实填写",
]


def rules(text):
    return {finding.rule for finding in lint_page(text, "page")}


@pytest.mark.parametrize("line", SPAM)
def test_what_was_put_into_a_page_is_found_wherever_it_stands(line):
    assert rules(line) & {"spam", "foreign-text"}
    lines = PAGE.splitlines()
    for place in range(len(lines)):
        with_it = "\n".join([*lines[:place], line, *lines[place:]])
        assert rules(with_it) & {"spam", "foreign-text"}
    inside = PAGE.replace("综合受理、部门联动", f"综合受理、{line}、部门联动")
    assert rules(inside) & {"spam", "foreign-text"}


@pytest.mark.parametrize("line", CUT)
def test_a_sentence_that_was_cut_is_found(line):
    assert "cut-sentence" in rules(line)


@pytest.mark.parametrize("line", CATCH_ALL)
def test_a_catch_all_demand_is_found(line):
    assert "catch-all" in rules(line)


@pytest.mark.parametrize("line", GOOD)
def test_what_offices_honestly_write_passes(line):
    assert list(lint_page(line, "page")) == []


def test_a_whole_page_passes_and_the_corpus_is_as_large_as_promised():
    assert list(lint_page(PAGE, "page")) == []
    assert len(SPAM) + len(CUT) + len(CATCH_ALL) >= 60
    assert len(GOOD) >= 60


def test_lines_that_the_page_broke_are_one_sentence():
    numbers = [number for number, _ in paragraphs(PAGE)]
    assert numbers == [1, 2, 3, 4, 5, 6, 8, 9]


def test_a_finding_names_its_line_says_why_in_chinese_and_what_to_do():
    text = PAGE + "加微信 abc123456 领取\n"
    (finding, *_) = lint_page(text, "policy.html")
    assert finding.key == "第 10 行"
    assert "拉人加群" in finding.why
    assert finding.suggestion
    assert str(finding).startswith("policy.html: 第 10 行: 错误 spam")


def test_html_is_read_with_what_its_styles_hide():
    page = f"<html><body><p>{PAGE}</p><div style='display:none'>澳门娱乐城开户</div></body></html>"
    assert rules(page) == {"spam"}
    assert rules("<p>当场办结。</p><a href='http://bet.example.com/x'>更多</a>") == {"foreign-text"}
    assert rules("<p>当场办结。</p><script>wx.config({appId: 'x'}); qq.share('政务服务')</script>") == set()
    assert rules("<p>当场办结。</p><script>document.write('娱乐城开户')</script>") == {"spam"}
    assert rules("<p>当场办结。</p><script>location='//bet.example.com/'</script>") >= {"foreign-text"}
    assert rules("<head><title>政务服务,百家乐</title></head><p>当场办结。</p>") == {"spam"}
    assert rules("<p>当场办结。</p><!-- 老虎机 -->") == {"spam"}
    assert rules("<p>当场办结。</p><iframe src='//ad.example.cc/x'></iframe>") == {"foreign-text"}


@given(st.text())
def test_every_text_gets_an_answer(text):
    list(lint_page(text, "page"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("提交其他 材 料。", "catch-all"),
        ("提交其\u3000他\u3000材\u3000料。", "catch-all"),
        ("应当提交其他相關材料。", "catch-all"),
        ("办证联系电话１３８１２３４５６７８", "foreign-text"),
    ],
    ids=["spread", "spread wide", "traditional", "full-width"],
)
def test_writing_it_otherwise_hides_nothing(text, rule):
    assert rule in rules(text)


CATALOGUE = """县级即办事项清单
1. 建筑工程施工许可：法定20个工作日，承诺3个工作日。
2. 再生育登记：夫妻双方身份证，当场办结。
3. 涉河建设项目审批：申请书、工程方案。评审时间不计入承诺时限，最长30日。
四、其他
报名表请发到 bts@example.cn，工作日当天回复；导航请走开元隧道。
"""


def test_what_a_plain_catalogue_says_is_no_offence():
    assert rules(CATALOGUE) == set()


def test_a_sentence_that_breaks_off_on_a_page_that_keeps_to_full_stops_is_found():
    whole = "".join(f"第{number}条　申请人持身份证到窗口申请，当场办结。\n" for number in "一二三四五六七八")
    assert rules(whole) == set()
    assert rules(f"{whole}第九条　窗口收到申请后由两名工作人员审核，不再要求申请人提供任何\n") == {"cut-sentence"}
