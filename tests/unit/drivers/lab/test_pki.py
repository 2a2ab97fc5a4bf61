"""The lab's authorities: certificates that say who signed them, and anchors on a disk."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from drivers.lab.authority import Authority
from drivers.lab.pki import SCHEMES, LabPki

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def pki():
    return LabPki()


@pytest.fixture
def anchors(pki, tmp_path):
    pki.write_trust(tmp_path)
    return {
        file.relative_to(tmp_path).as_posix(): x509.load_der_x509_certificate(file.read_bytes())
        for file in tmp_path.rglob("*.cer")
    }


def countries(certificate):
    return [part.value for part in certificate.subject.get_attributes_for_oid(x509.NameOID.COUNTRY_NAME)]


def test_the_anchors_are_two_countries_and_the_technicians(anchors):
    assert {name: countries(anchor) for name, anchor in anchors.items()} == {
        "csca/UT.cer": ["UT"],
        "csca/CN.cer": ["CN"],
        "technicians/demonstration.cer": ["CN"],
    }


def test_anchors_may_certify_and_nothing_else(anchors):
    for anchor in anchors.values():
        assert anchor.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        usage = anchor.extensions.get_extension_for_class(x509.KeyUsage).value
        assert usage.key_cert_sign
        assert not usage.digital_signature
        anchor.verify_directly_issued_by(anchor)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_signer_of_every_scheme_hangs_below_its_country(pki, anchors, scheme):
    signer = pki.signer("UT", scheme)
    signer.certificate.verify_directly_issued_by(anchors["csca/UT.cer"])
    assert signer.certificate.not_valid_before_utc < NOW < signer.certificate.not_valid_after_utc
    assert signer.certificate.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    assert signer.sign(b"x")


def test_an_expired_signer_was_once_valid(pki, anchors):
    certificate = pki.signer("CN", expired=True).certificate
    certificate.verify_directly_issued_by(anchors["csca/CN.cer"])
    assert certificate.not_valid_before_utc < certificate.not_valid_after_utc < NOW


def test_an_impostor_has_only_the_name_and_a_stranger_not_even_that(pki, anchors):
    impostor, stranger = (pki.signer("UT", issuer=issuer).certificate for issuer in ("impostor", "stranger"))
    assert impostor.issuer == anchors["csca/UT.cer"].subject
    with pytest.raises(InvalidSignature):
        impostor.verify_directly_issued_by(anchors["csca/UT.cer"])
    assert stranger.issuer not in {anchor.subject for anchor in anchors.values()}


def test_a_signer_is_made_once(pki):
    assert pki.signer("UT") is pki.signer("UT")


def test_an_authority_certifies_any_key_for_a_name():
    authority = Authority("Technicians")
    certificate = authority.issue("示范 technician 1", Ed25519PrivateKey.generate().public_key())
    certificate.verify_directly_issued_by(authority.certificate)
    assert "示范 technician 1" in [part.value for part in certificate.subject]
    ended = authority.issue("gone", Ed25519PrivateKey.generate().public_key(), ended=dt.timedelta(days=1))
    assert ended.not_valid_after_utc < NOW
