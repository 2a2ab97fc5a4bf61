"""The composition root: puts a terminal together from its profile and routes errands to the desks."""

from kiosk.app.terminal import Surface, Terminal, Told

__all__ = ["Surface", "Terminal", "Told"]
