"""A stage for tests, and the elder-card journey as a table: reach any screen of it by touch."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from ui.demo.stage import Stage
from ui.demo.walk import Walk

CALM = {"Attract", "Farewell", "Fault", "Rating", "TakeCard", "Home"}


def _paper(walk):
    walk.lab("camera", "show", "residence-proof")


def _promise(walk):
    walk.tap("我看清了，愿意按时补上")
    walk.tap("同意，去签名")


def _sign(walk):
    walk.sign()
    walk.tap("写好了")


STEPS = {
    "Home": lambda walk: walk.tap("现在就办"),
    "Guide": lambda walk: walk.tap("开始办理"),
    "Materials": lambda walk: walk.tap("拍居住证明"),
    "Capture": _paper,
    "CaptureCheck": lambda walk: walk.tap("看得清，用这张"),
    "Promise": _promise,
    "Sign": _sign,
    "Review": lambda walk: walk.tap("没错，提交"),
}


@contextmanager
def terminal_in_the_lab(**settings):
    """Yield a walk on a running terminal; everything of it ends with the block."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory(prefix="kiosk-test-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        try:
            with Stage("demo", {"idle_s": "600", **settings}) as stage:
                stage.start_terminal()
                out = Path(folder)
                (out / "screens").mkdir()
                walk = Walk(stage.hand, out, lambda line: None)
                walk.stage = stage
                yield walk
        finally:
            os.environ.pop("XDG_RUNTIME_DIR")
            if before is not None:
                os.environ["XDG_RUNTIME_DIR"] = before


def lay(walk, person):
    walk.lab("camera", "show", "none")
    walk.lab("card", "insert", "shebao", "--person", person)


def steps(walk):
    """Each step of the journey when its screen is shown; whose photo is on file promises none."""
    for step, act in STEPS.items():
        if step == "Promise" and walk.one_of("Promise", "Sign") == "Sign":
            continue
        walk.see(step)
        yield step, act


def reach(walk, screen, person):
    """From the empty terminal to this screen of the journey."""
    walk.see("Attract", deadline_s=40)
    lay(walk, person)
    for step, act in steps(walk):
        if step == screen:
            return
        act(walk)
    walk.see(screen, deadline_s=40)


def papers(walk):
    """What the printer has given out so far."""
    folder = walk.stage.folder / "papers"
    return [Path(file) for file in walk.lab("receipts", "--out", str(folder))["receipts"]]


def texts(walk):
    return "\n".join(walk.hand.do(do="where")["texts"])


def wait_for(walk, *screens):
    """Wait until one of these is shown; return its name."""
    from ui.demo.children import until

    until(lambda: walk.hand.screen in screens, 20, " or ".join(screens))
    return walk.hand.screen


def wait_to_read(walk, text):
    """Wait until the screen says so."""
    from ui.demo.children import until

    until(lambda: text in texts(walk), 40, text)
