"""PACE with generic mapping: appendices G.1 and G.2 of ICAO 9303-11 byte for byte, and chips without the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import CardGarbled, CardKeyWrong, DeviceError
from drivers.icao import tlv
from drivers.icao.card_access import PaceOffer
from drivers.icao.ciphers import AES128
from drivers.icao.groups import group
from drivers.icao.mrz import key_from_mrz
from drivers.icao.pace import open_by_pace
from drivers.types import DocumentKey
from tests.card_bench import script

H = bytes.fromhex
KEY = DocumentKey(mrz=key_from_mrz("T22000129,640812,101031"))


class Example:
    """One worked example: what both sides draw and what they say."""

    def __init__(self, protocol, nonce, privates, publics, proofs):
        oid, parameter_id = protocol
        mapping, agreement = publics
        tokens, keys = proofs
        self.offer = PaceOffer(H("04007F00070202040" + oid), parameter_id, AES128)
        self.privates = [int(value, 16) for value in privates]
        self.mine = [H(mapping[0]), H(agreement[0]), H(tokens[0])]
        self.its = [H(nonce), H(mapping[1]), H(agreement[1]), H(tokens[1])]
        self.keys = [H(key) for key in keys]

    def answers(self, **changed):
        said = {0x80: self.its[0], 0x82: self.its[1], 0x84: self.its[2], 0x86: self.its[3]}
        said |= {int(tag.removeprefix("at_"), 16): value for tag, value in changed.items()}
        return [b"\x90\x00", *(tlv.encode(0x7C, tlv.encode(tag, value)) + b"\x90\x00" for tag, value in said.items())]

    def open(self, *answers, key=KEY):
        channel, drawn = script(*answers), iter(self.privates)
        return channel, open_by_pace(channel, self.offer, key, lambda group: next(drawn))


G1 = Example(
    ("202", 13),
    "95A3A016522EE98D01E76CB6B98B42C3",
    (
        "7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99",
        "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595",
    ),
    (
        (
            (
                "047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC"
                "5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C492"
                "2D"
            ),
            (
                "04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F"
                "5730D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C"
                "54"
            ),
        ),
        (
            (
                "042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD30"
                "1C3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB364"
                "62"
            ),
            (
                "049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6"
                "DB7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0"
                "94"
            ),
        ),
    ),
    (
        ("C2B0BD78D94BA866", "3ABB9674BCE93C08"),
        ("F5F0E35C0D7161EE6724EE513A0D9A7F", "FE251C7858B356B24514B3BD5F4297D1"),
    ),
)
G2 = Example(
    ("102", 0),
    "854D8DF5827FA6852D1A4FA701CDDDCA",
    ("5265030F751F4AD18B08AC565FC7AC952E41618D", "89CCD99B0E8D3B1F11E1296DCA68EC53411CF2CA"),
    (
        (
            (
                "23FB3749EA030D2A25B278D2A562047ADE3F01B74F17A15402CB7352CA7D2B3E"
                "B71C343DB13D1DEBCE9A3666DBCFC920B49174A602CB47965CAA73DC702489A4"
                "4D41DB914DE9613DC5E98C94160551C0DF86274B9359BC0490D01B03AD54022D"
                "CB4F57FAD6322497D7A1E28D46710F461AFE710FBBBC5F8BA166F4311975EC6C"
            ),
            (
                "78879F57225AA8080D52ED0FC890A4B25336F699AA89A2D3A189654AF70729E6"
                "23EA5738B26381E4DA19E004706FACE7B235C2DBF2F38748312F3C98C2DD4882"
                "A41947B324AA1259AC22579DB93F7085655AF30889DBB845D9E6783FE42C9F24"
                "49400306254C8AE8EE9DD812A804C0B66E8CAFC14F84D8258950A91B44126EE6"
            ),
        ),
        (
            (
                "907D89E2D425A178AA81AF4A7774EC8E388C115CAE67031E85EECE520BD91155"
                "1B9AE4D04369F29A02626C86FBC6747CC7BC352645B6161A2A42D44EDA80A08F"
                "A8D61B76D3A154AD8A5A51786B0BC07147057871A922212C5F67F43173172236"
                "B7747D1671E6D692A3C7D40A0C3C5CE397545D015C175EB5130551EDBC2EE5D4"
            ),
            (
                "075693D9AE941877573E634B6E644F8E60AF17A0076B8B123D9201074D36152B"
                "D8B3A213F53820C42ADC79AB5D0AEEC3AEFB91394DA476BD97B9B14D0A65C1FC"
                "71A0E019CB08AF55E1F729005FBA7E3FA5DC41899238A250767A6D46DB974064"
                "386CD456743585F8E5D90CC8B4004B1F6D866C79CE0584E49687FF61BC29AEA1"
            ),
        ),
    ),
    (
        ("B46DD9BD4D98381F", "917F37B5C0E6D8D1"),
        ("2F7F46ADCC9E7E521B45D192FAFA9126", "805A1D27D45A5116F73C54469462B7D8"),
    ),
)
BOTH = pytest.mark.parametrize("example", [G1, G2], ids=["G1", "G2"])


@BOTH
def test_the_worked_example_byte_for_byte(example):
    channel, session = example.open(*example.answers())
    steps = [
        tlv.encode(0x7C, tlv.encode(tag, value)) for tag, value in zip((0x81, 0x83, 0x85), example.mine, strict=True)
    ]
    assert channel.heard == [
        H("0022C1A40F800A") + example.offer.oid + H("830101"),
        H("10860000027C0000"),
        *(H("10860000") + bytes((len(step),)) + step + b"\x00" for step in steps[:2]),
        H("00860000") + bytes((len(steps[2]),)) + steps[2] + b"\x00",
    ]
    assert [session._encryption_key, session._mac_key] == example.keys
    assert session._counter == 0


def test_the_mapped_generator_of_appendix_g1():
    mapped = group(13).map(H("3F00C4D39D153F2B2A214A078D899B22"), G1.privates[0], G1.its[1])
    assert mapped.public_key(1) == H(
        "048CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2"
        "8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522"
    )


@BOTH
def test_a_wrong_key_leads_to_another_generator_and_a_refusal(example):
    other = DocumentKey(mrz=key_from_mrz("T22000120,640812,101031"))
    for sw in ("6300", "63C2", "6982", "6985", "6988", "6A80"):
        channel, drawn = script(*example.answers()[:-1], sw), iter(example.privates)
        with pytest.raises(CardKeyWrong):
            open_by_pace(channel, example.offer, other, lambda group, drawn=drawn: next(drawn))
        assert tlv.find(channel.heard[-2][5:-1], 0x7C, 0x83) != example.mine[1]


def test_a_can_is_named_as_such_and_a_chip_without_one_refuses_the_key():
    channel = script("6A88")
    with pytest.raises(CardKeyWrong):
        open_by_pace(channel, G1.offer, DocumentKey(can="123456"))
    assert channel.heard[0][-3:] == H("830102")


def test_a_warning_about_tries_left_is_no_refusal():
    assert G1.open(b"\x63\xc1", *G1.answers()[1:])[1].suite is AES128


@BOTH
def test_the_terminals_own_keys_sent_back_are_refused(example):
    for tag, value in (("at_82", example.mine[0]), ("at_84", example.mine[1])):
        with pytest.raises(CardGarbled, match="key back"):
            example.open(*example.answers(**{tag: value}))


@BOTH
def test_keys_outside_the_group_are_refused(example):
    for tag, key in (("at_82", example.its[1]), ("at_84", example.its[2])):
        for bad in (b"", key[:-1], key[:-1] + bytes((key[-1] ^ 1,)), bytes(len(key)), b"\x01", b"\x00"):
            with pytest.raises(CardGarbled):
                example.open(*example.answers(**{tag: bad}))


@BOTH
@pytest.mark.parametrize("wrong", ["", "3ABB9674BCE93C09", "3ABB9674BCE93C", "C2B0BD78D94BA866"])
def test_a_wrong_token_is_refused(example, wrong):
    with pytest.raises(CardGarbled, match="token"):
        example.open(*example.answers(at_86=H(wrong)))


@pytest.mark.parametrize("nonce", ["", "00" * 8, "00" * 15, "00" * 48])
def test_a_nonce_that_is_none_is_refused(nonce):
    with pytest.raises(CardGarbled, match="nonce"):
        G1.open(*G1.answers(at_80=H(nonce)))


@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("sw", [0x6700, 0x6982, 0x6A80, 0x6D00, 0x6F00])
def test_a_refusal_at_any_step_is_typed(step, sw):
    with pytest.raises(DeviceError):
        G1.open(*G1.answers()[:step], sw.to_bytes(2, "big"))


@given(st.integers(1, 4), st.binary(max_size=80))
def test_noise_at_any_step_is_garbled(step, noise):
    answers = G1.answers()
    answers[step] = noise + b"\x90\x00"
    with pytest.raises(CardGarbled):
        G1.open(*answers)


def test_several_parameters_are_named_to_the_chip():
    channel = script("6A80")
    with pytest.raises(CardGarbled):
        open_by_pace(channel, PaceOffer(G1.offer.oid, 13, AES128, named=True), KEY)
    assert channel.heard[0][-3:] == H("84010D")
