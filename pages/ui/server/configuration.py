"""Before the first visitor: where to listen, and what is kept from one start to the next."""

import os
import platform
import socket
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
from jax.experimental.compilation_cache import compilation_cache
from platformdirs import user_cache_path
from streamlit import config

from pages.ui.server import compiled_files

EVERYWHERE = ("0.0.0.0", "::")
_YES_OR_NO = {"true": True, "false": False, "1": True, "0": False}
_READ: dict[type, Callable[[str], Any]] = {
    bool: lambda value: _YES_OR_NO[value.lower()],
    int: int,
    float: float,
}


def keep_compiled() -> None:
    """Compiled programs outlive the process, in the user's cache folder, where that can be written.

    JAX's thresholds would keep none of ours: each takes less than a second to compile.
    """
    folder = cache_folder()
    if folder:
        compiled_files.remove_broken(folder)
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
        compilation_cache.reset_cache()  # JAX looks once; something may have been compiled already
        # Of a file that another process is still writing JAX complains, and compiles it as well.
        warnings.filterwarnings("ignore", category=UserWarning, module=r"jax\._src\.compiler")


def cache_folder() -> Path | None:
    """One per machine: a home may be shared by machines whose processors differ."""
    folder = user_cache_path("optimizer-visualizer") / (platform.node() or "machine")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def settings() -> dict[str, Any]:
    """Streamlit's settings from its environment variables, such as `STREAMLIT_SERVER_ENABLE_CORS`.

    `streamlit run` reads them all, an app that runs itself only those that are secret.
    """
    told = {}
    for key, option in config._config_options_template.items():  # what asks Streamlit sets them
        value = os.environ.get(option.env_var)
        if value is None or option.sensitive:
            continue
        try:
            told[key] = value.split() if option.multiple else _READ.get(option.type, str)(value)
        except (KeyError, ValueError):
            sys.exit(f"{option.env_var} is {option.type.__name__}, not {value!r}.")
    return told


def address() -> dict[str, str | int]:
    """`HOST` and `PORT` as Streamlit's settings; one line of explanation where they are no use."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8501"
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        sys.exit(f"PORT is a number from 1 to 65535, not {port!r}.")
    try:
        with socket.create_server(
            (host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        ):
            pass
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]
        sys.exit(f"Cannot listen on {host}, port {port}: {why}. Set HOST or PORT to another.")
    seen = _in_the_network() if host in EVERYWHERE else host
    if host in EVERYWHERE:
        print(f"The class opens http://{seen}:{port}", flush=True)
    return {"server.address": host, "server.port": int(port), "browser.serverAddress": seen}


def _in_the_network() -> str:
    """This machine's address for its neighbours: the one a packet to elsewhere would leave from."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # reserved for documentation; UDP, so nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()
