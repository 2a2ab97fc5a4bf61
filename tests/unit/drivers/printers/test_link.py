from __future__ import annotations

import os
import socket
import tty

import pytest

from drivers.errors import PrinterGone
from drivers.printers.link import open_link


def test_nobody_there_is_said_as_printer_gone_and_leaves_nothing_open(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(PrinterGone) as refused:
        open_link(f"tcp://127.0.0.1:{port}", 1.0)
    assert refused.value.code == "printer-unavailable"
    with pytest.raises(PrinterGone):
        open_link(f"file:{tmp_path}/lp0", 1.0)


def test_a_message_never_names_the_address():
    with pytest.raises(PrinterGone) as refused:
        open_link("file:/nowhere/secret-place", 1.0)
    assert "secret-place" not in str(refused.value)


@pytest.mark.parametrize("address", ["", "usb:04b8:0e15", "tcp://", "http://127.0.0.1", "tcp://host:99999"])
def test_an_address_of_another_kind_is_a_mistake_of_the_profile(address):
    with pytest.raises(ValueError, match=r"tcp|[Pp]ort"):
        open_link(address, 1.0)


def test_a_device_has_one_owner():
    end, device = os.openpty()
    tty.setraw(device)
    address = f"file:{os.ttyname(device)}"
    with open_link(address, 1.0), pytest.raises(PrinterGone):
        open_link(address, 1.0)
    with open_link(address, 1.0):
        pass
    os.close(end)
    os.close(device)
