"""What tests share: a server, a browser and visitors; a count of compilations."""

import asyncio
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Response,
    sync_playwright,
)
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

import tests.environment  # noqa: F401 - first: what is imported below reads it
from optim_core import OPTIMIZERS
from tests.helpers import browser as chromium
from tests.helpers import compiled
from tests.helpers.idx_files import FOLDER
from tests.helpers.optimizers import MORE
from tests.helpers.server import Server
from tests.helpers.visitors import Visitors

Visit = Callable[..., Page]

IN_A_BROWSER = {"browser", "engine"}  # fixtures, on which all that drive one depend
OPTIMIZED = {"optimized", "alone", "mnist"}  # marks of what runs the programs that visitors run


class ErrorInLogError(AssertionError):
    """The server under test has logged what it should not: that no second try hides."""


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "cache"):  # it is there, unless pytest is told to keep nothing
        compiled.keep(Path(config.cache.mkdir("compiled")))


def optimized(item: pytest.Item) -> bool:
    return any(mark.name in OPTIMIZED for mark in item.iter_markers())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    compiled.in_haste(not optimized(item))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, a file runs in one process, and the longest begin first.

    Before all comes what needs optimized programs: others are compiled anew. What drives a browser
    and fails is tried once more, and says so.
    """
    fixtures = {item: set(getattr(item, "fixturenames", ())) for item in items}
    driving = {item.path for item in items if IN_A_BROWSER & fixtures[item]}
    lab = {path for path in driving if "_lab_" in path.name}
    served = {item.path for item in items if "server" in fixtures[item]}
    items.sort(
        key=lambda item: [
            not optimized(item), *(item.path not in each for each in (lab, driving, served))
        ]
    )  # fmt: skip
    for item in items:
        if IN_A_BROWSER & fixtures[item]:
            item.add_marker(pytest.mark.flaky(reruns=1, rerun_except=[ErrorInLogError]))


# Files that share a process: trainings of the lab take turns, and the presets of the galleries are
# compiled once to be judged and drawn.
SHARED = {
    "tests/browser/test_lab_": "lab",
    "tests/gallery/": "galleries",
    "tests/pages/test_thumbnails.py": "galleries",
}


class Together(LoadFileScheduling):
    """A file runs in one process."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((name for begin, name in SHARED.items() if file.startswith(begin)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together | None:
    return Together(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def own_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright's loop runs in this thread once there is a browser: hidden from who needs none.

    `asyncio.run` and what Streamlit and Starlette test with would refuse to run beside it.
    """
    running = asyncio._get_running_loop()
    if running is None or IN_A_BROWSER & set(request.fixturenames):
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests, whatever the network; errors in its log fail them in the end."""
    nowhere = "http://127.0.0.1:9"
    images = {"MNIST_DIR": str(FOLDER)} if FOLDER else {}
    server = Server(tmp_path_factory.mktemp("server") / "log", https_proxy=nowhere, **images)
    server.start()
    yield server
    server.stop()
    log = server.log.read_text()
    if "Traceback" in log or "Error" in log:
        raise ErrorInLogError(log)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser, server: Server) -> Visitors:
    return Visitors(browser, str(server))


@pytest.fixture
def visit(visitors: Visitors) -> Iterator[Visit]:
    """Opens a page as a new visitor: `visit("/race?surface=saddle", **chromium.PHONE)`.

    `/plain/race` is the same without Streamlit's frame, at half the cost: for what happens within a
    page. Nothing moves by itself, unless `chromium.MOTION` is asked for. What goes wrong in the
    browser fails the test, except messages that match one of `expected`. Whose window is changed,
    by a route or by a `script` that runs before those of the page, comes but `once`.
    """
    troubles: list[str] = []
    seen: list[tuple[Page, str, Callable[[Any], None]]] = []

    def visit(
        path: str = "/",
        expected: tuple[str, ...] = (),
        once: bool = False,
        script: str = "",
        **options: Any,
    ) -> Page:
        page = visitors.come(chromium.STILL | chromium.DESKTOP | options, once or bool(script))

        def trouble(text: str) -> None:
            if not any(re.search(pattern, text) for pattern in expected):
                troubles.append(f"{path}: {text[:500]}")

        def console(message: ConsoleMessage) -> None:
            if message.type == "error" and "Failed to load resource" not in message.text:
                trouble(message.text)

        def response(answer: Response) -> None:
            # Streamlit looks for its server under the page's own path first, and finds none there.
            if answer.status >= 400 and not re.search(r"/[^/]+/_stcore/", answer.url):
                trouble(f"{answer.status} {answer.url}")

        def error(what: Error) -> None:
            trouble(str(what))

        handlers = {"console": console, "pageerror": error, "response": response}
        for event, handler in handlers.items():
            page.on(event, handler)  # type: ignore[call-overload]
            seen.append((page, event, handler))
        if script:
            page.add_init_script(script)
        page.goto(path)
        chromium.wait_ready(page)
        return page

    yield visit
    for page, event, handler in seen:
        page.remove_listener(event, handler)
    visitors.go()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(visit: Visit) -> Page:
    """A visitor at a desk who has just opened the race, by itself."""
    return visit("/plain/race")


@pytest.fixture
def with_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog with the optimizers of the tests."""
    for each in MORE:
        monkeypatch.setitem(OPTIMIZERS, each.name, each)


@pytest.fixture
def compilations() -> Iterator[list[str]]:
    """The programs compiled since the test began."""
    events: list[str] = []

    def listen(event: str, duration: float, **_: Any) -> None:
        if "backend_compile" in event:
            events.append(event)

    jax.monitoring.register_event_duration_secs_listener(listen)
    yield events
    jax.monitoring.unregister_event_duration_listener(listen)
