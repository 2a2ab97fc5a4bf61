"""Nothing personal lies in any file of a terminal, in whatever writing, before and after delivery."""

import base64
import json

from platform_kit import NOW, Terminal, finished_run, person

NAME, NUMBER, PHONE = "欧阳建国", "999901194001010018", "13800138000"
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def writings(text):
    """Yield the ways in which a text could lie in a file."""
    for encoding in ENCODINGS:
        plain = text.encode(encoding)
        yield plain
        yield plain.hex().encode()
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + plain + b"\0" * 3)
            yield coded[4 : 4 * (len(plain) // 3)]
    yield json.dumps(text).strip('"').encode()


def leaks(folder, secrets):
    return [
        (path.name, secret)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for secret in secrets
        for writing in writings(secret)
        if len(writing) > 3 and writing in path.read_bytes()
    ]


def planted():
    identity = person(NAME, NUMBER)
    return finished_run(identity, jpeg=f"page of {NAME} {NUMBER} {PHONE}".encode() * 10)


def test_no_file_of_the_state_folder_names_the_citizen(tmp_path, sandbox):
    terminal = Terminal(tmp_path / "terminal", "K0055")
    courier = terminal.courier(sandbox.url)
    courier.step(NOW)
    desk = terminal.desk()
    secrets = (NAME, NUMBER, PHONE)
    first = desk.file(planted(), NOW)
    assert leaks(terminal.folder, secrets) == []
    courier.deliver(first.case_id, NOW)
    desk.rate(first.case_id, 5, NOW)
    desk.file(planted(), NOW)
    sandbox.pull("500")
    courier.step(NOW)
    sandbox.pull("normal")
    assert leaks(terminal.folder, secrets) == []
    terminal.close()
    assert leaks(terminal.folder, secrets) == []


def test_the_search_would_find_a_planted_name(tmp_path):
    (tmp_path / "plain").write_text(f'{{"name": "{NAME}"}}', encoding="utf-8")
    (tmp_path / "coded").write_bytes(base64.b64encode(f"x{NUMBER}yyy".encode()))
    (tmp_path / "escaped").write_text(json.dumps({"n": NAME}))
    (tmp_path / "gb").write_bytes(f"姓名：{NAME}".encode("gb18030"))
    assert {name for name, _ in leaks(tmp_path, (NAME, NUMBER))} == {"plain", "coded", "escaped", "gb"}
