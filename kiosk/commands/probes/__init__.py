"""One question to one device, through its real driver.

A probe runs in a process of its own (`python -m kiosk.commands.probes`, the request on its standard input, where no
list of processes shows it), for a mute card or a dead camera blocks its caller for ever: the asker ends the process
when the time is over.
"""
