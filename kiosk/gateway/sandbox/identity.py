"""Identities in paths, each in its one spelling: UUIDs that terminals make, and digests."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

__all__ = ["register_identities"]


class _Text(Convertor[str]):
    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Identity(_Text):
    regex = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class _Digest(_Text):
    regex = "[0-9a-f]{64}"


def register_identities() -> None:
    """Let routes say {id:identity} and {sha256:digest}; anything else is no such address."""
    register_url_convertor("identity", _Identity())
    register_url_convertor("digest", _Digest())
