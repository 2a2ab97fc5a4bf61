"""The composition root: puts a terminal together from its profile and routes errands to the desks."""

from kiosk.app.desks import Surface, Told
from kiosk.app.terminal import Terminal

__all__ = ["Surface", "Terminal", "Told"]
