"""The trust folder: what is good in it is loaded once, what is bad is passed over and counted."""

import os

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sod_bench import Country, der

from drivers.icao.trust_anchors import NO_ANCHORS, load_anchors

ONE, TWO = Country(), Country(country="CN")


def pem(country):
    return country.certificate.public_bytes(Encoding.PEM)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "csca").mkdir()
    return tmp_path


def countries(folder):
    return [one.country for one in load_anchors(str(folder)).authorities]


def test_without_a_folder_nobody_is_believed(tmp_path):
    for trust in ("", str(tmp_path), str(tmp_path / "nowhere")):
        assert load_anchors(trust) == NO_ANCHORS


@pytest.mark.parametrize("ending", [".cer", ".crt", ".der", ".pem", ".CER"])
def test_der_and_pem_are_read_whatever_the_ending(folder, ending):
    (folder / "csca" / f"a{ending}").write_bytes(der(ONE.certificate))
    (folder / "csca" / f"b{ending}").write_bytes(pem(TWO))
    assert countries(folder) == ["UT", "CN"]


def test_a_file_may_hold_several(folder):
    (folder / "csca" / "all.pem").write_bytes(b"# authorities\n" + pem(ONE) + b"\n" + pem(TWO))
    assert countries(folder) == ["UT", "CN"]


def test_bad_files_are_counted_and_hide_no_good_one(folder):
    for file, content in {
        "a.cer": b"",
        "b.cer": b"\x30\x82",
        "c.pem": b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
        "d.der": bytes((1 << 20) + 1),
        "e.cer": der(ONE.certificate)[:-1],
        "f.cer": der(ONE.certificate) + b"\x00",
        "g.cer": der(TWO.certificate),
        "notes.txt": b"not a certificate",
    }.items():
        (folder / "csca" / file).write_bytes(content)
    (folder / "csca" / "h.cer").mkdir()
    loaded = load_anchors(str(folder))
    assert [one.country for one in loaded.authorities] == ["CN"]
    assert loaded.skipped == 7


def test_a_folder_that_did_not_change_is_not_read_again(folder):
    file = folder / "csca" / "a.cer"
    file.write_bytes(der(ONE.certificate))
    first = load_anchors(str(folder))
    assert load_anchors(str(folder)) is first
    file.write_bytes(der(TWO.certificate))
    os.utime(file, ns=(1, 1))
    assert countries(folder) == ["CN"]
    (folder / "csca" / "b.cer").write_bytes(der(ONE.certificate))
    assert countries(folder) == ["CN", "UT"]
    file.unlink()
    assert countries(folder) == ["UT"]
