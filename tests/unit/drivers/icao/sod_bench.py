"""Countries that sign security objects in every way that ICAO 9303-12 allows, and in some that it does not."""

import datetime as dt
import hashlib

from asn1crypto import algos, cms, core
from asn1crypto import x509 as ax
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID

from drivers.icao import tlv
from drivers.icao.curves import CURVES

TODAY = dt.date(2026, 11, 21)
LDS = "2.23.136.1.1.1"
DIGESTS = {"sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256, "sha384": hashes.SHA384}
DIGESTS["sha512"] = hashes.SHA512


def name(common, country="UT"):
    parts = (NameOID.COUNTRY_NAME, country), (NameOID.ORGANIZATION_NAME, "DEMO"), (NameOID.COMMON_NAME, common)
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def certificate(subject, key, issuer, issuer_key, **how):
    """Certify `key`; `how` may hold since, until, identifiers (False: neither SKI nor AKI), usage, digest."""
    since, until = how.get("since", TODAY - dt.timedelta(days=900)), how.get("until", TODAY + dt.timedelta(days=900))
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(how.get("serial", 77))
        .not_valid_before(dt.datetime.combine(since, dt.time()))
        .not_valid_after(dt.datetime.combine(until, dt.time()))
    )
    if how.get("identifiers", True):
        public = how.get("claims", issuer_key).public_key()
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    if "usage" in how:
        flags = dict.fromkeys(
            (
                "digital_signature",
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "key_cert_sign",
                "crl_sign",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        builder = builder.add_extension(x509.KeyUsage(**flags | {how["usage"]: True}), critical=True)
    return builder.sign(issuer_key, how.get("digest", hashes.SHA256()))


def der(one):
    return one.public_bytes(serialization.Encoding.DER)


class Country:
    """An authority with one document signer, both on P-256 unless other keys are given."""

    def __init__(self, key=None, signer_key=None, country="UT", **how):
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.signer_key = signer_key or ec.generate_private_key(ec.SECP256R1())
        self.name = name("CSCA", how.pop("authority_country", country))
        self.certificate = certificate(self.name, self.key, self.name, self.key, **how.pop("authority", {}))
        self.signer = certificate(name("DS", country), self.signer_key, self.name, self.key, **how)


def security_object(groups, digest="sha256"):
    oid = core.ObjectIdentifier(algos.DigestAlgorithmId.unmap(digest)).dump()
    listed = b"".join(
        tlv.encode(0x30, tlv.encode(0x02, bytes((number,))) + tlv.encode(0x04, hashlib.new(digest, content).digest()))
        for number, content in groups.items()
    )
    return tlv.encode(0x30, b"\x02\x01\x00" + tlv.encode(0x30, oid) + tlv.encode(0x30, listed))


def sign(key, data, algorithm, digest):
    chosen = DIGESTS[digest]()
    if algorithm == "rsassa_pss":
        return key.sign(data, padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), chosen)
    if isinstance(key, HandKey):
        return key.sign(hashlib.new(digest, data).digest())
    return key.sign(data, ec.ECDSA(chosen))


def algorithm_of(key, algorithm, digest):
    if algorithm == "rsassa_pss":
        salt = DIGESTS[digest]().digest_size
        parameters = {
            "hash_algorithm": {"algorithm": digest},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": digest}},
            "salt_length": salt,
        }
        return {"algorithm": "rsassa_pss", "parameters": parameters}
    if algorithm:
        return {"algorithm": algorithm}
    return {"algorithm": f"{digest}_rsa" if isinstance(key, rsa.RSAPrivateKey) else f"{digest}_ecdsa"}


def make_sod(groups, country, **how):
    """Sign the hashes of `groups`.

    `how`: digest, algorithm (asn1crypto's name), by_key_identifier, stated_type, stated_digest, content, signature
    (a function over the right one), certificates (DER), signer (the DER of the certificate that is named).
    """
    digest, algorithm = how.get("digest", "sha256"), how.get("algorithm", "")
    content = how.get("content", security_object(groups, digest))
    stated = how.get("stated_digest", hashlib.new(digest, content).digest())
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [how.get("stated_type", LDS)]},
            {"type": "message_digest", "values": [stated]},
        ]
    )
    signer = ax.Certificate.load(how.get("signer", der(country.signer)))
    identifier = {"issuer_and_serial_number": {"issuer": signer.issuer, "serial_number": signer.serial_number}}
    if how.get("by_key_identifier"):
        identifier = {"subject_key_identifier": signer.key_identifier}
    signature = sign(country.signer_key, attributes.dump(), algorithm, digest)
    if algorithm.startswith("0.4.0.127"):
        size = (country.signer_key.curve.key_size + 7) // 8
        signature = b"".join(value.to_bytes(size, "big") for value in decode_dss_signature(signature))
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": digest}],
            "encap_content_info": {
                "content_type": how.get("type", LDS),
                "content": core.ParsableOctetString(content),
            },
            "certificates": [ax.Certificate.load(one) for one in how.get("certificates", [signer.dump()])],
            "signer_infos": [
                {
                    "version": "v1",
                    "sid": cms.SignerIdentifier(identifier),
                    "digest_algorithm": {"algorithm": digest},
                    "signed_attrs": attributes,
                    "signature_algorithm": algorithm_of(country.signer_key, algorithm, digest),
                    "signature": how.get("signature", lambda right: right)(signature),
                }
            ],
        }
    )
    return tlv.encode(0x77, cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


class HandKey:
    """A private key on a curve that `cryptography` may lack; signs with a fixed, therefore unsafe, random."""

    def __init__(self, number):
        self.curve, self.private, self.random = CURVES[number], 0x1234567, 0x7654321

    def sign(self, digest):
        curve = self.curve
        hashed = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - curve.q.bit_length())
        r = curve.multiply(self.random, curve.generator)[0] % curve.q
        return encode_dss_signature(r, pow(self.random, -1, curve.q) * (hashed + r * self.private) % curve.q)


def explicit_key_info(curve, point, *, compressed=False):
    """Write a public key with its curve spelled out (RFC 3279 §2.3.5)."""
    base = curve.encode(curve.generator)
    if compressed:
        base = bytes((2 + curve.y % 2,)) + curve.x.to_bytes(curve.size, "big")
    field = tlv.encode(0x30, bytes.fromhex("06072A8648CE3D0101") + core.Integer(curve.p).dump())
    numbers = (value.to_bytes(curve.size, "big") for value in (curve.a, curve.b))
    equation = tlv.encode(0x30, b"".join(tlv.encode(0x04, value) for value in numbers))
    tail = tlv.encode(0x04, base) + core.Integer(curve.q).dump() + b"\x02\x01\x01"
    domain = tlv.encode(0x30, b"\x02\x01\x01" + field + equation + tail)
    algorithm = tlv.encode(0x30, bytes.fromhex("06072A8648CE3D0201") + domain)
    return tlv.encode(0x30, algorithm + tlv.encode(0x03, b"\x00" + curve.encode(point)))


def with_key(one, info, issuer_key):
    """Put another public key into a certificate and sign it again."""
    changed = ax.Certificate.load(der(one))
    tbs = changed["tbs_certificate"]
    tbs["subject_public_key_info"] = ax.PublicKeyInfo.load(info)
    signature = issuer_key.sign(tbs.dump(force=True), ec.ECDSA(hashes.SHA256()))
    return ax.Certificate(
        {"tbs_certificate": tbs, "signature_algorithm": {"algorithm": "sha256_ecdsa"}, "signature_value": signature}
    ).dump()
