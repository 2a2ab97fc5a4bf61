from __future__ import annotations

import dataclasses

import pytest

from drivers.printers.document import CodeBlock, Document, Rule, Text, Title


def test_a_document_knows_what_its_first_code_says():
    code = CodeBlock("https://zwfw.example/q/1", "扫码", "查询码", "7K3M9QX4")
    other = dataclasses.replace(code, payload="https://zwfw.example/q/2")
    assert Document((Title("受理回执"), code, Rule(), other)).qr_payload == "https://zwfw.example/q/1"
    assert Document((Rule(),)).qr_payload == ""


def test_documents_are_values():
    assert Document((Text("一"), Rule(dashed=True))) == Document((Text("一"), Rule(dashed=True)))
    assert Document((Rule(),)) != Document((Rule(dashed=True),))
    with pytest.raises(dataclasses.FrozenInstanceError):
        Title("受理回执").mark = "补打"
