"""A browser that is driven from outside, and the display on which its window stands."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1280, 800
START = 30  # seconds for an engine to start, on a slow machine


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
    """A window; a script is a JavaScript function. How an engine is driven, its subclass says."""

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
