"""Launcher: `streamlit run app.py`, `python app.py` or `uvicorn app:app`."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

try:
    import jax  # noqa: F401 - first: on a system for which there is none, one line says so
except (ImportError, RuntimeError) as error:
    why = str(error).partition("\n")[0]
    sys.exit(f"JAX does not start: {why}. The README says under “Run” where it does, and how.")
import streamlit as st
from starlette.middleware import Middleware

from pages.ui import catalog, registry, thumbnails
from pages.ui.home import HOME
from pages.ui.server import (
    answer_socket,
    assets,
    base_path,
    bodies,
    compiled_files,
    configuration,
    health,
    languages,
    listening,
    origins,
    plain_pages,
    process_memory,
    security_headers,
    socket_limits,
    streamlit_files,
    warmup,
)

ROOT = Path(__file__).resolve().parent
CACHE_LIMIT = compiled_files.limit()
process_memory.share_arenas()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """First what the first visitors will ask for; then, while they look, what others may."""
    configuration.keep_compiled()
    listening.limit_server()
    listening.share_interpreter()
    listening.end_in_time()
    listening.send_at_once()
    foreseen = registry.PAGES if warmup.WANTED else ()
    await asyncio.gather(asyncio.to_thread(warmup.first, foreseen), assets.prepare())
    process_memory.stay()
    stop = threading.Event()
    drawing = thumbnails.Drawing(foreseen)

    def warm_up() -> None:
        warmup.rest([drawing, *foreseen], stop.is_set)
        if not stop.is_set():
            process_memory.stay()

    rest = threading.Thread(target=warm_up)
    rest.start()
    tidying = asyncio.create_task(health.tidy_up(CACHE_LIMIT))
    yield
    tidying.cancel()
    stop.set()
    for page in registry.PAGES:
        page.stop()
    rest.join()


ROUTES = [
    *assets.ROUTES,
    *origins.ROUTES,
    *languages.ROUTES,
    *plain_pages.routes([HOME, *registry.PAGES]),
    *health.routes(registry.PAGES),
    *catalog.routes(registry.PAGES),
    *thumbnails.routes(registry.PAGES),
    *answer_socket.routes(registry.PAGES),
    *(route for page in registry.PAGES for route in page.routes),
]

app = st.App(
    ROOT / "pages" / "ui" / "main.py",
    lifespan=lifespan,
    routes=ROUTES,
    exception_handlers=process_memory.HANDLERS,
    middleware=[
        Middleware(bodies.InPieces),
        Middleware(
            security_headers.SecurityHeaders, frame_ancestors=security_headers.frame_ancestors()
        ),
        Middleware(base_path.WithoutBasePath),
        Middleware(bodies.NoUploads),
        Middleware(socket_limits.SocketLimits, max_message=listening.max_message()),
        Middleware(streamlit_files.StreamlitFiles, pages=[HOME, *registry.PAGES]),
        Middleware(base_path.StreamlitsBasePath, ours=ROUTES),
    ],
)

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        app.run(config=configuration.settings() | configuration.address())
