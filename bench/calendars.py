"""A calendar of many meetings, built and written, beside icalendar, vobject and ical.js: `python -m bench.calendars`.

Prints medians of processor time and ratios of one run on one machine; there are no thresholds. ical.js is asked for where
node finds it (`npm install ical.js` in this folder, or NODE_PATH); nothing is installed here. That what is written reads
back as if icalendar had written it is for the tests to say (tests/exports/test_calendar_files.py).
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import vobject
from dateutil import tz

from bench.exports import icalendar_feed, median, meetings
from core.calendar import CalendarEvent, CalendarFeed
from exports import ical

_ZONE = tz.gettz("Europe/Copenhagen")  # vobject knows the zones of dateutil only
# Builds the same events with ical.js as its documentation does, writes them, and tells the median of its processor time.
_NODE = """
const read = require("ical.js"), ICAL = read.default || read, fs = require("fs");
const events = JSON.parse(fs.readFileSync(process.argv[1], "utf8")), times = [];
for (let round = 0; round < Number(process.argv[2]); round++) {
  const begin = process.cpuUsage();
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("prodid", "-//bench//");
  calendar.updatePropertyWithValue("version", "2.0");
  for (const one of events) {
    const made = new ICAL.Component("vevent");
    for (const name of ["uid", "summary", "description", "location", "status", "transp", "sequence"])
      made.updatePropertyWithValue(name, one[name]);
    for (const name of ["dtstamp", "created", "last-modified", "dtstart", "dtend"]) {
      const property = new ICAL.Property(name);
      property.setValue(ICAL.Time.fromDateTimeString(one[name]));
      if (one.tzid && name.startsWith("dt") && name !== "dtstamp") property.setParameter("tzid", one.tzid);
      made.addProperty(property);
    }
    calendar.addSubcomponent(made);
  }
  const text = calendar.toString(), taken = process.cpuUsage(begin);
  if (!text.includes("END:VCALENDAR")) throw new Error("nothing was written");
  times.push((taken.user + taken.system) / 1e6);
}
console.log(times.sort((a, b) => a - b)[Math.floor(times.length / 2)]);
"""


def vobject_feed(events: Sequence[CalendarEvent]) -> str:
    calendar = vobject.iCalendar()
    for event in events:
        made = calendar.add("vevent")
        for name, value in (
            ("uid", event.uid), ("sequence", str(event.sequence)), ("summary", event.summary),
            ("description", event.description), ("location", event.location), ("status", "CONFIRMED"), ("transp", "OPAQUE"),
        ):  # fmt: skip
            made.add(name).value = value
        for name, moment in (("dtstamp", event.stamp), ("created", event.created), ("last-modified", event.modified)):
            made.add(name).value = moment.replace(tzinfo=tz.UTC)
        for name, end in (("dtstart", event.start), ("dtend", event.end)):
            made.add(name).value = datetime.fromisoformat(end.isoformat()).replace(tzinfo=_ZONE)
    text: str = calendar.serialize()
    return text


def ical_js(events: Sequence[CalendarEvent], times: int) -> float | str:
    """Seconds, or why there are none."""
    told = [
        {
            "uid": one.uid, "summary": one.summary, "description": one.description, "location": one.location,
            "status": "CONFIRMED", "transp": "OPAQUE", "sequence": one.sequence, "tzid": one.time_zone,
            **{name: f"{moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in
               (("dtstamp", one.stamp), ("created", one.created), ("last-modified", one.modified))},
            **{name: f"{moment:%Y-%m-%dT%H:%M:%S}" for name, moment in (("dtstart", one.start), ("dtend", one.end))},
        }
        for one in events
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        try:
            done = subprocess.run(
                ["node", "-e", _NODE, str(path), str(times)], capture_output=True, text=True, check=False,
                cwd=Path(__file__).parent,
            )  # fmt: skip
        except FileNotFoundError:
            return "node is not installed"
    if done.returncode:
        lacking = "Cannot find module" in done.stderr
        return "ical.js is not installed: npm install ical.js" if lacking else done.stderr.strip().splitlines()[-1]
    return float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    events = meetings(chosen.meetings)
    feed = CalendarFeed("Alle", "x", tuple(events))
    slowest = median(lambda: icalendar_feed(events), chosen.times)
    others: list[tuple[str, float | str]] = [
        ("laug", median(lambda: ical.feed(feed), chosen.times)),
        ("icalendar", slowest),
        ("vobject", median(lambda: vobject_feed(events), chosen.times)),
        ("ical.js", ical_js(events, chosen.times)),
    ]
    print(f"{chosen.meetings} meetings, built and written; x: times as fast as icalendar")
    for name, taken in others:
        told = taken if isinstance(taken, str) else f"{taken:7.3f} s   x {slowest / taken:6.2f}"
        print(f"{name:12} {told}", flush=True)


if __name__ == "__main__":
    main()
