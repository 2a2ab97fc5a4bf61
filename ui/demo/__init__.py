"""The demo: a whole terminal in a lab on this machine, by hand or walking a journey by itself. Imports no Qt."""

from __future__ import annotations

from ui.demo.show import run_demo

__all__ = ["run_demo"]
