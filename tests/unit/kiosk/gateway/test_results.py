"""Papers that are handed out at once: only what a register says, numbered once, entered in the ledger, or a way out."""

import datetime as dt
import tomllib
import uuid
from pathlib import Path

import pytest

from config.licence_codes import is_licence_id
from config.load import load_services
from kiosk.domain.numbers import read_citizen_number
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.check_codes import check_code
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.matches import Matches
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.services import results
from offline_cache.case_numbers import is_query_code

ZHAO, OUYANG, AYI, LI, WANG, OU = (
    "999901195202290022",
    "999901194001010018",
    "99990119880808012X",
    "99990119620615003X",
    "999901200402290215",
    "999901195003120055",
)
SERVICES = Path("config/services")
REGISTERS = tomllib.loads(Path("kiosk/gateway/sandbox/registers.toml").read_text(encoding="utf-8"))["person"]
FACTS = {one["number"]: one["facts"] for one in REGISTERS}


@pytest.fixture
def desks(tmp_path):
    centre = Centre(tmp_path, SERVICES)
    yield Desks(centre)
    centre.close()


def ask(desks, paper, who=ZHAO, variant="", identity=None):
    what = {"paper": paper, "variant": variant or next(iter(results.PAPERS[paper]["variants"]))}
    question = Question(identity or str(uuid.uuid4()), "K0007", who, "赵桂兰", what)
    with desks.centre.register.transaction():
        if load_services()[paper].identity == "L2":
            Matches(desks.centre).note(question, 2)
        return results.answer(desks, question)


@pytest.mark.parametrize("paper", sorted(results.PAPERS))
def test_every_paper_is_a_service_items_and_every_row_fits_its_heads(desks, paper):
    item, known = load_services()[paper], results.PAPERS[paper]
    assert known["dept_name"] == item.dept_name
    assert len(known["heads"]) == 4
    for one in known["person"]:
        assert read_citizen_number(one["number"]).text in FACTS
        assert all(len(row) == 4 for row in one["rows"])
    for variant in known["variants"]:
        said = ask(desks, paper, LI if paper == "housing-fund-proof" else ZHAO, variant)
        assert (said["serial"][:31], len(said["serial"])) == (item.task_code, 43)
        assert is_query_code(said["query_code"])
        assert said["proof"].startswith(f"https://zwfw.example/q#{said['query_code']}.")
        assert is_licence_id(said["licence_id"])


@pytest.mark.parametrize(
    ("paper", "fact"),
    [
        ("pension-proof", "pension_enrolled"),
        ("social-insurance-record", "insured_here"),
        ("housing-fund-proof", "housing_fund_account"),
    ],
)
def test_who_has_a_record_is_who_the_registers_say_so_of(paper, fact):
    assert {one["number"] for one in results.PAPERS[paper]["person"]} == {n for n, f in FACTS.items() if f.get(fact)}


def test_the_same_inquiry_is_the_same_paper_and_another_one_is_not(desks):
    identity = str(uuid.uuid4())
    one, same, other = (ask(desks, "pension-proof", identity=i) for i in (identity, identity, None))
    assert one == same
    assert (one["serial"], one["query_code"]) != (other["serial"], other["query_code"])


def test_an_issue_is_one_instant_case_of_the_ledger_and_names_nobody(desks):
    ask(desks, "pension-proof")
    ask(desks, "pension-proof", WANG)
    rows = desks.ledger.rows()
    assert [row.event for row in rows] == ["received", "accepted", "completed"]
    assert {(row.item_id, row.papers) for row in rows} == {("pension-proof", 0)}
    assert desks.ledger.broken() == []
    month = desks.ledger.report(f"{dt.date.fromisoformat(rows[0].at[:10]):%Y-%m}")["figures"]
    assert (month["received"], month["instant"]["part"], month["online"]["part"]) == (1, 1, 0)
    assert ZHAO not in repr(rows)


def test_who_has_no_record_is_told_why_and_what_to_do(desks):
    for paper in ("pension-proof", "social-insurance-record", "housing-fund-proof"):
        refused = ask(desks, paper, WANG)["refused"]
        assert refused["code"] == "no-record"
        assert "没有查到" in refused["text_zh"]
        assert refused["todo_zh"]
    assert desks.ledger.rows() == []


def test_no_house_is_a_result_and_a_doubtful_one_goes_to_a_person(desks):
    none = ask(desks, "realestate-query", WANG, "rent")
    assert none["rows"] == []
    assert ["查询结果", "本人名下在本区没有不动产登记（无房）"] in none["lines"]
    assert ["查询用途", "申请公租房"] in none["lines"]
    assert ask(desks, "realestate-query", OU)["refused"]["code"] == "by-hand"


def test_a_variant_shows_what_it_is_about_and_no_more(desks):
    assert len(ask(desks, "social-insurance-record", LI)["rows"]) == 4
    only = ask(desks, "social-insurance-record", LI, "medical")
    assert [row[0] for row in only["rows"]] == ["职工基本医疗保险"]
    plain, elsewhere = (ask(desks, "housing-fund-proof", LI, one) for one in ("deposit", "elsewhere"))
    assert "贷款记录" not in dict(plain["lines"])
    assert "贷款记录" in dict(elsewhere["lines"])
    assert elsewhere["title"] == "住房公积金异地贷款缴存使用证明"


def test_a_check_code_is_a_query_code_of_the_terminals():
    codes = {check_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(map(is_query_code, codes))


@pytest.mark.parametrize(("paper", "variant"), [("weather", "all"), ("pension-proof", "none"), ("", "")])
def test_what_no_office_issues_is_refused_as_a_mistake(desks, paper, variant):
    with pytest.raises(Problem):
        results.answer(
            desks, Question(str(uuid.uuid4()), "K0007", ZHAO, "赵桂兰", {"paper": paper, "variant": variant})
        )
