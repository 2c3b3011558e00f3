"""How often something may happen."""


class Throttle:
    """`burst` at once, then `rate` a second."""

    def __init__(self, now: float, rate: float, burst: int) -> None:
        self._between, self._credit = 1 / rate, burst / rate
        self._next = now - self._credit  # when the next is due, at this rate

    def wait(self, now: float) -> float:
        """The seconds for which the next is to wait. It is counted."""
        due = max(self._next, now - self._credit)
        self._next = due + self._between
        return max(self._next - now, 0.0)
