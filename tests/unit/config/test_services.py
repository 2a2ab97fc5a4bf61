"""The sixteen items, and what happens to a file with mistakes."""

import re
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import SERVICES, load_services
from config.problems import ConfigError
from kiosk.journeys.kinds import known_kinds

KINDS = known_kinds()
ITEMS = load_services(kinds=KINDS)
ELDER = (SERVICES / "elder-card-joint.toml").read_text(encoding="utf-8")


def load(folder, text, name="elder-card-joint.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return load_services(folder, kinds=KINDS)


def problems(folder, text, name="elder-card-joint.toml"):
    with pytest.raises(ConfigError) as refusal:
        load(folder, text, name)
    assert refusal.value.code == "config-invalid"
    assert {problem.file for problem in refusal.value.problems} == {name}
    return {problem.key: problem.message for problem in refusal.value.problems}


def test_all_sixteen_items_load():
    assert len(ITEMS) == 16
    assert next(iter(ITEMS)) == "elder-card-joint"


def test_every_item_has_a_guide_channels_and_words_to_be_found_by():
    for item in ITEMS.values():
        assert item.guide, item.id
        assert item.channels, item.id
        assert any(re.fullmatch("[a-z]+", word) for word in item.keywords), item.id
        assert "12345" in item.guide.unresolved or item.id == "complaint-unresolved", item.id


def test_items_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        ITEMS["appointment"].promise_days = 9


def test_the_elder_card_is_the_journey_of_the_drawings():
    item = ITEMS["elder-card-joint"]
    assert [step.kind for step in item.steps] == [
        "guide",
        "materials",
        "capture",
        "capture",
        "promise",
        "sign",
        "delivery",
        "form",
        "form",
        "notice",
        "review",
        "receipt",
    ]
    assert list(dict.fromkeys(step.stage for step in item.steps)) == [
        "一页看懂",
        "备齐材料",
        "后补承诺",
        "签名",
        "核对提交",
        "取回执",
    ]
    assert [one.name for one in item.cancelled] == ["户口簿复印件", "村（社区）年龄证明"]
    assert item.deferral.max_days == 5
    assert item.material("M-POA").is_need == 2
    with pytest.raises(KeyError):
        item.material("M-HUKOU")


MISTAKES = [
    ("id", 'id = "elder-card-joint"', 'id = "elder-card"'),
    ("version", 'version = "2026.11.1"', 'version = "latest"'),
    ("classified", "annual_check = ", "classified = true\nannual_check = "),
    ("short_name", 'short_name = "老年优待与乘车卡"', 'short_name = "老年人优待证与免费乘车卡"'),
    ("icon", 'icon = "hand-heart"', 'icon = "Hand Heart"'),
    ("dept_uscc", 'dept_uscc = "11999901MADEM00118"', 'dept_uscc = "11999901MADEM00119"'),
    ("catalog_code", 'catalog_code = "990711001000"', 'catalog_code = "99071100100"'),
    ("task_handle_item", "MADEM00118499071100100001", "MADEM0011849907110010000"),
    ("task_type", 'task_type = "07"', 'task_type = "7"'),
    ("use_level", "use_level = 4", "use_level = 9"),
    ("project_type", "project_type = 1", "project_type = 3"),
    ("promise_days", "promise_days = 0", "promise_days = 30\nanticipate_days = 20"),
    ("offline_policy", 'offline_policy = "queue"', 'offline_policy = "queu"'),
    ("guide.who[1]", '"满 60 岁，本市户籍"', '"年满六十周岁并且具有本市户籍的人"'),
    ("guide.bring[1]", '"身份证、居住证明"', '"身份证和相关证明"'),
    ("guide.unresolved", "机器办不了", "详见 www.example.cn"),
    ("conditions[3].text", "本市户籍，或", "法律法规规定的其他条件，或"),
    ("fee.basis", 'charge = false\nbasis = "不收费，乘车卡工本费也不收"', "charge = true"),
    ("deferral.deferrable[1]", 'deferrable = ["M-PHOTO"]', "deferrable = [3]"),
    ("deferral.core", 'core = ["M-IDCARD", "M-RESIDE"]', 'core = ["M-IDCRAD"]'),
    ("deferral.max_days", "max_days = 5", "max_days = 0"),
    ("materials[1].is_need", 'short_name_en = "ID card"\nis_need = 1', 'short_name_en = "ID card"\nis_need = 4'),
    ("materials[2].license_type", 'license_type = "老年优待证未领记录"', ""),
    ("materials[3].material_name", 'material_name = "居住证明"', 'material_name = "居住证明等材料"'),
    ("materials[3].note", "社区开具，盖章原件，1 页", "办证加微信"),
    ("materials[4].original_num", 'page_format = "一寸，白底"', 'page_format = "一寸"'),
    ("materials[5].required_when", 'required_when = "agent"', ""),
    ("cancelled", 'name = "户口簿复印件"', 'name = "居民身份证"'),
    ("steps[1].kind", 'kind = "guide"', 'kind = "giude"'),
    ("steps[3].options.material", 'material = "M-RESIDE"', 'material = "M-RESIDES"'),
    ("steps[7].options.unasked", 'unasked = "window"', 'unasked = "ems"'),
    ("steps[12].stage", 'stage = "取回执"', 'stage = "一页看懂"'),
    ("next_steps[1]", "办得怎样，扫码随时看", "证件制作完成以后我们会用短信通知您来取"),
    ("colour", 'category = "养老服务"', 'category = "养老服务"\ncolour = "red"'),
    ("icno", 'category = "养老服务"', 'category = "养老服务"\nicno = "star"'),
    ("task_name_en", 'task_name_en = "Senior citizen card and free bus card, in one application"\n', ""),
]


@pytest.mark.parametrize(("key", "good", "bad"), MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_each_mistake_is_named_by_its_key(tmp_path, key, good, bad):
    assert good in ELDER
    text = ELDER.replace(good, bad, 1)
    if key == "materials[4].original_num":
        text = text.replace(
            'is_need = 3\ncapture = "doc_camera"\noriginal_num = 1', 'is_need = 3\ncapture = "doc_camera"'
        )
    assert key in problems(tmp_path, text)


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path):
    text = ELDER
    chosen = [mistake for mistake in MISTAKES if mistake[0] not in {"materials[4].original_num", "icno"}]
    for _, good, bad in chosen:
        text = text.replace(good, bad, 1)
    found = problems(tmp_path, text)
    assert {key for key, _, _ in chosen} <= set(found)


def test_an_unknown_word_comes_with_the_nearest_known_one(tmp_path):
    text = ELDER.replace('kind = "guide"', 'kind = "giude"').replace("est_minutes", "est_minuets")
    found = problems(tmp_path, text.replace('"M-RESIDE" }', '"M-RESIDES" }').replace('"queue"', '"queu"'))
    assert "did you mean est_minutes?" in found["est_minuets"]
    assert "did you mean guide?" in found["steps[1].kind"]
    assert "did you mean M-RESIDE?" in found["steps[3].options.material"]
    assert "did you mean queue?" in found["offline_policy"]


def test_a_value_that_cannot_be_read_is_told_once(tmp_path):
    found = problems(tmp_path, ELDER.replace('task_code = "11999901MADEM001184990711001000"', "task_code = 31"))
    assert found["task_code"] == "expected text"


def test_a_paper_that_is_required_must_be_photographed_somewhere(tmp_path):
    text = ELDER.replace('kind = "capture"', 'kind = "guide"', 1).replace('options = { material = "M-RESIDE" }', "")
    assert problems(tmp_path, text) == {"steps": "nothing photographs M-RESIDE"}


def test_a_material_listed_twice_is_told(tmp_path):
    text = ELDER.replace('material_code = "M-POA"', 'material_code = "M-RESIDE"')
    assert problems(tmp_path, text)["materials[5].material_code"] == "used twice"


def test_what_may_follow_later_and_is_need_3_are_the_same_set(tmp_path):
    text = ELDER.replace('deferrable = ["M-PHOTO"]', 'deferrable = ["M-RESIDE"]')
    assert "deferral.deferrable" in problems(tmp_path, text)


def test_a_file_that_is_no_toml_is_told_and_the_others_are_still_read(tmp_path):
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        load(tmp_path, ELDER.replace("est_minutes = 4", 'est_minutes = "4"'))
    assert {problem.file for problem in refusal.value.problems} == {"broken.toml", "elder-card-joint.toml"}
    assert "broken.toml: is not TOML" in str(refusal.value)


def test_a_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "gbk.toml").write_bytes('id = "老"'.encode("gbk"))
    with pytest.raises(ConfigError, match=r"gbk\.toml: is not UTF-8"):
        load_services(tmp_path)


def test_an_empty_folder_is_a_mistake(tmp_path):
    with pytest.raises(ConfigError, match="no service item"):
        load_services(tmp_path)


def test_without_kinds_the_steps_are_not_judged(tmp_path):
    text = ELDER.replace('kind = "guide"', 'kind = "hologram"')
    (tmp_path / "elder-card-joint.toml").write_text(text, encoding="utf-8")
    assert load_services(tmp_path)["elder-card-joint"].steps[0].kind == "hologram"


VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(max_size=5), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(st.data())
def test_no_value_of_any_type_gets_past_or_crashes_the_reader(data):
    from config.problems import Findings
    from config.schema import ServiceItem
    from config.shape import build

    keys = st.sampled_from([*ServiceItem.__dataclass_fields__, "nonsense"])
    table = data.draw(st.dictionaries(keys, VALUES, max_size=6))
    findings = Findings()
    build(ServiceItem, table, "any.toml", findings)
    assert findings.problems  # something required is always missing here
    assert ("nonsense" in table) == any(problem.key == "nonsense" for problem in findings.problems)
