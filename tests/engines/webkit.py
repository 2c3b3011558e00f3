"""WebKit, driven from outside."""

import json
import socket
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.engines.browser import HEIGHT, START, WIDTH, Browser
from tests.engines.installed import mini_browser


class WebKit(Browser):
    """By its driver, over HTTP."""

    session = ""

    def start(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.launch("WebKitWebDriver", f"--port={port}")
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"binary": mini_browser(), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        until = time.monotonic() + START
        while not self.session:
            try:
                self.session = self.ask("", capabilities=wanted)["sessionId"]
            except URLError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        self.ask("/window/rect", width=WIDTH, height=HEIGHT)
        self.ask("/timeouts", script=60_000, pageLoad=60_000)

    def ask(self, command: str, method: str = "POST", **params: Any) -> Any:
        address = f"{self.address}/{self.session}{command}" if self.session else self.address
        body = json.dumps(params).encode() if method == "POST" else None
        asked = Request(address, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(asked, timeout=70) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(f"{command}: {error.read().decode()[:2000]}") from None

    def navigate(self, url: str) -> None:
        self.ask("/url", url=url)

    def evaluate(self, expression: str) -> str:
        script = (
            "const done = arguments[arguments.length - 1];"
            f"({expression}).then((told) => done([told]), (error) => done([null, String(error)]));"
        )
        told, *failed = self.ask("/execute/async", script=script, args=[])
        if failed:
            raise RuntimeError(failed[0])
        return str(told)

    def perform(self, source: dict[str, Any]) -> None:
        self.ask("/actions", actions=[source])

    def traverse(self, by: int) -> None:
        for _ in range(abs(by)):
            self.ask("/back" if by < 0 else "/forward")

    def close(self) -> None:
        if self.session:
            self.ask("", method="DELETE")
        super().close()
