"""What a reading may draw on besides the card, made from a reader's options; loads nothing before it is needed.

Options, all optional: `trust` (a folder of trust anchors, see ReadingAids), `wlt` (the plug-in for the picture of
居民身份证), `psam` or `psam_atr` (the PSAM that opens 社会保障卡 3.0, see drivers.readers.pcsc), `hsm` (any value: the
same question goes to whoever started this process, who asks a server).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.errors import CardNeedsPsam
from drivers.protocols import ReadingAids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from drivers.protocols import (
        CardAuthority,
        CardChannel,
        CardReader,
        HolderAnswer,
        HolderQuestion,
        PhotoDecoder,
    )

__all__ = ["aids_for"]


def aids_for(
    options: Mapping[str, str], reader: CardReader, ask: Callable[[HolderQuestion], HolderAnswer | None] | None = None
) -> ReadingAids:
    """Return the aids that the options name; `ask` brings a question to the HSM and its answer back, None for none."""
    return ReadingAids(
        authority=_authority(options, reader, ask),
        photos=_photos(options.get("wlt", "")),
        trust=options.get("trust", ""),
    )


def _authority(
    options: Mapping[str, str], reader: CardReader, ask: Callable[[HolderQuestion], HolderAnswer | None] | None
) -> CardAuthority | None:
    if options.get("hsm") and ask is not None:
        return _Asked(ask)
    slot: Callable[[], AbstractContextManager[CardChannel]] | None = getattr(reader, "psam", None)
    if slot is not None and (options.get("psam") or options.get("psam_atr")):
        from drivers.readers.psam import PsamAuthority  # noqa: PLC0415 - most terminals have none

        return PsamAuthority(slot)
    return None


def _photos(library: str) -> PhotoDecoder | None:
    if not library:
        return None
    from drivers.readers.wlt import WltDecoder  # noqa: PLC0415 - most terminals have none

    return WltDecoder(library)


class _Asked:
    """Fits CardAuthority: somebody else asks the HSM."""

    def __init__(self, ask: Callable[[HolderQuestion], HolderAnswer | None]) -> None:
        self._ask = ask

    def answer(self, question: HolderQuestion) -> HolderAnswer:
        """Pass the question on. Raises CardNeedsPsam when no answer comes."""
        answer = self._ask(question)
        if answer is None:
            raise CardNeedsPsam("the HSM gave no answer")
        return answer
