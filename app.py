"""Launcher: `streamlit run app.py`, `python app.py` or `uvicorn app:app`."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import doors, foreseen, guard, lab_doors, launch, serving

ROOT = Path(__file__).resolve().parent


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    """First what the first visitors will ask for; then, while they look, what others may."""
    launch.keep_compiled()
    launch.send_at_once()
    await asyncio.gather(asyncio.to_thread(foreseen.first), serving.prepare())
    gc.collect()
    gc.freeze()
    stop = threading.Event()
    rest = threading.Thread(target=foreseen.rest, args=(stop.is_set,))
    rest.start()
    yield
    stop.set()
    lab_doors.stop_all()
    rest.join()


app = st.App(
    ROOT / "pages" / "ui" / "main.py",
    lifespan=ready,
    routes=[*serving.ROUTES, *doors.ROUTES, *lab_doors.ROUTES],
    middleware=[
        Middleware(guard.Guard, frame_ancestors=guard.frame_ancestors()),
        Middleware(serving.StreamlitCompressed),
    ],
)

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        app.run(config=launch.address())
