"""Printing: one journal entry for each paper, an eye on the exit, and a count of what is left on the roll."""

from __future__ import annotations

from kiosk.printing.meter import PaperMeter
from kiosk.printing.presenter import Presenter
from kiosk.printing.service import LIMIT, UNPROVEN, PrintResult, PrintService

__all__ = ["LIMIT", "UNPROVEN", "PaperMeter", "Presenter", "PrintResult", "PrintService"]
