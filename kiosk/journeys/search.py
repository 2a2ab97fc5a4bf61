"""Finding a service item by what people say: its name, plain and dialect words, pinyin initials (F29).

Only items of the catalogue come back, never anything made up. Han text is compared by pairs of characters, rare pairs
counting more (an inverse document frequency); a keyword inside the query counts as a whole. Latin letters are read as
initials or sounds. What names nothing that way is heard: pairs of sounds, so that 工积金 and 高令 find what was meant,
and last the single characters of names.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from config.search_words import load_search_words, load_sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from config.schema import ServiceItem

__all__ = ["SearchIndex"]

HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
NAME, KEYWORD, TEXT = 5.0, 6.0, 1.0
WHOLE: Final = 8.0  # for each character of a keyword that stands in the query
PLAIN: Final = frozenset("的人本上下大小不一二三证明办事理查打开件交年月日")  # in every name, or in every sentence
HEARD: Final = 10.0  # letters beside Han text, as in gjj证明
SHORTEST: Final = 2
LATIN: Final = re.compile("[a-z]+")
AROUND: Final = 0.25  # wfzm within yfwfzm: what is typed says more than a name does
SUBSEQUENCE: Final = 0.3  # sdf within sdrqjf: fewer letters, in their order
LEAST: Final = 0.2  # of the best: what is much farther away has nothing to do with it


@dataclass(slots=True)
class _Entry:
    item: ServiceItem
    pairs: dict[str, float] = field(default_factory=dict)
    keywords: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    heard: frozenset[tuple[str, str]] = frozenset()
    letters: frozenset[str] = frozenset()


class SearchIndex:
    """An index over the items of one catalogue, built once; each query costs about a millisecond."""

    def __init__(self, items: Iterable[ServiceItem]) -> None:
        self._words = load_search_words()
        self._entries = [self._entry(item) for item in items]
        seen = Counter(pair for entry in self._entries for pair in entry.pairs)
        count = len(self._entries)
        self._rarity = {pair: math.log(1 + count / number) for pair, number in seen.items()}

    def find(self, text: str, limit: int = 6) -> tuple[ServiceItem, ...]:
        """Return the items that answer to the text, the nearest first; nothing for a text that asks nothing."""
        spoken = self._plain(text)
        if not spoken:
            return ()
        scored: list[tuple[float, int]] = []
        best = 0.0
        for measure in (self._score, self._sounding, self._sharing):
            scored = [(measure(entry, spoken), place) for place, entry in enumerate(self._entries)]
            best = max((score for score, _ in scored), default=0.0)
            if best > 0:
                break
        near = sorted((-score, place) for score, place in scored if score > 0 and score >= best * LEAST)
        return tuple(self._entries[place].item for _, place in near[:limit])

    def _score(self, entry: _Entry, spoken: str) -> float:
        if not HAN.search(spoken):
            return self._heard(entry, spoken)
        whole = sum(len(word) * WHOLE for word in entry.keywords if word in spoken)
        inside = sum(len(spoken) * WHOLE for word in entry.keywords if len(spoken) > 1 and spoken in word)
        pairs = sum(weight * self._rarity[pair] for pair, weight in entry.pairs.items() if pair in spoken)
        latin = [word for word in LATIN.findall(spoken) if len(word) > 1]
        heard = sum(self._heard(entry, word) for word in latin) * HEARD
        return whole + inside + pairs + heard

    def _sounding(self, entry: _Entry, spoken: str) -> float:
        """Count the pairs of sounds that a name shares with the query."""
        return float(len(entry.heard & set(pairwise(_syllables(spoken)))))

    def _sharing(self, entry: _Entry, spoken: str) -> float:
        """Count the characters of names in the query, the rare ones more; a single one of many names nothing."""
        shared = entry.letters & set(spoken)
        if len(shared) * 2 < len(set(spoken)):
            return 0.0
        return sum(1 / sum(one in other.letters for other in self._entries) for one in shared)

    @staticmethod
    def _heard(entry: _Entry, spoken: str) -> float:
        """Compare letters with initials and sounds: the more of a word they cover, the nearer."""
        fitting = [len(spoken) / len(sound) for sound in entry.sounds if sound.startswith(spoken)]
        within = [len(spoken) / len(sound) / 2 for sound in entry.sounds if len(spoken) > 1 and spoken in sound]
        around = [
            len(sound) / len(spoken) * AROUND
            for sound in entry.sounds
            if len(sound) > SHORTEST and len(set(sound)) > 1 and sound in spoken
        ]
        apart = [
            len(spoken) / len(sound) * SUBSEQUENCE
            for sound in entry.sounds
            if len(spoken) > SHORTEST and sound[0] == spoken[0] and _within(spoken, sound)
        ]
        return max((*fitting, *within, *around, *apart), default=0.0)

    def _entry(self, item: ServiceItem) -> _Entry:
        entry = _Entry(item)
        names = [item.short_name, item.task_name, *item.results, *(member.name for member in item.members)]
        spoken = [word for word in item.keywords if HAN.search(word)]
        entry.keywords = frozenset(word for word in map(self._plain, [*spoken, item.short_name]) if len(word) > 1)
        for texts, weight in ((names, NAME), (spoken, KEYWORD), (_guide(item), TEXT)):
            for text in texts:
                for pair in _pairs(self._plain(text)):
                    entry.pairs[pair] = max(entry.pairs.get(pair, 0.0), weight)
        letters = {word.casefold() for word in item.keywords if not HAN.search(word)}
        english = {word for name in (item.task_name_en, item.short_name_en) for word in name.casefold().split()}
        sounds = {sound for name in [*names, *spoken, item.category] for sound in _sounds(name)}
        entry.sounds = frozenset(letters | english | sounds)
        named = [self._plain(name) for name in [*names, *spoken]]
        entry.heard = frozenset(pair for name in named for pair in pairwise(_syllables(name)))
        entry.letters = frozenset(character for name in named for character in name if HAN.match(character)) - PLAIN
        return entry

    def _plain(self, text: str) -> str:
        """Return the text in a guide's words, without what says nothing."""
        kept = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
        for spoken, written in self._words.said:
            kept = kept.replace(spoken, written)
        for word in self._words.dropped:
            shorter = kept.replace(word, "")
            kept = shorter or kept
        return kept


def _guide(item: ServiceItem) -> Iterator[str]:
    yield item.category
    yield item.task_name_en
    yield from (condition.text for condition in item.conditions)
    yield from (material.short_name for material in item.materials)
    yield from item.common_errors
    yield from item.next_steps
    if item.guide:
        for line in (item.guide.who, item.guide.time, item.guide.bring, item.guide.get):
            yield from line


def _pairs(text: str) -> Iterator[str]:
    yield from ("".join(pair) for pair in pairwise(text))


def _syllables(text: str) -> list[str]:
    """Return how each character of GB 2312 in a text sounds."""
    known = load_sounds()
    return [known[character] for character in text if character in known]


def _within(part: str, whole: str) -> bool:
    """Whether the letters of `part` stand in `whole` in their order."""
    rest = iter(whole)
    return all(letter in rest for letter in part)


def _sounds(name: str) -> Iterator[str]:
    """Yield initials and sounds of a name and of every ending of it that begins with a character."""
    syllables = _syllables(name)
    for start in range(len(syllables)):
        yield "".join(syllable[0] for syllable in syllables[start:])
        yield "".join(syllables[start:])
