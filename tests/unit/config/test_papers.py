"""A paper's template is refused with every mistake at once, each with its file and key."""

import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.paper_words import GAP, broken, gaps, literal
from config.papers import HERE, load_papers
from config.problems import ConfigError

PAPERS = load_papers()
ACCEPTED = (HERE / "papers" / "receipt-accepted.toml").read_text(encoding="utf-8")
NAME = "receipt-accepted.toml"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(HERE / "papers", tmp_path / "papers")


def problems(folder, **changed):
    with pytest.raises(ConfigError) as refusal:
        load_papers(folder=folder, **changed)
    return {(problem.file, problem.key): problem.message for problem in refusal.value.problems}


def test_the_papers_of_the_terminal_load():
    assert set(PAPERS) >= {
        "receipt-accepted",
        "receipt-received",
        "one-time-notice",
        "deferral-notice",
        "printer-test",
    }


def test_every_paper_of_a_case_names_its_applicant_by_a_type_that_masks():
    for paper in PAPERS.values():
        for fact in paper.facts.values():
            assert (fact.type == "name") == (fact.name == "applicant"), fact.name


MISTAKES = [
    ("about", 'about = "case"', 'about = "cases"', "did you mean case?"),
    ("blocks[1].text", '"{issuer}"', '"{isuer}"', "unknown fact isuer; did you mean issuer?"),
    ("blocks[1].text", '"{issuer}"', '"{issuer} {"', "a brace without its fact"),
    ("blocks[1].text", '"{issuer}"', '"{issuer.__class__}"', "a brace without its fact"),
    ("blocks[1].text", '"{issuer}"', '"{issuer}，详见 www.abc.com"', "holds a web address"),
    ("blocks[1].text", '"{issuer}"', '"{issuer}\\u202e"', "holds a control or private-use character"),
    ("blocks[1].text", '"{issuer}"', '"{issuer} 13912345678"', "holds a private telephone number"),
    ("blocks[1].text", '"{issuer}"', '"{issuer} 999901195310110227"', "could be somebody's"),
    ("blocks[1].text", '"{issuer}"', '"{issuer}，带其他材料"', "a catch-all demand"),
    ("blocks[1].size", "size = 30", "size = 300", "expected 20 to 64 dots"),
    ("blocks[1].sise", "size = 30", "sise = 30", "did you mean size?"),
    ("blocks[1].kind", 'kind = "text"', 'kind = "txt"', "did you mean text?"),
    ("blocks[8].value", '"{applicant}"', '"{applicant:plain}"', "applicant has no form plain"),
    ("blocks[8].value", '"{applicant}"', '"某某"', None),
    ("blocks[11].value", '"{filed}"', '"{filed:stmap}"', "did you mean stamp?"),
    ("blocks[14].day", 'day = "due"', 'day = "filed"', "expected a fact of type date"),
    ("blocks[13].when", '["promised", "due"]', '["promised", "dew"]', "unknown fact dew; did you mean due?"),
    ("blocks[12].text", 'text = "最晚在这天补{promised}"\nwhen', 'text = "最晚在这天补{promised}"\nunless', None),
    ("blocks[20].payload", 'payload = "proof"', 'payload = "query_code"', "expected a fact of type qr"),
    ("blocks[1].text", '"{issuer}"', '"{proof}"', "drawn as a code"),
    ("blocks[1].text", '"{issuer}"', '"{due_open}"', "said by when or unless"),
    ("blocks[1].text", '"{issuer}"', '"{server_no}"', "may be lacking; say when = ['server_no']"),
    ("words.hotline", 'hotline = "12345"', 'hotline = "{issuer}"', "is a fixed text"),
    ("words.spare", 'hotline = "12345"', 'hotline = "12345"\nspare = "x"', "is never said"),
    ("words", 'hotline = "12345"', "hotline = 12345", "expected texts by name"),
    ("word", "[words]", "[word]", "did you mean words?"),
    ("blocks", "第 {copy} 份", "再一份", "no title marks a copy"),
    ("", 'about = "case"', "about = case", "is not TOML"),
]


@pytest.mark.parametrize(("key", "old", "new", "said"), MISTAKES, ids=[f"{m[0]}-{n}" for n, m in enumerate(MISTAKES)])
def test_a_mistake_is_told_with_file_and_key(folder, key, old, new, said):
    assert old in ACCEPTED
    (folder / NAME).write_text(ACCEPTED.replace(old, new, 1), encoding="utf-8")
    found = problems(folder)
    assert {file for file, _ in found} == {NAME}
    if said is not None:
        assert said in found[NAME, key]


def test_a_fact_that_must_be_said_is_missed(folder):
    (folder / NAME).write_text(ACCEPTED.replace('"{applicant}"', '"某某"'), encoding="utf-8")
    assert problems(folder) == {(NAME, "blocks"): "never says applicant"}


def test_all_mistakes_of_all_papers_are_told_at_once(folder):
    text = ACCEPTED.replace("{issuer}", "{isuer}").replace("size = 30", "size = 3")
    (folder / NAME).write_text(text.replace("{dept_name}", "{dept}"), encoding="utf-8")
    (folder / "printer-test.toml").write_text("about = 1", encoding="utf-8")
    (folder / "Odd Name.toml").write_text("", encoding="utf-8")
    found = problems(folder)
    assert {file for file, _ in found} == {NAME, "printer-test.toml", "Odd Name.toml"}
    assert {key for file, key in found if file == NAME} >= {"blocks[1].text", "blocks[1].size", "blocks[9].value"}


def test_a_region_changes_words_alone(folder):
    (folder / "receipt-accepted.999901.toml").write_text('[words]\nhotline = "0999-12345"', encoding="utf-8")
    assert load_papers("999901", folder)["receipt-accepted"].words == {"hotline": "0999-12345"}
    assert load_papers("110000", folder)["receipt-accepted"].words == {"hotline": "12345"}
    assert load_papers("999901", folder)["receipt-accepted"].blocks == PAPERS["receipt-accepted"].blocks


def test_a_region_may_lay_its_paper_out_anew(folder):
    own = ACCEPTED.replace("已受理，正式开始办理", "已经受理")
    (folder / "receipt-accepted.999901.toml").write_text(own, encoding="utf-8")
    assert "已经受理" in repr(load_papers("999901", folder)["receipt-accepted"])
    assert "已经受理" not in repr(load_papers("", folder)["receipt-accepted"])


@pytest.mark.parametrize(
    ("name", "text", "key", "said"),
    [
        ("receipt-acepted.999901.toml", "", "", "did you mean receipt-accepted?"),
        (
            "receipt-accepted.999901.toml",
            '[words]\nhotlin = "1"',
            "words.hotlin",
            "no such words; did you mean hotline?",
        ),
        ("receipt-accepted.999901.toml", 'about = "printer"', "about", "cannot change what a paper is about"),
        ("receipt-accepted.999901.toml", '[words]\nhotline = "www.abc.com"', "words.hotline", "a web address"),
    ],
)
def test_a_mistake_of_any_region_is_told_everywhere(folder, name, text, key, said):
    (folder / name).write_text(text, encoding="utf-8")
    assert said in problems(folder)[name, key]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('applicant = "text!"', "case.applicant"),
        ('holder = "text"', "case.holder"),
        ('agent_name = "text"', "case.agent_name"),
        ('home_address = "text"', "case.home_address"),
        ('mobile = "number"', "case.mobile"),
        ('id_number = "number"', "case.id_number"),
        ('extra = "words"', "case.extra"),
        ("extra = 3", "case.extra"),
    ],
)
def test_what_is_somebodys_has_a_type_that_masks_it(tmp_path, line, key):
    path = tmp_path / "paper_facts.toml"
    text = (HERE / "paper_facts.toml").read_text(encoding="utf-8")
    head, rest = text.split("[case]\n", 1)
    rest = re.sub(rf"^{key.partition('.')[2]} = .*\n", "", rest, count=1, flags=re.MULTILINE)
    path.write_text(f"{head}[case]\n{line}\n{rest}", encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        load_papers(facts=path)
    assert key in {problem.key for problem in refusal.value.problems}


@given(st.text(st.sampled_from("{}:abc_1 \n办"), max_size=30))
def test_words_are_gaps_literals_or_refused(text):
    rebuilt = GAP.sub("", text)
    assert literal(text) == rebuilt.replace("\n", "")
    assert broken(text) == ("{" in rebuilt or "}" in rebuilt)
    assert len(gaps(text)) == len(GAP.findall(text))
