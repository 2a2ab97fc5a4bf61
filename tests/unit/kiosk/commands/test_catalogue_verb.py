"""`catalogue`, as an editor types it."""

import json
import shutil

import pytest

from config.load import SERVICES
from kiosk.cli import main


@pytest.fixture
def items(tmp_path):
    folder = tmp_path / "items"
    shutil.copytree(SERVICES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def change(folder, name, good, bad):
    path = folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad), encoding="utf-8")


def test_what_is_shipped_passes(capsys):
    assert main(["catalogue", "lint"]) == 0
    assert capsys.readouterr().out == "体检通过，没有发现问题\n"


def test_findings_are_lines_for_people_and_objects_for_machines(items, capsys):
    change(items, "elder-card-joint", 'material_name = "居住证明"', 'material_name = "居住证明等材料"')
    assert main(["catalogue", "lint", str(items)]) == 1
    assert "elder-card-joint.toml: materials[3].material_name: 错误 catch-all" in capsys.readouterr().out
    assert main(["catalogue", "lint", str(items), "--json"]) == 1
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert found["rule"] == "catch-all"
    assert found["severity"] == "error"


def test_a_page_of_an_older_site_is_read_in_its_encoding(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_bytes("<p>当场办结。</p><p>澳门娱乐城开户送彩金</p>".encode("gb18030"))
    assert main(["catalogue", "lint", str(page)]) == 1
    assert "赌博广告" in capsys.readouterr().out


def test_an_item_is_shown_with_all_its_elements(capsys):
    assert main(["catalogue", "show", "aged-allowance"]) == 0
    told = capsys.readouterr().out
    assert "法定时限：20 个工作日" in told
    assert "设定依据：《中华人民共和国老年人权益保障法》" in told
    assert main(["catalogue", "show", "none"]) == 1


def test_a_difference_names_item_and_key(items, capsys):
    assert main(["catalogue", "diff", str(items)]) == 0
    change(items, "aged-allowance", "promise_days = 5", "promise_days = 4")
    change(items, "aged-allowance", "max_days = 5", "max_days = 4")
    change(items, "aged-allowance", "days = 2", "days = 1")
    change(items, "aged-allowance", "5 个工作日办好", "4 个工作日办好")
    assert main(["catalogue", "diff", str(items)]) == 1
    assert "aged-allowance: promise_days: 5 → 4" in capsys.readouterr().out


def test_publishing_replaces_a_folder_as_a_whole(tmp_path, capsys):
    target = tmp_path / "served"
    target.mkdir()
    (target / "old.toml").write_text("gone", encoding="utf-8")
    assert main(["catalogue", "publish", str(target)]) == 0
    assert capsys.readouterr().out == "16 个事项已发布\n"
    assert sorted(path.name for path in target.iterdir()) == sorted(path.name for path in SERVICES.glob("*.toml"))
    assert [path.name for path in tmp_path.iterdir()] == ["served"]


def test_what_is_not_there_is_said(tmp_path, capsys):
    assert main(["catalogue", "lint", str(tmp_path / "none.txt")]) == 2
    assert "No such file" in capsys.readouterr().err
