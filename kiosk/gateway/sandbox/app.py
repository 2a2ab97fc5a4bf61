"""The sandbox platform: every endpoint of openapi.yaml, and a window for demonstrations under /_sandbox/."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.controls import Controls
from kiosk.gateway.sandbox.counter import Counter
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.endpoints import Endpoints
from kiosk.gateway.sandbox.faults import Faults
from kiosk.gateway.sandbox.problems import HANDLERS
from kiosk.gateway.sandbox.window import Window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.types import ASGIApp

__all__ = ["build"]


def build(store: Path, catalogue: Path | None) -> ASGIApp:
    """Return the application over the files in `store`, publishing the service items in `catalogue`."""
    centre = Centre(store, catalogue)
    desks = Desks(centre)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        centre.close()

    app = Starlette(
        routes=[route for part in (Endpoints, Window, Counter, Controls) for route in part(desks).routes()],
        exception_handlers=HANDLERS,
        lifespan=life,
    )
    app.router.redirect_slashes = False
    return Faults(app)
