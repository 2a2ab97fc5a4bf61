"""Catch-all demands and foreign text are found; honest wording is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.wording import catch_all, columns, hostile

BAD = [
    "其他材料",
    "其它材料",
    "其他相关材料",
    "其他有关证明材料",
    "其他必要的文件",
    "其他证明文件",
    "其他申请材料",
    "身份证等材料",
    "户口簿、身份证等相关材料",
    "合同等证明文件",
    "合同等有关资料",
    "发票等其他手续",
    "产权证等证件",
    "相关证明",
    "有关证明",
    "相关材料",
    "有关资料",
    "必要的材料",
    "所需材料",
    "所需手续",
    "规定的材料",
    "要求的文件",
    "法律法规规定的其他条件",
    "法律、法规规定的其他材料",
    "法规和规章规定的其他情形",
    "窗口认为应当提交的",
    "行政机关要求补充的",
    "审批部门认为需要的文件",
    "工作人员要求的其他资料",
    "视情况提供租赁合同",
    "根据需要提供原件",
    "如有需要提供户口簿",
]
GOOD = [
    "",
    "等级证书",
    "建筑业企业资质等级证书",
    "职业技能等级证明",
    "同等学力证明",
    "高等教育学历证书",
    "平等协议",
    "居民身份证",
    "居住证明",
    "近期免冠照片",
    "授权委托书和受托人居民身份证",
    "经营场所使用证明（产权证或租赁合同的复印件）",
    "社区开具，盖章原件，1 页",
    "其他市民的同意书",
    "相关专业毕业证书",
    "有关部门出具的盖章原件",
    "结婚证或离婚证",
    "出生医学证明",
    "户口簿首页和本人页",
    "不动产权证书",
    "租赁合同、产权证、单位住宿证明之一",
    "无犯罪记录证明",
    "残疾人证",
    "退役军人优待证",
    "完税证明",
    "收入证明",
    "亲属关系证明",
    "婚姻状况声明书",
    "本人社会保障卡",
    "死亡医学证明（推断）书",
    "学籍证明",
    "法定代表人身份证复印件",
    "",
]


@pytest.mark.parametrize("words", BAD)
def test_catch_all_demands_are_found(words):
    assert catch_all(words)


@pytest.mark.parametrize("words", [line for line in GOOD if line])
def test_named_papers_pass(words):
    assert catch_all(words) == ""


@pytest.mark.parametrize(
    "text",
    [
        "请上 https://example.cn 看",
        "www.example",
        "办证找 banzheng.com",
        "<b>不收费</b>",
        "<script>",
        "点&nbsp;这里",
        "javascript:go",
        "代办请打 13812346620",
        "代办请打 138 1234 6620",
        "加微信领取",
        "QQ：12345678",
        "澳门博彩",
        "贷款秒批",
        "不收费\x07",
        "不收\u200b费",
        "看\u202e反了",
        "私用\ue001字",
    ],
)
def test_foreign_text_is_found(text):
    assert hostile(text)


@pytest.mark.parametrize(
    "text",
    [
        "请拨 12345",
        "0999-1234567",
        "工作日 08:30-12:00，14:00-17:30",
        "一寸（295×413 像素），白底",
        "K0007",
        "a·b",
        "䶮𬀩",
    ],
)
def test_what_a_guide_says_passes(text):
    assert hostile(text) == ""


@pytest.mark.parametrize(("text", "width"), [("", 0), ("满 60 岁", 8), ("不收费", 6), ("ok", 2), ("，", 2)])
def test_width_is_counted_in_half_width_columns(text, width):
    assert columns(text) == width


@given(st.text())
def test_every_text_gets_an_answer(text):
    assert isinstance(catch_all(text), str)
    assert isinstance(hostile(text), str)
    assert len(text) <= columns(text) <= 2 * len(text)
