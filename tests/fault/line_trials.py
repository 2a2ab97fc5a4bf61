"""Trials of a terminal against the sandbox platform, each about one thing a line or a platform may do to a case.

A trial returns what was wrong, in words; nothing when the terminal kept its promises. Ground gives it a terminal of its
own; it runs in the calling process, so that a planted mutant is on trial too.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
from dataclasses import replace

from chaos_kinds import KINDS
from chaos_proxy import InThread
from crash_story import forked
from kill_life import digests, finished
from platform_kit import Sandbox, Terminal, later, person

from kiosk.sync.courier import Courier
from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox

LINE = {"deadline_s": "0.3", "connect_s": "0.3"}
HOUR_S, DAY_S = 3600, 86_400
POISONED = 99


class Ground:
    """A terminal's folder and a running sandbox; `wrong` gathers what trials find."""

    def __init__(self, folder, terminal_id, platform: Sandbox):
        self.folder, self.terminal_id, self.platform = folder, terminal_id, platform
        self.terminal = Terminal(folder, terminal_id)
        self.clock = itertools.count(1)
        self.wrong, self.files = [], {}

    def now(self, step_s=1000):
        return later(next(self.clock) * step_s)

    def desk(self):
        card = self.terminal.gateway(self.platform.url).device()
        return self.terminal.desk(base64.b64encode(card.seal_key.public).decode())

    def file(self, desk, number=0, *, pages=1):
        """File one case of a person of its own, with a page of its own or none."""
        jpeg = f"page {self.terminal_id} {number}".encode() * 400
        run = replace(finished(), identity=person(number=f"99990119520229{number:04}"))
        if pages:
            run = replace(run, captured=(replace(run.captured[0], jpeg=jpeg),))
        else:
            run = replace(run, captured=(), promise=replace(run.promise, material_codes=("M-PHOTO", "M-RESIDE")))
        filed = desk.file(run, self.now())
        self.files[filed.case_id] = digests(run)
        return filed

    def there(self):
        """Return the cases of this terminal that the platform has, by id."""
        return {one["case_id"]: one for one in self.platform.cases() if one["device_id"] == self.terminal_id}

    def deliver(self, courier, outbox, rounds=40):
        """Step until nothing is left, and see that nothing is called delivered that is not."""
        for _ in range(rounds):
            report = courier.step(self.now())
            early = {one.case_id for one in report.delivered} - self.there().keys()
            if early:
                self.wrong.append("called delivered before it was")
            if not outbox.depth():
                return
        self.wrong.append("not delivered in the end")

    def all_there(self, filed):
        """See that exactly these cases are at the platform, whole, once each."""
        there, outbox = self.there(), Outbox(self.terminal.store())
        if any(outbox.answer(name).get("server_no") != case["server_no"] for name, case in there.items()):
            self.wrong.append("the number that was kept is not the platform's")
        if there.keys() != {one.case_id for one in filed}:
            missing, more = len({one.case_id for one in filed} - there.keys()), len(there) - len(filed)
            self.wrong.append(f"{missing} cases missing, {max(more, 0)} too many")
        for case_id in there.keys() & self.files.keys():
            case = self.platform.see(f"cases/{case_id}")
            digest = (hashlib.sha256(base64.b64decode(one["base64"])).hexdigest() for one in case["attachments"])
            if sorted(digest) != self.files[case_id]:
                self.wrong.append("an enclosure is missing or another")
        counts = outbox.counts()
        if counts != {"accepted": len(filed)}:
            self.wrong.append(f"the outbox says {counts}")

    def close(self):
        self.terminal.close()


class Armed:
    """A plan: the first exchanges about cases and the first about enclosures go wrong in one way."""

    def __init__(self, kind):
        self.kind, self.left = kind, {b"PUT /v1/cases/": 2, b" /v1/blobs/": 3}

    def __call__(self, _number, request_line):
        for what, left in self.left.items():
            if left and what in request_line:
                self.left[what] -= 1
                return self.kind
        return ""


def bad_line(ground, kind):
    """A line that does one thing to the first exchanges about two cases without pages and one with pages."""
    upstream = int(ground.platform.url.rpartition(":")[2])
    desk = ground.desk()
    with InThread(upstream, Armed(kind), slow_s=0.35) as proxy:
        courier = ground.terminal.courier(f"http://127.0.0.1:{proxy.port}", **LINE)
        outbox = Outbox(ground.terminal.store())
        filed = [ground.file(desk, number, pages=number // 2) for number in range(3)]
        ground.deliver(courier, outbox)
        if proxy.elsewhere_requests:
            ground.wrong.append("followed a redirect")
        if not proxy.counts[kind]:
            ground.wrong.append(f"{kind} did not happen")
    ground.all_there(filed)


def lever(ground, mode, times=4):
    """A platform that misbehaves a few times with cases."""
    desk, courier = ground.desk(), ground.terminal.courier(ground.platform.url)
    outbox = Outbox(ground.terminal.store())
    filed = [ground.file(desk, number) for number in range(2)]
    ground.platform.pull(mode, times=times, seconds=1, only="/v1/cases/0")
    try:
        if mode in LIES and courier.step(ground.now()).delivered:
            ground.wrong.append("believed a lie")
        ground.deliver(courier, outbox)
    finally:
        ground.platform.pull("normal")
    ground.all_there(filed)


def stubborn(ground):
    """Twenty failures in a row are no reason to give up."""
    lever(ground, "500", times=20)


def in_front(ground):
    """A case that the platform will never read stands in front of two others."""
    desk, courier = ground.desk(), ground.terminal.courier(ground.platform.url)
    courier.step(ground.now())
    outbox = Outbox(ground.terminal.store())
    bad, *filed = [ground.file(desk, number) for number in range(3)]
    ground.platform.pull("schema-retired", only=f"/v1/cases/{bad.case_id}")
    try:
        for _ in range(4):
            courier.step(ground.now())
    finally:
        ground.platform.pull("normal")
    if outbox.depth():
        ground.wrong.append("one bad row holds up the others")
    if not DeadLetters(ground.terminal.store()).retry(bad.case_id):
        ground.wrong.append("the bad row is gone")
    ground.deliver(courier, outbox)
    ground.all_there([bad, *filed])


def purged(ground):
    """After everything was delivered and purged the device's sequence goes on."""
    desk, courier = ground.desk(), ground.terminal.courier(ground.platform.url)
    outbox = Outbox(ground.terminal.store())
    filed = [ground.file(desk, number) for number in range(2)]
    ground.deliver(courier, outbox)
    if outbox.purge(int(later(40 * DAY_S).timestamp() * 1000)) != len(filed):
        ground.wrong.append("not purged")
    filed += [ground.file(desk, number) for number in range(2, 4)]
    ground.deliver(courier, outbox)
    numbers = sorted(one["seq"] for one in ground.there().values())
    if numbers != [1, 2, 3, 4]:
        ground.wrong.append(f"the platform saw the numbers {numbers}")


def poison(ground):
    """An attempt that kills the courier, again and again, stops no other case."""
    desk = ground.desk()
    first = ground.file(desk, 0)
    filed = [first, *(ground.file(desk, number) for number in (1, 2))]
    ground.close()

    def one_start():
        terminal = Terminal(ground.folder, ground.terminal_id)
        gateway = terminal.gateway(ground.platform.url)
        courier, submit = Courier(terminal.store(), gateway), gateway.submit
        poisoned = lambda envelope, name: os._exit(POISONED) if name == first.case_id else submit(envelope, name)  # noqa: E731
        gateway.submit = poisoned
        courier.step(ground.now())

    ends = []
    while (not ends or ends[-1] == POISONED) and len(ends) < 12:
        ground.now()
        ends.append(forked(one_start)[0])
    ground.terminal = Terminal(ground.folder, ground.terminal_id)
    if ends[-1] or first.case_id in ground.there() or len(ground.there()) != 2:
        ground.wrong.append(f"the courier died {len(ends)} times, {len(ground.there())} of 2 others came")
    DeadLetters(ground.terminal.store()).retry(first.case_id)
    courier, outbox = ground.terminal.courier(ground.platform.url), Outbox(ground.terminal.store())
    ground.deliver(courier, outbox)
    ground.all_there(filed)


LEVERS = ("html", "redirect", "500", "503", "429", "paused", "in-progress", "lost", "cut")
LIES = ("wrong-digest", "wrong-id", "wrong-signature")
TRIALS = {
    **{f"line {kind}": (bad_line, kind) for kind in KINDS},
    **{f"platform {mode}": (lever, mode) for mode in (*LEVERS, *LIES)},
    **{trial.__name__.replace("_", " "): (trial,) for trial in (stubborn, in_front, purged, poison)},
}


def on_trial(name, folder, terminal_id, platform):
    """Hold one trial; return what was wrong."""
    trial, *how = TRIALS[name]
    ground = Ground(folder, terminal_id, platform)
    try:
        trial(ground, *how)
    finally:
        ground.close()
    return sorted(set(ground.wrong))
