"""What is fetched can be written down: the audit journal knows every feed by its name."""

from __future__ import annotations

import re

import pytest

from config.load import load_audit_events
from kiosk.sync.feed_rules import FEEDS


@pytest.mark.parametrize("feed", sorted(FEEDS))
def test_the_journal_takes_the_name_of_every_feed(feed):
    assert re.fullmatch(load_audit_events().patterns["feed"], feed)
