"""A server like ours with nothing but a bare page (`bare_page`): `python -m benchmarks.bare`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from pages.ui.server import configuration, listening


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    listening.send_at_once()
    yield


app = st.App(Path(__file__).with_name("bare_page.py"), lifespan=ready)

if __name__ == "__main__":
    app.run(config=configuration.address())
