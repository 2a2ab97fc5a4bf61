from __future__ import annotations

import os
import socket
import tty

import pytest

from drivers.errors import PrinterGone
from drivers.printers.address import read_address
from drivers.printers.line import Line, open_link
from drivers.printers.link import Link
from drivers.printers.usb_printers import find_usb_printer


def reach(address):
    return open_link(read_address(address), 1.0)


@pytest.fixture
def device():
    end, device = os.openpty()
    tty.setraw(device)
    yield os.ttyname(device)
    os.close(end)
    os.close(device)


def test_nobody_there_is_said_as_printer_gone_and_leaves_nothing_open(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    absent = [f"tcp://127.0.0.1:{port}", f"file:{tmp_path}/lp0", f"serial:{tmp_path}/tty", f"usb:{tmp_path}/lp0"]
    for address in (*absent, "usb:fffe:fffe"):
        with pytest.raises(PrinterGone) as refused:
            reach(address)
        assert refused.value.code == "printer-unavailable"


@pytest.mark.parametrize("kind", ["file", "serial"])
def test_a_message_never_names_the_address(kind):
    with pytest.raises(PrinterGone) as refused:
        reach(f"{kind}:/nowhere/secret-place")
    assert "secret-place" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "", "usb:", "usb://receipt", "usb:04b8:e15", "tcp://", "http://127.0.0.1", "tcp://host:99999", "serial:",
        "serial:/dev/ttyS0?baud=fast", "serial:/dev/ttyS0?flow=perhaps", "serial:/dev/ttyS0?parity=odd", "file:",
        "serial:/dev/ttyS0?baud=0", "serial:/dev/ttyS0?baud=9600&baud=19200",
    ],
)  # fmt: skip
def test_an_address_of_another_kind_is_a_mistake_of_the_profile(address):
    with pytest.raises(ValueError, match="a printer's address is tcp"):
        read_address(address)


def test_an_address_says_where_and_how():
    assert read_address("tcp://printer").port == 9100
    assert read_address("tcp://10.0.0.9:4000").host == "10.0.0.9"
    assert read_address("serial:/dev/ttyUSB0").baud == 115_200
    line = read_address("serial:/dev/ttyS0?baud=19200&flow=xonxoff")
    assert (line.path, line.baud, line.flow) == ("/dev/ttyS0", 19200, "xonxoff")
    for form in ("usb:0DD4:0205", "usb://0DD4:0205"):
        assert read_address(form).usb_ids == ("0dd4", "0205")
    for form in ("usb:/dev/usb/lp0", "usb:///dev/usb/lp0"):
        assert read_address(form).path == "/dev/usb/lp0"


def test_only_a_serial_line_is_slow():
    assert read_address("serial:/dev/ttyS0").is_slow
    assert not read_address("serial:/dev/ttyS0?baud=921600").is_slow
    assert not read_address("tcp://printer").is_slow


@pytest.mark.parametrize("kind", ["file", "serial", "usb"])
def test_a_device_has_one_owner(device, kind):
    with reach(f"{kind}:{device}"), pytest.raises(PrinterGone):
        reach(f"{kind}:{device}")
    with reach(f"{kind}:{device}"):
        pass


def test_a_cable_stays_open_between_uses_until_something_breaks(device):
    line = Line(f"file:{device}", 1.0)
    with line.use() as first:
        pass
    with line.use() as second:
        assert second is first
    with pytest.raises(KeyError), line.use():
        raise KeyError
    with line.use() as third:
        assert third is not first
    line.drop()
    with reach(f"file:{device}"):
        pass


def test_a_network_printer_is_free_between_uses():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(f"tcp://127.0.0.1:{listener.getsockname()[1]}", 1.0)
        with line.use():
            peer, _ = listener.accept()
        assert peer.recv(1) == b""
        peer.close()


def plug_in(sysfs, name, vendor, product):
    interface = sysfs / "usb" / f"of-{name}" / "1-1:1.0"
    interface.mkdir(parents=True)
    (interface.parent / "idVendor").write_text(f"{vendor}\n", encoding="ascii")
    (interface.parent / "idProduct").write_text(f"{product}\n", encoding="ascii")
    (sysfs / name).mkdir()
    (sysfs / name / "device").symlink_to(interface)


def test_a_usb_printer_is_found_by_its_numbers(tmp_path):
    plug_in(tmp_path, "lp0", "04b8", "0e15")
    plug_in(tmp_path, "lp3", "0DD4", "0205")
    (tmp_path / "lp4").mkdir()
    assert find_usb_printer(("0dd4", "0205"), sysfs=tmp_path).endswith("/lp3")


def test_of_two_alike_none_is_meant(tmp_path):
    plug_in(tmp_path, "lp0", "0dd4", "0205")
    plug_in(tmp_path, "lp1", "0dd4", "0205")
    with pytest.raises(PrinterGone, match="2 USB printers"):
        find_usb_printer(("0dd4", "0205"), sysfs=tmp_path)
    with pytest.raises(PrinterGone, match="no USB printers"):
        find_usb_printer(("04b8", "0205"), sysfs=tmp_path)


def test_a_device_that_says_nothing_again_and_again_is_silent_and_no_longer_than_asked():
    with Link(os.open("/dev/null", os.O_RDWR | os.O_NONBLOCK), idles=True) as idle:
        assert idle.read(1, 0.0) == b""
        assert idle.read(1, 0.03) == b""
    with Link(os.open("/dev/null", os.O_RDWR | os.O_NONBLOCK)) as closed, pytest.raises(PrinterGone):
        closed.read(1, 0.03)
