"""What Debian's IPP printer, its bus and its Avahi read in the lab: files for a folder of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["lay_out"]

_AVAHI: Final = """\
[server]
host-name=kiosk-lab
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
disallow-other-stacks=no
[rlimits]
"""
_BUS: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="false"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""
# Runs once for each job, with the document as its argument; what it says on stderr sets the printer's state.
_COMMAND: Final = """\
#!/bin/sh
told=""
while fault=$(cat "{folder}/fault" 2>/dev/null) && [ -n "$fault" ]; do
    if [ "$fault" != "$told" ]; then
        [ -n "$told" ] && echo "STATE: -$told" >&2
        echo "STATE: +$fault" >&2
        told=$fault
    fi
    sleep 0.05
done
[ -n "$told" ] && echo "STATE: -$told" >&2
echo "ATTR: job-impressions-completed=1" >&2
cp -- "$1" "{folder}/out/$(date +%s%N).pdf"
"""


def lay_out(folder: Path) -> None:
    """Write them; `folder` is made where it is missing. Raises OSError."""
    for name in ("out", "spool"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "avahi.conf").write_text(_AVAHI)
    (folder / "bus.conf").write_text(_BUS.format(folder=folder))
    command = folder / "command"
    command.write_text(_COMMAND.format(folder=folder))
    command.chmod(0o700)
