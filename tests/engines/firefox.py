"""Firefox, driven from outside."""

import json
import re
import time
from typing import Any

from websockets.sync.client import connect

from tests.engines.browser import HEIGHT, START, WIDTH, Browser
from tests.engines.installed import firefox

PREFERENCES = {  # it asks for nothing but our pages
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
