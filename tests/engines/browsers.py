"""Firefox and WebKit, driven by the protocols that they come with."""

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from websockets.sync.client import connect

from tests.engines.installed import firefox, mini_browser

WIDTH, HEIGHT = 1280, 800
START = 30  # seconds for an engine to start, on a slow machine
PREFERENCES = {  # of Firefox: it asks for nothing but our pages
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "toolkit.telemetry.enabled": False,
    "webgl.force-enabled": True,
}
# What goes wrong in a page, from before its first script on.
WATCH = """() => {
  window.troubles = [];
  const trouble = (text) => window.troubles.push(String(text));
  addEventListener("error", ({ message }) => trouble(message));
  addEventListener("unhandledrejection", ({ reason }) => trouble(reason));
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) =>
    trouble(`${effectiveDirective} blocks ${blockedURI}`));
}"""


class Screen:
    """A display that nobody sees: without one there is no WebKit, and Firefox has no WebGL."""

    def __init__(self) -> None:
        read, write = os.pipe()
        size = f"{WIDTH + 40}x{HEIGHT + 200}x24"
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = f":{pipe.readline().strip()}"

    def close(self) -> None:
        end(self.process)


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Browser:
    """A window; a script is a JavaScript function. What differs between engines stands below."""

    def __init__(self, display: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="engine-"))
        self.log = self.folder / "log"
        self.opened = ExitStack()
        own = {"DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1", "HOME": str(self.folder)}
        self.environment = os.environ | own | {"LANG": "C", "LC_ALL": "C"}
        self.process: subprocess.Popen | None = None
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        raise NotImplementedError

    def goto(self, url: str) -> None:
        """Returns in the new document.

        Firefox also calls a visit complete where the page that is left writes to its history.
        """
        self.run("() => { window.isLeft = true; }")
        self.navigate(url)
        until = time.monotonic() + START
        while not self._arrived():
            assert time.monotonic() < until, f"not within {START} s: {url}"
            time.sleep(0.02)

    def _arrived(self) -> bool:
        try:
            return bool(self.run("() => !window.isLeft && document.readyState === 'complete'"))
        except RuntimeError:  # between two documents there is none to ask
            return False

    def navigate(self, url: str) -> None:
        raise NotImplementedError

    def evaluate(self, expression: str) -> str:
        """What the promise that is `expression` gives."""
        raise NotImplementedError

    def perform(self, source: dict[str, Any]) -> None:
        """The W3C's actions of one source."""
        raise NotImplementedError

    def traverse(self, by: int) -> None:
        """Back and forward in the history."""
        raise NotImplementedError

    def run(self, script: str, *values: Any) -> Any:
        given = ", ".join(map(json.dumps, values))
        return json.loads(
            self.evaluate(f"(async () => JSON.stringify((await ({script})({given})) ?? null))()")
        )

    def launch(self, *command: str) -> None:
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL
            )

    def close(self) -> None:
        self.opened.close()
        if self.process:
            end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


class Firefox(Browser):
    """By WebDriver BiDi, which it speaks itself."""

    def start(self) -> None:
        settings = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (self.folder / "user.js").write_text("\n".join(settings))
        self.launch(
            str(firefox()), "--no-remote", f"--width={WIDTH}", f"--height={HEIGHT}",
            "--profile", str(self.folder), "--remote-debugging-port", "0", "about:blank",
        )  # fmt: skip
        address = f"{self._address()}/session"
        self.socket = self.opened.enter_context(connect(address, max_size=None, open_timeout=START))
        self.count = 0
        self.ask("session.new", capabilities={})
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        viewport = {"width": WIDTH, "height": HEIGHT}
        self.ask("browsingContext.setViewport", context=self.context, viewport=viewport)
        self.ask("script.addPreloadScript", functionDeclaration=WATCH)

    def _address(self) -> str:
        until = time.monotonic() + START
        while time.monotonic() < until:
            log = self.log.read_text(errors="replace")
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log):
                return found[1]
            time.sleep(0.1)
        raise OSError(f"Firefox did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        answer: dict[str, Any] = {}
        while answer.get("id") != self.count:  # events come between
            answer = json.loads(self.socket.recv(timeout=60))
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def navigate(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression: str) -> str:
        target = {"context": self.context}
        told = self.ask("script.evaluate", expression=expression, awaitPromise=True, target=target)
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return str(told["result"]["value"])

    def perform(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self.context, actions=[source])

    def traverse(self, by: int) -> None:
        self.ask("browsingContext.traverseHistory", context=self.context, delta=by)


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
