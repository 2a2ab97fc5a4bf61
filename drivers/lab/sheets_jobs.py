"""The mechanism of the lab's A4 printer: jobs by number, one at a time, waiting while something is in the way."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drivers.ipp.codes import JobState

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FAULTS", "SheetJob", "SheetPress"]

FAULTS = {
    "media-empty": "media-empty-error",
    "media-low": "media-low-warning",
    "media-jam": "media-jam-error",
    "cover-open": "cover-open-error",
    "tray-missing": "input-tray-missing-error",
    "output-full": "output-area-full-error",
    "toner-empty": "toner-empty-error",
    "toner-low": "toner-low-warning",
    "paused": "paused",
}
"""What a hand or a fault does, and what the printer says of it."""

_HARMLESS = {"media-low", "toner-low"}


@dataclass(slots=True)
class SheetJob:
    """One job as the printer keeps it."""

    number: int
    name: str
    document: bytes
    state: JobState = JobState.PENDING
    impressions: int = 0
    over: threading.Event = field(default_factory=threading.Event)


class SheetPress:
    """Prints what it is given in `seconds` a job; threads may call everything at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._changed = threading.Condition()
        self._faults: set[str] = set()
        self._jobs: list[SheetJob] = []
        self._next = 1
        self._aborts = False
        self._stopped = False
        self._before: tuple[Callable[[], object], float] | None = None
        self.printed: list[SheetJob] = []

    @property
    def faults(self) -> set[str]:
        """What is wrong now."""
        with self._changed:
            return set(self._faults)

    @property
    def jobs(self) -> list[SheetJob]:
        """Every job it still knows, oldest first."""
        with self._changed:
            return list(self._jobs)

    @property
    def blocked(self) -> bool:
        """Whether a job would wait."""
        return bool(self._faults - _HARMLESS)

    def set(self, fault: str, *, there: bool) -> None:
        """Bring a fault about, or mend it."""
        with self._changed:
            (self._faults.add if there else self._faults.discard)(fault)
            self._changed.notify_all()

    def abort_next(self) -> None:
        """Have the job at hand, or the next one, fail by itself."""
        with self._changed:
            self._aborts = True
            self._changed.notify_all()

    def power_cycle(self) -> None:
        """Switch it off and on: what was running is lost, no job is remembered."""
        with self._changed:
            for job in self._jobs:
                self._end(job, JobState.ABORTED)
            self._jobs.clear()

    def before_next(self, act: Callable[[], object], seconds: float) -> None:
        """Do something when the next job has been accepted, and take so long for it."""
        self._before = act, seconds

    def take(self, name: str, document: bytes) -> SheetJob | None:
        """Accept a job and begin it; None while another one is not over."""
        with self._changed:
            if any(not job.state.ended for job in self._jobs) or self._stopped:
                return None
            job = SheetJob(self._next, name, document, JobState.PROCESSING)
            self._next += 1
            self._jobs.append(job)
            before, self._before = self._before, None
        seconds = self._seconds
        if before is not None:
            before[0]()
            seconds = before[1] or seconds
        threading.Thread(target=self._run, args=(job, seconds), name="lab-sheet", daemon=True).start()
        return job

    def cancel(self, number: int) -> bool | None:
        """Cancel a job; False when it is over already, None when there is none."""
        with self._changed:
            for job in self._jobs:
                if job.number == number:
                    if job.state.ended:
                        return False
                    self._end(job, JobState.CANCELED)
                    return True
        return None

    def stop(self) -> None:
        """End every job and wait for nothing."""
        with self._changed:
            self._stopped = True
            for job in self._jobs:
                self._end(job, JobState.ABORTED)

    def _run(self, job: SheetJob, seconds: float) -> None:
        job.over.wait(seconds)
        with self._changed:
            self._changed.wait_for(lambda: job.state.ended or self._aborts or not self.blocked)
            if job.state.ended:
                return
            if self._aborts:
                self._aborts = False
                self._end(job, JobState.ABORTED)
                return
            job.impressions = 1
            self.printed.append(job)
            self._end(job, JobState.COMPLETED)

    def _end(self, job: SheetJob, state: JobState) -> None:
        if not job.state.ended:
            job.state = state
            job.over.set()
            self._changed.notify_all()
