"""The platform's options as a profile writes them, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.gateway.errors import Misconfigured
from offline_cache.suites.registry import DEFAULT, wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Options"]

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Options:
    """Where the centre is and how long to wait for it, in seconds. `ca` is a file of certificates, "" the system's.

    `cert` and `key` are PEM files of a client certificate; without them that of the enrolment kept in the folder
    `identity` is shown (kiosk.gateway.tls).
    `suites` are the sealing suites that may be used, the best first.
    """

    base_url: str
    device_id: str
    dialect: str = "default"
    ca: str = ""
    connect_s: float = 3.0
    deadline_s: float = 15.0
    suites: tuple[str, ...] = (DEFAULT,)
    cert: str = ""
    key: str = ""
    identity: str = ""

    @classmethod
    def parse(cls, options: Mapping[str, str]) -> Options:
        """Read `base_url` and `device_id`; may have `dialect ca cert key identity connect_s deadline_s suite`.

        Raises:
            Misconfigured: an option is missing or no number, or the line is neither https nor this machine.
            SuiteUnavailable: a suite is unknown, or none of them is installed.
        """
        try:
            base_url, device_id = options["base_url"].rstrip("/"), options["device_id"]
            connect_s, deadline_s = float(options.get("connect_s", "3")), float(options.get("deadline_s", "15"))
        except KeyError as error:
            raise Misconfigured(f"option {error} is missing") from None
        except ValueError as error:
            raise Misconfigured(str(error)) from None
        parts = urlsplit(base_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise Misconfigured("base_url must be https, or http on this machine")
        return cls(
            base_url,
            device_id,
            options.get("dialect", "default"),
            options.get("ca", ""),
            connect_s,
            deadline_s,
            wanted(options.get("suite", "")),
            options.get("cert", ""),
            options.get("key", ""),
            options.get("identity", ""),
        )
