"""The issuing state of a zone and the country of a certificate."""

import pytest

from drivers.icao.states import same_state


@pytest.mark.parametrize(
    ("state", "country"),
    [
        ("CHN", "CN"),
        ("CHN", "cn"),
        ("CHN", "HK"),
        ("CHN", "MO"),
        ("D", "DE"),
        ("GBR", "GB"),
        ("GBD", "UK"),
        ("CHE", "ch"),
        ("DEU", "DEU"),
        ("RKS", "KS"),
        ("EUE", "EU"),
        ("UTO", "UT"),
    ],
)
def test_one_state_by_two_codes(state, country):
    assert same_state(state, country)


@pytest.mark.parametrize(
    ("state", "country"),
    [("CHN", "CH"), ("CHN", "TW"), ("CHE", "CN"), ("AUT", "AU"), ("D", "D K"), ("UTO", "XX"), ("UTO", ""), ("", "CN")],
)
def test_two_states(state, country):
    assert not same_state(state, country)
