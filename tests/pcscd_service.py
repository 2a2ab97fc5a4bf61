"""The real PC/SC service for tests, one test process at a time (its virtual reader has one fixed port)."""

from contextlib import contextmanager

from drivers.lab.pcscd import PcscdService

NEIGHBOURS_S = 120.0
"""How long other test processes may keep the reader."""


@contextmanager
def pcscd():
    """Have pcscd running; starts it when none runs, and then stops it again."""
    service = PcscdService()
    service.start(NEIGHBOURS_S)
    try:
        yield service
    finally:
        service.stop()
