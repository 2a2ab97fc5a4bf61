"""Start, touch and memory of the terminal's own process, against the bars: 2.0 s, 50 ms, 220 MB.

    python benchmarks/ui.py [--starts N] [--taps N] [--json]

Starts the real terminal (profile demo, no lab behind it) on Xvfb or the present display, N times with a warm cache, and
times process start to first frame; an empty Qt Quick window is started in turn as the baseline of this machine.
Taps are real touch events on visible buttons; each is timed from the press to the next frame on the window.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ui.demo.remote_hand import RemoteHand  # noqa: E402 - the checkout must be on the path first

if TYPE_CHECKING:
    from collections.abc import Iterator

BARS = {"first_frame_s": 2.0, "tap_p95_ms": 50.0, "rss_mb": 220.0}
TAPS = ("高对比", "高对比", "English", "中文", "长辈版", "长辈版", "低位", "低位")
EMPTY = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
app = QGuiApplication(sys.argv)
window = QQuickWindow()
window.frameSwapped.connect(lambda: (print("first frame", file=sys.stderr, flush=True), app.quit()))
window.resize(1080, 1920)
window.show()
app.exec()
"""


@contextlib.contextmanager
def display() -> Iterator[dict[str, str]]:
    """Yield the environment of a display that draws by software."""
    env = {**os.environ, "QT_QUICK_BACKEND": "software", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if env.get("DISPLAY") or env.get("QT_QPA_PLATFORM"):
        yield env
        return
    command = ["/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        env["DISPLAY"] = f":{server.stdout.readline().strip()}"
        try:
            yield env
        finally:
            server.terminate()


def start(command: list[str], env: dict[str, str]) -> tuple[float, subprocess.Popen[str]]:
    """Start a program and return the seconds to its line "first frame", and the program."""
    began = time.perf_counter()
    program = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    for line in program.stderr:
        if "first frame" in line:
            return time.perf_counter() - began, program
    raise SystemExit(f"no first frame: {' '.join(command)}")


def end(program: subprocess.Popen[str]) -> None:
    """End a program and wait for it."""
    program.terminate()
    program.communicate(timeout=20)


def memory_mb(pid: int) -> float:
    """Return the resident set of one process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def tap(hand: RemoteHand, rounds: int) -> list[float]:
    """Touch the glass again and again and return the milliseconds to each next frame."""
    while not hand.connect():
        time.sleep(0.05)
    hand.do(do="tap", text="轻触这里，开始办理")
    taps = [hand.do(do="time", text=text)["ms"] for _ in range(rounds) for text in TAPS]
    hand.close()
    return taps


def measure(starts: int, rounds: int) -> dict[str, object]:
    """Start, tap, weigh."""
    with display() as env, tempfile.TemporaryDirectory() as folder:
        sock = Path(folder) / "hand.sock"
        words = [f"--set=hand={sock}", f"--set=state_dir={folder}/state"]
        command = [sys.executable, "-m", "ui", "run", "--profile", "demo", *words]
        times, empty = [], []
        for turn in range(starts + 1):
            seconds, program = start(command, env)
            if turn:  # the first one warms the cache
                times.append(seconds)
            if turn < starts:
                end(program)
                shutil.rmtree(f"{folder}/state", ignore_errors=True)
            seconds, blank = start([sys.executable, "-c", EMPTY], env)
            blank.wait()
            blank.stderr.close()
            empty.append(seconds)
        try:
            taps = tap(RemoteHand(sock), rounds)
            weight = memory_mb(program.pid)
        finally:
            end(program)
    return {
        "first_frame_s": round(statistics.median(times), 3),
        "first_frame_worst_s": round(max(times), 3),
        "baseline_empty_window_s": round(statistics.median(empty), 3),
        "ratio_to_baseline": round(statistics.median(times) / statistics.median(empty), 2),
        "taps": len(taps),
        "tap_p50_ms": round(statistics.median(taps), 1),
        "tap_p95_ms": round(statistics.quantiles(taps, n=20)[18], 1),
        "rss_mb": round(weight, 1),
    }


def main() -> int:
    """Print the figures beside their bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--taps", type=int, default=8, help="rounds of eight taps")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.starts, args.taps)
    if args.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:26} {value:>8}" + (f"   bar {BARS[name]}" if name in BARS else ""))
    return int(any(figures[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
