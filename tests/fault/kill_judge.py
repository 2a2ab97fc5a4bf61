"""What must be true when the last row is delivered: every receipt at the platform once, with what was handed in."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import sqlite3
from collections import Counter


def judge(url, work, line_did):
    """Compare ledgers, platform and terminals; `wrong` maps a name to what was found under it."""
    told = _ledgers(work)
    ended = [json.loads(path.read_text()) for path in sorted(work.glob("terminal-*/ended.json"))]
    found, wrong = Found(url), {}
    cases, refused = found.see("cases"), found.see("refusals")
    there = {one["case_id"]: one for one in cases}
    filed = {one["case_id"]: one for one in told if one["t"] == "filed"}
    opened = {case_id: found.see(f"cases/{case_id}") for case_id in there}
    numbers = Counter(one["body"]["identity"]["number"] for one in opened.values())
    kept = {case_id: no for one in ended for case_id, no in one["kept"].items() if case_id in there and no}
    still_here = {row[0] for one in ended for row in one["stuck"]}
    wrong["lost"] = sorted(filed.keys() - there.keys() - still_here)
    wrong["changed"] = sorted(name for name in filed.keys() & there.keys() if not _same(filed[name], opened[name]))
    wrong["doubled"] = sorted(number for number, count in numbers.items() if count > 1)
    wrong["number twice"] = [
        text
        for name in ("receipt_no", "query_code")
        for text, count in Counter(one["body"][name] for one in opened.values()).items()
        if count > 1
    ] + [text for text, count in Counter(one["server_no"] for one in cases).items() if count > 1]
    wrong["refused"] = [one["case_id"] for one in refused]
    wrong["stuck"] = [row for one in ended for row in one["stuck"]]
    wrong["answer not the platform's"] = sorted(name for name, no in kept.items() if there[name]["server_no"] != no)
    wrong["store"] = [text for one in ended for text in one["wrong"]]
    wrong["quarantined"] = sorted({one["quarantined"] for one in told if one["t"] == "ready" and one["quarantined"]})
    wrong["rating lost"] = _ratings(found, told)
    wrong["sequence"] = _sequence(work, ended)
    wrong["followed a redirect"] = [line_did["elsewhere_requests"]] if line_did["elsewhere_requests"] else []
    kept_going = len(list(work.glob("terminal-*/ledger")))
    wrong["never drained"] = [f"{kept_going - len(ended)} terminals"] if kept_going != len(ended) else []
    errors = Counter(f"{one['lane']}: {one['kind']}: {one['text']}" for one in told if one["t"] == "error")
    trouble = Counter(f"{one['lane']} {one['state']} {one['code']}" for one in told if one["t"] == "trouble")
    return {
        "t": "result",
        "receipts": len(filed),
        "cases": len(cases),
        "deliveries": sum(one["deliveries"] for one in cases),
        "exchanges": line_did["exchanges"],
        "faults": {name: count for name, count in line_did["counts"].items() if name != "sound"},
        "errors": dict(errors.most_common(8)),
        "trouble": dict(trouble),
        "wrong": {name: what[:5] for name, what in wrong.items() if what},
    }


class Found:
    """The platform's window, over one connection."""

    def __init__(self, url):
        self._line = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)

    def see(self, path):
        self._line.request("GET", f"/_sandbox/{path}")
        return json.load(self._line.getresponse())


def _ledgers(work):
    lines = [line for path in sorted(work.glob("terminal-*/ledger")) for line in path.read_text().splitlines()]
    return [json.loads(line) for line in lines]


def _same(filed, opened):
    body = opened["body"]
    files = sorted(hashlib.sha256(base64.b64decode(one["base64"])).hexdigest() for one in opened["attachments"])
    said = (body["receipt_no"], body["query_code"], body["identity"]["number"], files)
    return said == (filed["receipt_no"], filed["query_code"], filed["number"], filed["files"])


def _ratings(found, told):
    came = Counter(one["case_id"] for one in found.see("evaluations"))
    rated = {one["case_id"] for one in told if one["t"] == "rated"}
    return sorted(name for name in rated if came[name] != 1)


def _sequence(work, ended):
    """Return the numbers that a store gave and the platform never saw, and those that it saw twice."""
    register = sqlite3.connect(f"file:{work / 'platform' / 'platform.db'}?mode=ro", uri=True)
    rows = register.execute("SELECT device_id, store_id, seq, count(*) FROM arrival GROUP BY 1, 2, 3").fetchall()
    register.close()
    wrong = [f"{device} {seq} came {times} times" for device, _, seq, times in rows if times > 1]
    for one in ended:
        came = {seq for _, store_id, seq, _ in rows if store_id == one["store_id"]}
        missing = sorted(set(range(1, one["seq"] + 1)) - came)
        wrong += [f"{one['device_id']} {seq} never came" for seq in missing]
    return wrong
