"""The numbers that a sentence of a gallery quotes, to be held against those that are computed."""

import re


def quoted(text: str) -> list[str]:
    """The numbers in a sentence, as they are written."""
    return re.findall(r"(?<![\w.])−?\d+(?:\.\d+)?", text)


def rounded(number: float, like: str) -> str:
    """The number with as many decimals as the sentence gives."""
    return f"{number:.{len(like.partition('.')[2])}f}".replace("-", "−")
