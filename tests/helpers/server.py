"""The app in a process of its own, as it is run by hand."""

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
STARTUP = 120  # seconds to compile what is foreseen, on a slow machine with nothing kept yet
WARM_UP = 600  # seconds for all else


class Server:
    """The app as it is run by hand, on a port of its own; `str(server)` is its address."""

    command: tuple[str, ...] = ("app.py",)  # what Python runs
    health = "/api/health"

    def __init__(self, log: Path, **environment: str) -> None:
        self.log = log
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        host, port = "127.0.0.1", str(self.port)
        ours = {"HOST": host, "PORT": port}
        streamlits = {"STREAMLIT_SERVER_ADDRESS": host, "STREAMLIT_SERVER_PORT": port}
        self.environment = os.environ | ours | streamlits | environment

    def __str__(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT, env=self.environment, stdout=out, stderr=out,
            )  # fmt: skip
        until = time.monotonic() + STARTUP
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self}{self.health}", timeout=5) as answer:
                    assert answer.status == 200
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def await_warm_up(self) -> None:
        """Returns when it has compiled all that it means to, so that figures are not disturbed."""
        until = time.monotonic() + WARM_UP
        while time.monotonic() < until:
            with urlopen(f"{self}{self.health}", timeout=5) as answer:
                if json.load(answer)["warmed_up"]:
                    return
            time.sleep(0.5)
        raise RuntimeError(f"Not warmed up within {WARM_UP} s:\n{self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        """Asked first, and by force if that takes long."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def restart(self) -> None:
        """The same address, a new process that knows nobody."""
        self.stop()
        self.start()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer as it travels: no redirect followed, nothing decoded, the path as it is given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Accept-Encoding": "identity"} | fields)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own, as Playwright's loop is running in this one."""
    with ThreadPoolExecutor() as pool:
        return pool.submit(asyncio.run, work).result()
