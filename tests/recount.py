"""The monthly figures once more, without a line of the house's code: from exported rows and the item files alone.

`python tests/recount.py LEDGER.csv 2026-11 config/services K0007,K0008` prints each figure as [part, whole].
"""

import csv
import json
import re
import sys
import tomllib
from pathlib import Path


def items_in(folder):
    """Read the item files as they lie there."""
    return {
        item["id"]: item for item in (tomllib.loads(path.read_text("utf-8")) for path in Path(folder).glob("*.toml"))
    }


def seconds(text):
    """Seconds since 1970 of an ISO moment with its offset, by hand: no calendar but Gregory's."""
    year, month, day, hour, minute, second, offset = re.fullmatch(
        r"(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:\.\d+)?(Z|[+-]\d\d:\d\d)", text
    ).groups()
    shift = 0 if offset == "Z" else int(offset[0] + "1") * (int(offset[1:3]) * 3600 + int(offset[4:6]) * 60)
    return (days(int(year), int(month), int(day)) * 24 + int(hour)) * 3600 + int(minute) * 60 + int(second) - shift


def days(year, month, day):
    """Days since 1970-01-01."""
    leaps = [y for y in range(1970, year) if y % 4 == 0 and (y % 100 or y % 400 == 0)]
    lengths = [
        31,
        29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ]
    return (year - 1970) * 365 + len(leaps) + sum(lengths[: month - 1]) + day - 1


def office(text):
    """The office's day of a moment, as days since 1970."""
    return (seconds(text) + 8 * 3600) // 86400


def day_of(text):
    """Days since 1970 of a date."""
    return days(*map(int, text.split("-")))


def recount(rows, month, items, terminals):
    """Return every figure as (part, whole); plain counts as (count, None)."""
    rows = sorted(({**row, "number": int(row["number"])} for row in rows), key=lambda row: row["number"])
    year, moon = map(int, month.split("-"))
    first, after = days(year, moon, 1), days(year + moon // 12, moon % 12 + 1, 1)
    begun, story = {}, {}
    for row in rows:
        story.setdefault(row["case_id"], []).append(row)
        if row["event"] == "received" and row["case_id"] not in begun:
            begun[row["case_id"]] = row
    mine = [case for case, row in begun.items() if first <= office(row["at"]) < after]
    done, same_day, next_day, once, timely, dated = 0, 0, 0, 0, 0, 0
    rated, good, bad, mended = 0, 0, 0, 0
    for case in mine:
        told = story[case]
        levels = [int(row["level"]) for row in told if row["event"] == "rated" and int(row["level"])]
        rated, good = rated + len(levels), good + len([1 for level in levels if level > 2])
        if [1 for level in levels if level < 3]:
            bad += 1
            mended += "corrected" in [row["event"] for row in told]
        ends = [office(row["at"]) for row in told if row["event"] == "completed"]
        if not ends:
            continue
        done += 1
        takes = [office(row["at"]) for row in told if row["event"] == "accepted"] or ends
        item = items.get(begun[case]["item_id"])
        kind = item.get("project_type", 1) if item else 0
        same_day += kind == 1 and ends[0] == takes[0]
        next_day += ends[0] - takes[0] <= 1
        once += max(int(row["visits"]) for row in told) <= 1
        dues = [row["due"] for row in told if row["due"]]
        if dues:
            dated += 1
            timely += ends[0] <= day_of(dues[-1])
    catalogue = list(items.values())
    legal = [item for item in catalogue if item.get("anticipate_days")]
    cut = sum(len(item.get("cancelled", [])) for item in catalogue)
    saved = sum(item["anticipate_days"] - item.get("promise_days", 0) for item in legal)
    return {
        "received": (len(mine), None),
        "deferred": (len([1 for case in mine if int(begun[case]["deferred"]) > 0]), None),
        "online": (len([1 for case in mine if begun[case]["actor"] in terminals]), len(mine)),
        "whole_online": (len([1 for item in catalogue if item.get("steps")]), len(catalogue)),
        "instant": (same_day, len(mine)),
        "within_a_day": (next_day, done),
        "at_most_one_visit": (once, done),
        "one_visit_items": (len([1 for item in catalogue if item.get("limit_scene_num", 0) < 2]), len(catalogue)),
        "in_time": (timely, dated),
        "papers_per_case": (sum(int(begun[case]["papers"]) for case in mine), len(mine)),
        "promise_days": (sum(item.get("promise_days", 0) for item in catalogue), len(catalogue)),
        "statutory_saved": (saved, sum(item["anticipate_days"] for item in legal)),
        "fields_prefilled": (
            sum("prefill" in one for item in catalogue for one in item.get("fields", [])),
            sum(len(item.get("fields", [])) for item in catalogue),
        ),
        "papers_cut": (cut, cut + sum(len(item.get("materials", [])) for item in catalogue)),
        "rated_good": (good, rated),
        "bad_corrected": (mended, bad),
        "available": running(rows, first * 86400 - 8 * 3600, after * 86400 - 8 * 3600),
    }


def recount_totals(rows, items):
    """Return how many of each event, by day since 1970, item and way of acceptance: that of the case's beginning."""
    ways = {}
    for row in rows:
        if row["event"] == "received":
            own = items.get(row["item_id"], {}).get("modes") or ["plain"]
            ways[row["case_id"]] = "deferral" if int(row["deferred"]) else "+".join(own)
    found = {"day": {}, "item": {}, "mode": {}}
    for row in rows:
        keys = {"day": office(row["at"]), "item": row["item_id"], "mode": ways.get(row["case_id"], "")}
        for name, key in keys.items():
            events = found[name].setdefault(key, {})
            events[row["event"]] = events.get(row["event"], 0) + 1
    return found


def running(rows, begin, end):
    """Seconds in service and seconds counted, second by second of each terminal's own story."""
    end = min(end, max([seconds(row["at"]) for row in rows], default=begin))
    up = counted = 0
    for terminal in {row["actor"] for row in rows if row["event"].startswith("terminal-")}:
        marks = [(seconds(row["at"]), row["event"]) for row in rows if row["actor"] == terminal]
        marks = [mark for mark in marks if mark[1].startswith("terminal-")]
        for place, (at, event) in enumerate(marks):
            stop = min(end, marks[place + 1][0] if place + 1 < len(marks) else end)
            length = max(stop - max(at, begin), 0)
            counted += length
            up += length * (event == "terminal-up")
    return up, counted


def main(words):
    """Print the figures."""
    ledger, month, folder, terminals = words
    with Path(ledger).open(encoding="utf-8-sig", newline="") as file:
        found = recount(list(csv.DictReader(file)), month, items_in(folder), set(terminals.split(",")))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
