"""What children of the process lanes in the tests do."""

import os
import sys


def echo(link, greeting):
    """Say the greeting, then repeat what is said."""
    link.send(greeting)
    while True:
        try:
            link.send(link.recv())
        except (EOFError, ConnectionError):
            return


def tell_pid(link):
    """Say who this is, then get stuck as in a device: deaf to hanging up."""
    link.send(os.getpid())
    hang()


def die_at_once(link):
    """End like a crash."""
    os._exit(3)


def speak_and_die(link, count):
    """Say so many numbers and end."""
    for number in range(count):
        link.send(number)


def tell_modules(link):
    """Say what has been imported, and from where this program started."""
    link.send((sys.modules["__main__"].__spec__.name, sorted(sys.modules)))
    hang()


def hang():
    """Wait for nothing, for ever."""
    reading, _writing = os.pipe()
    os.read(reading, 1)
