"""Launcher: `streamlit run app.py`, `python app.py` or `uvicorn app:app`."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import catalog
from pages.ui.lab import api as lab_api
from pages.ui.race import api as race_api
from pages.ui.server import assets, configuration, security, warmup

ROOT = Path(__file__).resolve().parent


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    """First what the first visitors will ask for; then, while they look, what others may."""
    configuration.keep_compiled()
    configuration.send_at_once()
    await asyncio.gather(asyncio.to_thread(warmup.first), assets.prepare())
    gc.collect()
    gc.freeze()
    stop = threading.Event()
    rest = threading.Thread(target=warmup.rest, args=(stop.is_set,))
    rest.start()
    yield
    stop.set()
    lab_api.stop_all()
    rest.join()


app = st.App(
    ROOT / "pages" / "ui" / "main.py",
    lifespan=ready,
    routes=[*assets.ROUTES, *catalog.ROUTES, *race_api.ROUTES, *lab_api.ROUTES],
    middleware=[
        Middleware(security.Guard, frame_ancestors=security.frame_ancestors()),
        Middleware(assets.StreamlitCompressed),
    ],
)

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        app.run(config=configuration.address())
