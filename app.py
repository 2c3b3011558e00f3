"""Launcher: `streamlit run app.py`, `python app.py` or `uvicorn app:app`."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import doors, guard, launch, serving

ROOT = Path(__file__).resolve().parent


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    """Before the first visitor: compile what is foreseen, compress what everyone loads."""
    launch.keep_compiled()
    await asyncio.gather(asyncio.to_thread(doors.warm), serving.compressed(serving.PLOTLY_FILE))
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    ROOT / "pages" / "ui" / "main.py",
    lifespan=ready,
    routes=[*serving.ROUTES, *doors.ROUTES],
    middleware=[
        Middleware(guard.Guard, frame_ancestors=guard.frame_ancestors()),
        Middleware(serving.StreamlitCompressed),
    ],
)

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        app.run(config=launch.address())
