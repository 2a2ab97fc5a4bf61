"""The exam of drivers.protocols.Transport, sat by a TCP link, by character devices and by a serial line."""

from __future__ import annotations

import os
import socket
import threading
import tty

import pytest

from drivers.errors import PrinterGone
from drivers.printers.address import read_address
from drivers.printers.line import open_link


class TcpPeer:
    """The printer's end of a TCP connection."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def open(self):
        link = open_link(read_address(self.address), 2.0)
        self._end, _ = self._listener.accept()
        return link

    def say(self, data):
        self._end.sendall(data)

    def hear(self, size):
        return self._end.recv(size, socket.MSG_WAITALL)

    def hang_up(self):
        self._end.close()

    def close(self):
        self._listener.close()
        self._end.close()


class DevicePeer:
    """The printer's end of a character device."""

    form = "file:{}"

    def __init__(self):
        self._end, self._device = os.openpty()
        tty.setraw(self._device)
        self.address = self.form.format(os.ttyname(self._device))

    def open(self):
        link = open_link(read_address(self.address), 2.0)
        os.close(self._device)
        return link

    def say(self, data):
        os.write(self._end, data)

    def hear(self, size):
        data = b""
        while len(data) < size:
            data += os.read(self._end, size - len(data))
        return data

    def hang_up(self):
        end, self._end = self._end, -1
        os.close(end)

    def close(self):
        if self._end >= 0:
            os.close(self._end)


class SerialPeer(DevicePeer):
    """The printer's end of a serial line."""

    form = "serial:{}?baud=115200&flow=rtscts"


class UsbPeer(DevicePeer):
    """The printer's end of a USB cable: a device that may answer "nothing" at any time."""

    form = "usb:{}"


@pytest.fixture(params=[TcpPeer, DevicePeer, SerialPeer, UsbPeer])
def peer(request):
    peer = request.param()
    yield peer
    peer.close()


@pytest.fixture
def link(peer):
    with peer.open() as link:
        yield link


def test_bytes_go_out_whole_and_unchanged(link, peer):
    sent = bytes(range(256)) * 200
    writer = threading.Thread(target=link.write, args=(sent, 10.0))
    writer.start()
    assert peer.hear(len(sent)) == sent
    writer.join()


def test_bytes_come_in_as_they_were_said(link, peer):
    peer.say(b"\x12\x10\x04\x00\xff")
    received = b""
    while len(received) < 5:
        received += link.read(64, 2.0)
    assert received == b"\x12\x10\x04\x00\xff"


def test_no_more_is_returned_than_was_asked(link, peer):
    peer.say(b"\x12\x16")
    assert link.read(1, 2.0) + link.read(1, 2.0) == b"\x12\x16"


def test_silence_ends_with_the_deadline(link):
    assert link.read(1, 0.01) == b""
    assert link.read(1, 0.0) == b""


def test_who_takes_nothing_is_gone(link):
    with pytest.raises(PrinterGone):
        link.write(bytes(64 << 20), 0.05)


def test_a_hung_up_line_is_gone_for_reading_and_writing(link, peer):
    peer.hang_up()
    with pytest.raises(PrinterGone):
        link.read(1, 2.0)
    with pytest.raises(PrinterGone):
        link.write(bytes(1 << 20), 0.5)


def test_after_closing_nothing_is_possible_and_closing_again_is_harmless(link):
    link.close()
    link.close()
    with pytest.raises(PrinterGone):
        link.read(1, 0.1)
    with pytest.raises(PrinterGone):
        link.write(b"x", 0.1)
