"""A main loop for tests: what lanes post runs here, on the test's own thread."""

import queue
import time


class MainLoop:
    """`post` is given to lanes; `until` runs what they posted."""

    def __init__(self):
        self._posted = queue.Queue()

    def post(self, call):
        self._posted.put(call)

    def until(self, true, deadline_s=10.0):
        """Run posted calls until `true()`; fails after the deadline."""
        end = time.monotonic() + deadline_s
        while not true():
            left_s = end - time.monotonic()
            assert left_s > 0, "waited in vain"
            try:
                call = self._posted.get(timeout=min(left_s, 0.05))
            except queue.Empty:
                continue
            call()

    def drain(self):
        """Run what has been posted so far."""
        while not self._posted.empty():
            self._posted.get()()
