"""Decimal numbers in few characters of a link: each as its difference from the one before.

`p1` and base64 VLQ, as source maps have it, in the letters of base64url: of the numbers times ten
to the number of decimals, here 1. A year of temperatures in tenths of a degree takes two letters a
day.
"""

from collections.abc import Iterator, Sequence

MARK = "p"  # no number begins with it
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MAX_DECIMALS = 9
LARGEST = 2**53  # up to here whole numbers are exact


def packed(numbers: Sequence[float]) -> str | None:
    """Exactly these numbers, as text; None where one has too many digits."""
    parts = list(_parts(numbers))
    return "".join(parts) if parts else None


def fitting(numbers: Sequence[float], room: int) -> int:
    """How many of them, from the first on, have room in so many characters: none may have."""
    count, length = -1, 0  # of the parts the first is the mark
    for part in _parts(numbers):
        length += len(part)
        if length > room:
            break
        count += 1
    return max(count, 0)


def _parts(numbers: Sequence[float]) -> Iterator[str]:
    for decimals in range(MAX_DECIMALS + 1):
        scale = 10**decimals
        whole = [round(number * scale) for number in numbers]
        if max(map(abs, whole), default=0) >= LARGEST:
            return
        if all(value / scale == number for value, number in zip(whole, numbers, strict=True)):
            yield f"{MARK}{decimals}"
            yield from (_letters(b - a) for a, b in zip([0, *whole], whole, strict=False))
            return


def _letters(value: int) -> str:
    rest, text = abs(value) << 1 | (value < 0), ""
    while True:
        rest, low = rest >> 5, rest & 31
        text += LETTERS[low | 32 if rest else low]
        if not rest:
            return text


def unpacked(text: str) -> tuple[float, ...] | None:
    """The numbers; None for what `packed` would not write."""
    if text[:1] != MARK or not text[1:2].isdecimal():
        return None
    scale = 10 ** int(text[1])
    numbers, total, value, shift = [], 0, 0, 0
    for letter in text[2:]:
        digit = LETTERS.find(letter)
        if digit < 0 or shift > 55:
            return None
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            total += -(value >> 1) if value & 1 else value >> 1
            if abs(total) >= LARGEST:
                return None
            numbers.append(total / scale)
            value = shift = 0
    return tuple(numbers) if not shift else None
