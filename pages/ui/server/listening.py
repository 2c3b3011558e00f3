"""The server that listens, set as we need it, whoever has started it."""

import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from types import FrameType

import uvicorn

from pages.ui.server import connection_limits

FILES = 65_536  # a socket is one
LAST_WORDS = 3  # seconds that answers under way get when the server ends
END = 4.0  # seconds after which it ends, whoever still holds it up
UNREAD = 60  # seconds after which who reads nothing of what is sent, or is not there, is cut off
PER_MINUTE = 1  # lines of one kind in the log, ...
KIND = 40  # ... which begin alike
SWITCH = 0.0005  # seconds after which a thread that computes lets another have the interpreter


def max_message() -> int:
    """The largest message of a socket, in bytes, from `MAX_MESSAGE`.

    The largest of ours carries a link twice, of 16,000 characters at most and mostly of 100.
    """
    told = os.environ.get("MAX_MESSAGE") or "65536"
    if not (told.isascii() and told.isdigit() and int(told) >= 4096):
        sys.exit(f"MAX_MESSAGE is a number of bytes from 4096, not {told!r}.")
    return int(told)


def limit_server() -> None:
    """Before the first visitor comes; the server looks at its settings at each connection."""
    _allow_files()
    for name in ("asyncio", *logging.root.manager.loggerDict):  # each, as none inherits filters
        logging.getLogger(name).addFilter(Sparing())
    for config in (thing for thing in gc.get_objects() if type(thing) is uvicorn.Config):
        config.ws_max_size = max_message()
        config.timeout_graceful_shutdown = LAST_WORDS
        config.http_protocol_class = connection_limits.impatient(config.http_protocol_class)
        if config.ws_protocol_class:
            config.ws_protocol_class = connection_limits.sparing(config.ws_protocol_class)


def share_interpreter() -> None:
    """No thread that computes keeps it for long from those that only want to send something.

    Whoever sends some bytes gives the interpreter up, and has it back when another thread lets it
    go. A run of a script does so a dozen times, so does each answer; at 5 ms, as is usual, they
    wait for most of their time.
    """
    sys.setswitchinterval(SWITCH)


def end_in_time(seconds: float = END) -> None:
    """After SIGTERM the process is given so long: where thousands ask on, it would take more.

    The server listens to the signal already; what is on disk is written whole or found broken.
    """
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        return

    told = threading.Event()

    def wait() -> None:
        told.wait()
        time.sleep(seconds)
        os._exit(128 + signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        told.set()
        before(number, frame)

    # There from the start: where memory is short, none can be started in the end.
    threading.Thread(target=wait, name="end", daemon=True).start()
    signal.signal(signal.SIGTERM, end)


def send_at_once() -> None:
    """Every connection to come sends small messages without waiting: it is 40 ms for each.

    asyncio sees to that where a socket names its protocol, and the one that Streamlit listens on
    does not. What is accepted inherits the settings. Whoever does not read is cut off, too.
    """
    # By type: `isinstance` would ask each object, and a dead weak reference raises.
    sockets = [thing for thing in gc.get_objects() if issubclass(type(thing), socket.socket)]
    for there in filter(_listens, sockets):
        with suppress(OSError):  # somebody else's, closed meanwhile
            there.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if sys.platform == "linux":
            with suppress(OSError):
                there.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD * 1000)


def _listens(there: socket.socket) -> bool:
    if there.fileno() < 0 or there.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return bool(there.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def _allow_files() -> None:
    """As many open files as the system lets us have, to `FILES`."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Sparing(logging.Filter):
    """Lets through `PER_MINUTE` lines of a kind a minute: a flood is none in the log."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, int] = {}  # by kind, of this minute
        self._minute = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is told."""
        fault = record.exc_info[0] if record.exc_info else None
        kind, minute = f"{fault} {str(record.msg)[:KIND]}", int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        return count <= PER_MINUTE
