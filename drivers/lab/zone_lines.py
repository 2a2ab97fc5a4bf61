"""The lines of the machine readable zones of the lab's travel documents.

Written for the lab alone, so that reading them proves something: the product reads them with code of its own. The
Chinese travel cards have no published standard; their columns are those that readers in the field expect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from drivers.lab.people import Person

__all__ = ["check_digit", "chip_lines", "information", "nibbles", "one_line", "passport_lines", "three_lines"]

_LINE = 30
_CENTURIES = {18: "A", 19: "B", 20: "C"}
_CARD_LETTERS, _NAME_LETTERS, _PINYIN_LETTERS = 16, 12, 18
_NIBBLES = str.maketrans("0123456789abcdef", "ABCDEFGHIJKLMNOP")


def check_digit(text: str) -> str:
    """Compute the check digit of a part of a machine readable zone (9303-3 §4.9)."""
    values = (0 if letter == "<" else int(letter, 36) for letter in text)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def nibbles(name: str, most: int) -> str:
    """Spell a Chinese name in the letters A to P, one for each half byte of GB 18030: 证 is D6A4 and thus NGKE.

    Characters without a two-byte code, and those beyond `most` letters, are left out, as on the cards.
    """
    codes = (character.encode("gb18030") for character in name)
    spelled = "".join(code.hex().translate(_NIBBLES) for code in codes if len(code) == 2)
    return spelled[: most // 4 * 4]


def passport_lines(holder: Person, number: str, expires: dt.date) -> tuple[str, str]:
    """Make the two lines of a passport (9303-4 §4.2)."""
    first = "P<UTO" + _name(holder)
    number_part, birth, expiry = (_checked(part) for part in (number, _date(holder.birth), _date(expires)))
    optional = "<" * 14 + "0"
    overall = check_digit(number_part + birth + expiry + optional)
    return _filled(first, 44), f"{number_part}UTO{birth}{_sex(holder)}{expiry}{optional}{overall}"


def three_lines(code: str, holder: Person, number: str, expires: dt.date, personal: str) -> tuple[str, str, str]:
    """Make the lines of CR or CT, columns from 0.

    First line: number 2, times renewed 12, expiry 15, sex 22, birth 23, all but sex with their check digits.
    Second line: Chinese name in letters 0, A or B 16 (whole or cut), century of birth 18 (A is 18, B 19, C 20), number
    of the home identity card 19, check digit 29 over all the parts that have one (and the home number of CT).
    """
    numbers = _checked(_filled(number, 9)) + _checked("00") + _checked(_date(expires))
    birth = _checked(_date(holder.birth))
    home = _checked(_filled(personal, 9)) if code == "CR" else _filled(personal, 10)
    name = nibbles(holder.name, _CARD_LETTERS)
    cut = "A" if len(name) == 4 * len(holder.name) else "B"
    second = f"{_filled(name, _CARD_LETTERS)}{cut}<{_CENTURIES[holder.birth.year // 100]}{home}"
    overall = check_digit(numbers + birth + home)
    third = _filled(_name(holder), _LINE) if code == "CR" else _filled(_name(holder), 26) + "0101"
    return f"{code}{numbers}{_sex(holder)}{birth}", second + overall, third


def one_line(code: str, holder: Person, number: str, expires: dt.date) -> str:
    """Make the line of CS or CD, columns from 0.

    Number 2, expiry 13, birth 21, each with its check digit, and 29 the check digit over the three.
    """
    parts = [_checked(text) for text in (number, _date(expires), _date(holder.birth))]
    return code + "<".join(parts) + "<" + check_digit("".join(parts))


def chip_lines(holder: Person) -> str:
    """Make what the chips of CS and CD add: Chinese name in letters 30, pinyin 42, sex 60, place of birth 68."""
    pinyin = _filled(_name(holder), _PINYIN_LETTERS)
    name = _filled(nibbles(holder.name, _NAME_LETTERS), _NAME_LETTERS)
    return _filled(f"{name}{pinyin}{_sex(holder)}<<<<<<<999", 2 * _LINE)


def information(number: str, birth: dt.date, expires: dt.date) -> str:
    """Make the MRZ information: number, birth and expiry, each with its check digit (9303-11 §4.3.2)."""
    return _checked(_filled(number, 9)) + _checked(_date(birth)) + _checked(_date(expires))


def _name(holder: Person) -> str:
    family, given = holder.latin_name.split(" ", 1)
    return f"{family}<<{given.replace(' ', '<')}"


def _sex(holder: Person) -> str:
    return {"1": "M", "2": "F"}.get(holder.sex, "<")


def _date(day: dt.date) -> str:
    return f"{day:%y%m%d}"


def _checked(text: str) -> str:
    return text + check_digit(text)


def _filled(text: str, size: int) -> str:
    return text[:size].ljust(size, "<")
