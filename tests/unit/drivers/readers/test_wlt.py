"""The plug-in for photos of 居民身份证, against real shared libraries that are compiled here."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import PhotoUnreadable
from drivers.readers import wlt, wlt_bmp
from drivers.readers.wlt import WltDecoder
from tests.card_bench import outcome

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="NO gcc: the photo plug-in is NOT examined")

WLT = bytes(range(256)) * 4
WIDTH, HEIGHT = 102, 126
UNPACK = "#include <string.h>\n#include <stdlib.h>\nint unpack(const unsigned char* w, unsigned char* p, int edition) "
PIXELS = "{ for (int i = 0; i < 102*126; i++) { p[3*i] = w[i / 102]; p[3*i+1] = w[1]; p[3*i+2] = i % 102; } return 1; }"
HEADER = (
    "{ unsigned char h[54] = {'B','M',54+12,0,0,0,0,0,0,0,54,0,0,0,40,0,0,0,2,0,0,0,2,0,0,0,1,0,24,0};"
    " h[2] = 54+16; memcpy(p, h, 54); memset(p+54, w[7], 16); return 1; }"
)
GET_BMP = """
#include <stdio.h>
#include <string.h>
int GetBmp(const char* path, int port) {
    char out[4096], data[1024]; FILE* file = fopen(path, "rb");
    if (!file || fread(data, 1, 1024, file) != 1024) return -1;
    fclose(file);
    strcpy(out, path); strcpy(strrchr(out, '.'), ".bmp");
    unsigned char h[70] = {'B','M',70,0,0,0,0,0,0,0,54,0,0,0,40,0,0,0,2,0,0,0,2,0,0,0,1,0,24,0};
    memset(h + 54, data[7], 16);
    file = fopen(out, "wb"); fwrite(h, 1, sizeof h, file); fclose(file);
    return port;
}
"""


@pytest.fixture
def memory(tmp_path, monkeypatch):
    folder = tmp_path / "memory"
    folder.mkdir()
    monkeypatch.setattr(wlt, "_MEMORY", folder)
    return folder


@pytest.fixture
def build(tmp_path, memory):
    """Compile a library from C and return a decoder over it."""

    def compiled(source):
        code, library = tmp_path / "wlt.c", tmp_path / f"lib{abs(hash(source))}.so"
        code.write_text(source)
        command = ["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", str(library), str(code)]
        subprocess.run(command, check=True)
        return WltDecoder(str(library))

    return compiled


def picture(bmp):
    decoded = cv2.imdecode(np.frombuffer(bmp, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return decoded


def test_pixels_become_a_bmp_upright_and_in_its_colours(build):
    seen = picture(build(UNPACK + PIXELS).decode(WLT))
    assert seen.shape == (HEIGHT, WIDTH, 3)
    blue, green, red = seen[0, 5]
    assert (blue, green, red) == (5, WLT[1], WLT[HEIGHT - 1])
    assert tuple(seen[HEIGHT - 1, 9]) == (9, WLT[1], WLT[0])


@pytest.mark.parametrize("mangled", ["_Z6unpackPcS_i", "_Z6unpackPhS_i"])
def test_the_same_function_under_its_cpp_name(build, mangled):
    exported = UNPACK.replace("unpack", mangled) + PIXELS  # what a C++ compiler exports for unpack(char*, char*, int)
    assert picture(build(exported).decode(WLT)).shape == (HEIGHT, WIDTH, 3)


def test_a_whole_bmp_is_taken_as_it_is(build):
    bmp = build(UNPACK + HEADER).decode(WLT)
    assert len(bmp) == 70
    assert (picture(bmp) == WLT[7]).all()


def test_a_library_that_works_on_files_works_in_memory_and_leaves_none(build, memory):
    assert (picture(build(GET_BMP).decode(WLT)) == WLT[7]).all()
    assert [file for file in memory.rglob("*") if file.stat().st_size] == []


def test_a_decoder_serves_many_pictures(build):
    decoder = build(UNPACK + PIXELS)
    assert len({decoder.decode(bytes((number,)) * 1024) for number in range(1, 20)}) == 19


@pytest.mark.parametrize(
    "body",
    [
        "{ return 0; }",
        "{ return -5; }",
        "{ return 1; }",
        "{ memset(p, 1, 300000); return 1; }".replace("300000", "262144 + 10"),
        HEADER.replace("return 1", "return -1"),
        HEADER.replace("54+16;", "54;"),
        HEADER.replace("40,0,0,0,2,0,0,0,2", "40,0,0,0,0,0,0,0,2"),
        HEADER.replace("40,0,0,0,2,0,0,0,2", "40,0,0,0,2,0,0,64,2"),
        HEADER.replace("1,0,24", "1,0,25"),
        '{ memcpy(p, "BM", 2); return 1; }',
    ],
    ids=range(10),
)
def test_what_is_no_picture_is_refused(build, body):
    with pytest.raises(PhotoUnreadable):
        build(UNPACK + body).decode(WLT)


@pytest.mark.parametrize("source", ["int other(void) { return 1; }", GET_BMP.replace("return port", "return -4")])
def test_a_library_that_cannot_do_it_is_refused(build, source):
    with pytest.raises(PhotoUnreadable):
        build(source).decode(WLT)


def test_a_library_that_is_not_there_or_is_none_is_refused(tmp_path, memory):
    (tmp_path / "text.so").write_text("no library")
    for path in (tmp_path / "none.so", tmp_path / "text.so", tmp_path):
        with pytest.raises(PhotoUnreadable) as refused:
            WltDecoder(str(path)).decode(WLT)
        assert "photo library" in str(refused.value)


@pytest.mark.parametrize("size", [0, 1023, 1025])
def test_only_a_whole_picture_is_given_to_it(build, size):
    with pytest.raises(PhotoUnreadable):
        build(UNPACK + "{ abort(); }").decode(bytes(size))


@pytest.mark.parametrize("source", [UNPACK + "{ abort(); }", GET_BMP.replace("return port;", "__builtin_trap();")])
def test_a_library_that_killed_its_process_is_left_alone_by_the_next(build, memory, source):
    decoder = build(source)
    program = (
        "import sys; from pathlib import Path; from drivers.readers import wlt; wlt._MEMORY = Path(sys.argv[1]);"
        "wlt.WltDecoder(sys.argv[2]).decode(bytes(1024))"
    )
    command = [sys.executable, "-c", program, str(memory), decoder._path]
    killed = subprocess.run(command, check=False, capture_output=True)
    assert killed.returncode in {-signal.SIGABRT, -signal.SIGILL, -signal.SIGTRAP}
    for _ in range(2):
        with pytest.raises(PhotoUnreadable, match="crashed"):
            decoder.decode(WLT)
    assert [left for left in memory.iterdir() if left.is_dir()] == []
    os.utime(decoder._path, ns=(1, 1))
    assert wlt._mark(decoder._path).exists() is False, "another library in its place gets its own chance"


def test_two_processes_may_decode_at_once(build, memory):
    decoder = build(UNPACK + PIXELS)
    with wlt._watched(wlt._mark(decoder._path)):
        assert decoder.decode(WLT).startswith(b"BM")
    assert decoder.decode(WLT).startswith(b"BM")


@given(st.binary(max_size=120))
def test_any_bytes_that_call_themselves_a_bmp_are_believed_or_refused(noise):
    outcome(lambda: wlt_bmp.checked_bmp(b"BM" + noise), bytes)


@pytest.mark.parametrize("plant", ["symlink", "folder"])
def test_a_mark_that_somebody_planted_is_not_followed(build, memory, tmp_path, plant):
    decoder = build(UNPACK + PIXELS)
    mark = wlt._mark(decoder._path)
    mark.symlink_to(tmp_path / "target") if plant == "symlink" else mark.mkdir()
    with pytest.raises(PhotoUnreadable):
        decoder.decode(WLT)
    assert not (tmp_path / "target").exists()


def test_the_struct_is_as_long_as_both_headers():
    assert wlt_bmp.HEADER.size == 54
    assert ctypes.sizeof(ctypes.c_int) == 4
