"""Why a file cannot be had: what is wrong with a mirror, a folder, or the way to it."""

import ssl
from functools import lru_cache
from typing import Literal, get_args

import certifi

# From what explains the most: a mirror that could not be reached says little beside one that
# answered with a certificate that nobody trusts.
Reason = Literal["certificate", "disk", "answer", "network"]


class Fault(Exception):
    """What is wrong with a file or a mirror."""

    def __init__(self, message: str, reason: Reason = "answer") -> None:
        super().__init__(message)
        self.reason = reason


class Unavailable(Exception):
    """No place has it. The message lists the places, each with its fault."""

    def __init__(self, message: str, *reasons: Reason) -> None:
        super().__init__(message)
        self.reason: Reason = min(reasons, key=get_args(Reason).index, default="network")


def connecting(error: Exception) -> Fault:
    """What is wrong where a connection fails with this error."""
    cause = getattr(error, "reason", error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Fault(cause.verify_message, "certificate")
    return Fault(str(error) or type(error).__name__, "network")


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Whom the system trusts, and whom browsers do: some systems have no list of their own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
