"""What a line can do to an exchange, and the answers that it makes up."""

from __future__ import annotations

import hashlib
import json
import random

HEAD_END = b"\r\n\r\n"
HTML = b"<!doctype html><title>Network login</title><form action=/login>"
BEFORE = {  # the platform never hears of the request
    "rst-before": "reset when the request is there",
    "rst-mid-request": "reset in the middle of the request",
    "cut-request": "half of the request reaches the platform",
    "500": "an error page",
    "502": "an error page of a gateway",
    "503": "busy, Retry-After",
    "429": "too many, Retry-After",
    "bare-404": "a page that is not there, without problem+json",
    "captive-200": "a network's login page",
    "empty-204": "yes, without a word",
    "empty-json": "yes, as an empty object",
    "foreign-id": "created, of another id",
    "stale-digest": "created, of another content",
    "redirect-302": "elsewhere",
    "redirect-307": "elsewhere, with the same body",
    "garbage": "bytes that are no HTTP",
    "hang-before": "no answer, nothing done",
}
AFTER = {  # the platform does its work first
    "ack-lost": "reset instead of the answer",
    "rst-mid-answer": "reset in the middle of the answer",
    "cut-head": "the head breaks off",
    "cut-body": "the body breaks off",
    "hang-after": "work done, no answer",
    "drip-head": "a byte at a time, for ever",
    "drip-body": "head at once, body a byte at a time, for ever",
    "flip-answer": "one bit of the answer",
    "stale-answer": "the answer to an older request",
}
AROUND = {  # the platform sees more, other or later than was sent
    "twice": "the request comes twice, one after the other",
    "race": "the request comes three times at once",
    "late-again": "the request comes again after later ones",
    "flip-request": "one bit of the request",
    "slow-accept": "nobody reads for a while",
}
KINDS = (*BEFORE, *AFTER, *AROUND)


class Chaos:
    """Decides by number: `plan(n, request_line)` is the fault of exchange n, "" for none."""

    def __init__(self, seed=0, rate=0.35, kinds=KINDS):
        self.seed, self.rate, self.kinds = seed, rate, tuple(kinds)

    def __call__(self, number, _request_line=b""):
        rng = self.rng(number)
        return rng.choice(self.kinds) if rng.random() < self.rate else ""

    def rng(self, number):
        return random.Random(f"{self.seed}:{number}")


def flipped(body, rng):
    flipped = bytearray(body)
    flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped)


def _answer(status, body, media=b"application/json", more=b""):
    head = b"HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
    return head % (status, media, len(body), more) + body


def _echo(request, case_id=None, digest=None):
    """Make the yes that a careless terminal believes."""
    head, _, body = request.partition(HEAD_END)
    named = case_id or head.split(b" ", 2)[1].rpartition(b"/")[2].decode("ascii", "replace")
    said = {"case_id": named, "sha256": digest or hashlib.sha256(body).hexdigest(), "server_no": "SF-0"}
    return json.dumps({**said, "accepted_at": "2026-11-21T09:48:00+08:00", "state": "accepted", "due": None}).encode()


def made_up(kind, request, elsewhere):
    away = b"Location: %s/login\r\n" % elsewhere.encode()
    return {
        "500": _answer(500, HTML, b"text/html"),
        "502": _answer(502, HTML, b"text/html"),
        "503": _answer(503, b"busy", b"text/plain", b"Retry-After: 1\r\n"),
        "429": _answer(429, b"slow down", b"text/plain", b"Retry-After: 1\r\n"),
        "bare-404": _answer(404, HTML, b"text/html"),
        "captive-200": _answer(200, HTML, b"text/html"),
        "empty-204": b"HTTP/1.1 204 X\r\n\r\n",
        "empty-json": _answer(200, b"{}"),
        "foreign-id": _answer(201, _echo(request, case_id="01936a2e-0000-7000-8000-000000000000")),
        "stale-digest": _answer(201, _echo(request, digest="0" * 64)),
        "redirect-302": _answer(302, b"", b"text/html", away),
        "redirect-307": _answer(307, b"", b"text/html", away),
    }[kind]


def yes(request):
    """Make the answer that a careless terminal takes for the platform's."""
    return _answer(201, _echo(request))
