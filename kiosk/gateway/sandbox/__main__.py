"""`python -m kiosk.gateway.sandbox --port N --store DIR [--catalogue DIR]`: the platform on this machine alone.

Prints one JSON line {"url": …} when it listens, and ends on SIGTERM or SIGINT. `--tls required` speaks TLS and wants a
client certificate of its own authority (its file is told as "ca") from everybody; `--tls optional` wants it for all but
enrolments and levers, so that a terminal can come by one.
`… import FOLDER --store DIR` takes the batches in a folder, `… export FOLDER --store DIR` writes the answers to them;
one JSON line a batch; 1 when a batch was kept out. `… report 2026-11 --store DIR --catalogue DIR` verifies the ledger
and tells the month's figures (月度通报); 1 when a row was touched. `… ledger c0109 --store DIR --catalogue DIR` hands
the ledger on as CSV, in the codes of a profile or as `house`. `… archive FOLDER --store DIR` writes a signed package of
each case that is over, `… check FOLDER --store DIR` names what was altered in such packages; 1 when anything was. All
may run beside the serving platform.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import socket
import ssl
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from kiosk.gateway.sandbox.app import build
from kiosk.gateway.sandbox.archives import Archives
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.certificates import Authority
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.exporting import Exporter
from kiosk.gateway.sandbox.importing import Importer
from kiosk.gateway.sandbox.protocol import PlatformProtocol

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

ACTS = ("serve", "import", "export", "report", "ledger", "archive", "check")


class _Server(uvicorn.Server):
    told: dict[str, str]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()
            _say({"url": f"{'https' if self.config.is_ssl else 'http'}://{host}:{port}", **self.told})


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop, or carry batches; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.gateway.sandbox")
    parser.add_argument("act", nargs="?", default="serve", choices=ACTS)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="of batches or packages; a report's month, a ledger's codes"
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--store", type=Path, required=True, help="folder of the platform's own files")
    parser.add_argument("--tls", choices=["", "optional", "required"], default="", help="see the text above")
    parser.add_argument("--catalogue", type=Path, help="folder of service items to publish")
    wish = parser.parse_args(arguments)
    if wish.act == "serve":
        _serve(wish.port, wish.store, wish.catalogue, wish.tls)
        return 0
    if wish.folder is None:
        parser.error("which folder?")
    if wish.act == "report":
        return _report(str(wish.folder), Centre(wish.store, wish.catalogue))
    if wish.act == "ledger":
        return _ledger(str(wish.folder), Centre(wish.store, wish.catalogue))
    if wish.act in {"archive", "check"}:
        return _archive(wish.act, wish.folder, Centre(wish.store, wish.catalogue))
    return _carry(wish.act, wish.folder, Centre(wish.store, wish.catalogue))


def _ledger(profile: str, centre: Centre) -> int:
    sys.stdout.write(Desks(centre).ledger.handed_on("" if profile == "house" else profile))
    return 0


def _archive(act: str, folder: Path, centre: Centre) -> int:
    archives, touched = Archives(Desks(centre)), 0
    for report in archives.make(folder) if act == "archive" else archives.check(folder):
        _say(report)
        touched += bool(report.get("altered"))
    return int(touched > 0)


def _report(month: str, centre: Centre) -> int:
    report = Desks(centre).ledger.report(month)
    _say(report)
    return int(bool(report["broken"]))


def _serve(port: int, store: Path, catalogue: Path | None, tls: str) -> None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: asyncio then sets NODELAY
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    config = uvicorn.Config(
        build(store, catalogue),
        http=PlatformProtocol,
        ws="none",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
        **(_tls(store, tls) if tls else {}),
    )
    server = _Server(config)
    server.told = {"ca": str(config.ssl_ca_certs)} if tls else {}
    server.run(sockets=[listener])


def _tls(store: Path, tls: str) -> dict[str, Any]:
    """Return uvicorn's settings: certificates of the sandbox's own authority on both sides."""
    store.mkdir(parents=True, exist_ok=True)
    certificate, key = Authority(store).serving(dt.datetime.now(dt.UTC))
    asked = ssl.CERT_REQUIRED if tls == "required" else ssl.CERT_OPTIONAL
    authority = str((store / "authority.pem").resolve())
    return {"ssl_certfile": certificate, "ssl_keyfile": key, "ssl_ca_certs": authority, "ssl_cert_reqs": asked}


def _carry(act: str, folder: Path, centre: Centre) -> int:
    desks, kept_out = Desks(centre), 0
    reports = Importer(desks).take(folder) if act == "import" else Exporter(desks).give(folder)
    for report in reports:
        _say(report)
        kept_out += "problem" in report
    centre.close()
    return int(kept_out > 0)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
