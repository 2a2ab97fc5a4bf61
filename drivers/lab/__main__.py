"""The lab as one process: reader, camera, printers and line, until it is told to stop.

Prints one JSON line when everything serves: the settings with which a terminal finds it.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.errors import DeviceError
from drivers.lab.camera import LabCamera
from drivers.lab.control import run_dir
from drivers.lab.line import LabLine
from drivers.lab.printer import LabPrinter
from drivers.lab.reader import LabReader
from drivers.lab.sam import LabSam
from drivers.lab.server import LabBusy, LabServer
from drivers.lab.sheets import LabSheets
from drivers.lab.wallet import LabWallet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.lab.device import LabDevice

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; return 0, or 1 when it cannot begin."""
    parser = argparse.ArgumentParser(prog="python -m drivers.lab", description=__doc__)
    parser.add_argument("--platform", required=True, metavar="URL", help="where the line to the centre leads")
    parser.add_argument("--tell", action="append", default=[], metavar="KEY=VALUE", help="a setting to hand out too")
    parser.add_argument("--run-dir", type=Path, metavar="DIR", help="where it listens (default: this user's)")
    args = parser.parse_args(argv)
    ended = threading.Event()
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, lambda *_: ended.set())
    devices: dict[str, LabDevice] = {
        "card": LabReader(),
        "sam": LabSam(),
        "camera": LabCamera(),
        "printer": LabPrinter(),
        "sheets": LabSheets(seconds=1.0),
        "platform": LabLine(args.platform),
        "pay": LabWallet(args.platform),
    }
    told = dict(word.split("=", 1) for word in args.tell)
    lab = LabServer(devices, args.run_dir or run_dir(), told)
    try:
        sys.stdout.write(json.dumps(lab.start()) + "\n")
        sys.stdout.flush()
        ended.wait()
    except (LabBusy, DeviceError, OSError) as refused:
        sys.stderr.write(f"lab: {refused}\n")
        return 1
    finally:
        lab.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
