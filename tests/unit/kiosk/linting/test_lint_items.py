"""Items with one thing wrong each: found, named by file and key, explained in Chinese with what to do."""

import re

import pytest

from config.load import SERVICES
from kiosk.journeys.kinds import known_kinds
from kiosk.linting.items import lint_items

ELDER = (SERVICES / "elder-card-joint.toml").read_text(encoding="utf-8")
AGED = (SERVICES / "aged-allowance.toml").read_text(encoding="utf-8")
KINDS = known_kinds()
WRONG = [
    ("by_law", "missing-element", 'by_law = ["《中华人民共和国老年人权益保障法》"]\n', ""),
    ("annual_check", "missing-element", 'annual_check = "不年检"\n', ""),
    ("anticipate_days", "missing-element", 'anticipate_explain = "法律未规定时限"\n', ""),
    ("results", "missing-element", 'results = ["老年人优待证", "老年人免费乘车卡"]\n', "results = []\n"),
    ("channels.consult_tel", "missing-element", 'consult_tel = "0999-1234567"', 'consult_tel = ""'),
    ("dept_uscc", "wrong-code", 'dept_uscc = "11999901MADEM00118"', 'dept_uscc = "11999901MADEM00128"'),
    ("task_code", "wrong-code", '"11999901MADEM001184990711001000"', '"11999901MADEM001183990711001000"'),
    ("catalog_code", "wrong-code", 'catalog_code = "990711001000"', 'catalog_code = "9907110010"'),
    ("task_handle_item", "wrong-code", "MADEM00118499071100100001", "MADEM0011849907110010000"),
    ("conditions[1].text", "spam", "年满 60 周岁，可办老年人优待证", "年满 60 周岁，可上娱乐城开户"),
    ("guide.unresolved", "foreign-text", "机器办不了", "详见 www.example.cn"),
    ("materials[3].note", "spam", "社区开具，盖章原件，1 页", "办证加微信"),
    ("common_errors[1]", "cut-sentence", "未满 60 周岁提前申请", "未满 60 周岁提前申请，以及"),
    ("results[1]", "cut-sentence", '"老年人优待证", "老年人免费乘车卡"', '"《老年人优待证", "老年人免费乘车卡"'),
    ("materials[3].material_name", "catch-all", 'material_name = "居住证明"', 'material_name = "居住证明等材料"'),
    ("materials[3].accept_stand[1]", "catch-all", "写明姓名和住址", "窗口要求的其他文件"),
    ("conditions[3].text", "catch-all", "本市户籍，或", "法律法规规定的其他条件，或"),
    ("guide.bring[1]", "catch-all", '"身份证、居住证明"', '"身份证和相关证明"'),
    ("cancelled", "cancelled-comes-back", 'name = "户口簿复印件"', 'name = "居住证明"'),
    ("deferral.max_days", "beyond-promise", "max_days = 5", "max_days = 6"),
    ("deferral.deferrable", "deferral", 'deferrable = ["M-PHOTO"]', 'deferrable = ["M-POA"]'),
    ("deferral.core", "deferral", 'core = ["M-IDCARD", "M-RESIDE"]', 'core = ["M-NONE"]'),
    (
        "materials[4].original_num",
        "incomplete-material",
        'original_num = 1\npage_format = "一寸',
        'page_format = "一寸',
    ),
    ("materials[5].required_when", "incomplete-material", 'required_when = "agent"\n', ""),
    ("materials[2].license_type", "incomplete-material", 'license_type = "老年优待证未领记录"', ""),
    ("materials[5].material_code", "duplicate-material", 'material_code = "M-POA"', 'material_code = "M-RESIDE"'),
    ("fee.basis", "no-fee-basis", 'charge = false\nbasis = "不收费，乘车卡工本费也不收"', "charge = true"),
    ("conditions[1].rule", "bad-rule", 'rule = "age >= 60"', 'rule = "age >= sixty"'),
    ("conditions[1].rule", "bad-rule", 'rule = "age >= 60"', "rule = \"__import__('os')\""),
    ("conditions[1].instead", "bad-rule", 'instead = "满 60 岁那天起来办；现在可先看要带什么"\n', ""),
    ("guide.who[1]", "too-long", '"满 60 岁，本市户籍"', '"年满六十周岁并且具有本市户籍的人"'),
    ("colour", "wrong-key", "est_minutes = 4", 'est_minutes = 4\ncolour = "red"'),
    ("short_name", "wrong-key", 'short_name = "老年优待与乘车卡"\n', ""),
    ("offline_policy", "wrong-value", 'offline_policy = "queue"', 'offline_policy = "never"'),
    ("guide.time[1]", "open-promise", '"材料齐，当场办结"', '"会尽快办好"'),
    ("guide.time[1]", "open-promise", '"材料齐，当场办结"', '"材料齐了就给办"'),
    ("materials[2].note", "cancelled-comes-back", '"我们替您查，不用带"', '"请自己开好带来"'),
    ("materials[4].note", "cancelled-comes-back", '"手机拍的也行"', '"手机拍的也行，顺手把户口簿的复印件捎来"'),
    ("materials[4].note", "second-notice", '"手机拍的也行"', '"照片拿来，还差什么纸，柜台上再跟您讲"'),
    ("faq[4].answer", "foreign-text", "户籍由我们核对。", "户籍は画面に表示されます。"),
    ("guide.time[1]", "beyond-promise", '"材料齐，当场办结"', '"30 个自然日"'),
    ("next_steps[1]", "second-notice", 'next_steps = ["', 'next_steps = ["审核中会再通知补材料", "'),
    ("guide.fee", "wrong-fee", '"工本费也不收"', '"工本费 5 元"'),
    ("guide.bring[1]", "beyond-list", '"身份证、居住证明"', '"身份证、结婚证"'),
    ("guide.bring[1]", "cancelled-comes-back", '"身份证、居住证明"', '"户口簿复印件"'),
    ("task_type", "wrong-code", 'task_type = "07"', 'task_type = "01"'),
    ("文件", "unreadable", 'id = "elder-card-joint"', "id = "),
]


def lint(folder, *texts):
    paths = []
    for text in texts:
        item_id = re.search(r'^id = "([a-z-]+)"', text)
        path = folder / f"{item_id.group(1) if item_id else 'elder-card-joint'}.toml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return list(lint_items(paths, KINDS))


@pytest.mark.parametrize(("key", "rule", "good", "bad"), WRONG, ids=[f"{w[0]}-{n}" for n, w in enumerate(WRONG)])
def test_one_thing_wrong_is_found_where_it_is(tmp_path, key, rule, good, bad):
    assert good in ELDER
    found = {(finding.key, finding.rule): finding for finding in lint(tmp_path, ELDER.replace(good, bad, 1))}
    finding = found[key, rule]
    assert finding.file == "elder-card-joint.toml"
    assert re.search("[\u4e00-\u9fff]", finding.why)
    assert re.search("[\u4e00-\u9fff]", finding.suggestion)


@pytest.mark.parametrize("path", sorted(SERVICES.glob("*.toml")), ids=lambda path: path.stem)
def test_what_is_published_passes(path):
    assert list(lint_items([path], KINDS)) == []


def test_a_promise_beyond_the_law_and_a_fourth_approval_are_refused(tmp_path):
    assert ("promise_days", "beyond-statutory") in {
        (one.key, one.rule) for one in lint(tmp_path, AGED.replace("promise_days = 5", "promise_days = 21"))
    }
    fourth = '[[handle_flow]]\nname = "复核"\nwho = "示范区民政局"\napproval = true\n\n[guide]'
    assert ("handle_flow", "too-many-approvals") in {
        (one.key, one.rule) for one in lint(tmp_path, AGED.replace("[guide]", fourth))
    }


def test_two_items_with_one_code_are_told(tmp_path):
    twin = ELDER.replace('id = "elder-card-joint"', 'id = "elder-card-twin"')
    assert [(one.file, one.rule) for one in lint(tmp_path, ELDER, twin)] == [("elder-card-twin.toml", "duplicate-code")]


def test_one_matter_at_two_levels_asks_for_the_same_papers(tmp_path):
    town = AGED.replace('id = "aged-allowance"', 'id = "aged-allowance-town"').replace("use_level = 4", "use_level = 5")
    town = town.replace('task_code = "11999901MADEM001184', 'task_code = "11999901MADEM001185')
    assert lint(tmp_path, AGED, town) == []
    other = town.replace('material_name = "本人社会保障卡', 'material_name = "本人银行卡')
    assert [(one.rule, one.severity) for one in lint(tmp_path, AGED, other)] == [("uneven-levels", "warning")]


def test_a_promise_that_saves_little_is_a_reminder(tmp_path):
    slow = AGED.replace("promise_days = 5", "promise_days = 15")
    assert [(one.rule, one.severity) for one in lint(tmp_path, slow)] == [("little-saved", "warning")]
