"""However it is started: where it listens, what it says, what it keeps."""

import json
import os
import re
import socket
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from pages.ui.server import assets, configuration, listening
from tests.helpers.server import ROOT, Server, ask

MODULE = assets.asset(next(name for name in assets.files() if name.endswith(".js")))


def test_health(server: Server) -> None:
    answer, body = ask(server, "/api/health")
    assert answer.status == 200
    told = json.loads(body)
    assert told["ok"] is True
    assert told["memory_mb"] is None or 100 < told["memory_mb"] < 4000
    assert {"sockets", "trainings", "lab_sockets", "warmed_up"} <= told.keys()


@pytest.mark.parametrize(
    ("command", "warm_up"),
    [(("streamlit", "run", "app.py"), "0"), (("uvicorn", "app:app", "--port={}"), "")],
    ids=["streamlit run", "uvicorn"],
)
def test_the_other_ways_to_start_it(tmp_path: Path, command: tuple[str, ...], warm_up: str) -> None:
    """And whether it compiles ahead, which nobody can do at once."""
    server = Server(tmp_path / "log", WARM_UP=warm_up)
    server.command = ("-m", *(word.format(server.port) for word in command))
    server.start()
    try:
        answer, _ = ask(server, "/race")
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert json.loads(ask(server, "/api/health")[1])["warmed_up"] == (warm_up == "0")
        assert ask(server, MODULE)[0].status == 200
    finally:
        if not warm_up:
            server.process.kill()  # it would compile on until it is
        server.stop()
    assert "Traceback" not in server.log.read_text()


def test_an_address_that_is_no_use_is_explained_in_one_line(server: Server) -> None:
    for environment in ({"PORT": str(server.port)}, {"PORT": "0x50"}, {"HOST": "203.0.113.7"}):
        started = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT, env=os.environ | {"HOST": "127.0.0.1"} | environment,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert started.returncode == 1
        assert re.fullmatch(r"(Cannot listen on|PORT is) .*\n", started.stderr), started.stderr


def test_streamlit_s_environment_counts_however_it_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ENABLE_CORS", "false")
    monkeypatch.setenv("STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS", "https://a.example https://b")
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "optimizers")
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "Streamlit reads it by itself")
    told = configuration.settings()
    assert told["server.enableCORS"] is False
    assert told["server.corsAllowedOrigins"] == ["https://a.example", "https://b"]
    assert told["server.baseUrlPath"] == "optimizers" and "server.cookieSecret" not in told
    monkeypatch.setenv("STREAMLIT_SERVER_ENABLE_CORS", "perhaps")
    with pytest.raises(SystemExit, match="STREAMLIT_SERVER_ENABLE_CORS is bool"):
        configuration.settings()


@pytest.mark.parametrize("fault", ["ImportError", "RuntimeError"])
def test_where_jax_does_not_start_one_line_says_so(tmp_path: Path, fault: str) -> None:
    (tmp_path / "jax.py").write_text(f"raise {fault}('no AVX here\\nand more')")
    started = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert started.returncode == 1
    assert re.fullmatch(r"JAX does not start: no AVX here\. .*\n", started.stderr)


def test_the_address_for_a_class_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", str(port))
    settings = configuration.address()
    assert settings["server.address"] == "0.0.0.0" and settings["server.port"] == port
    said = re.fullmatch(r"The class opens http://(.+):(\d+)\n", capsys.readouterr().out)
    assert said and said[1] not in ("0.0.0.0", "localhost") and int(said[2]) == port


@pytest.mark.parametrize("writable", [True, False])
def test_compiled_programs_are_kept_where_that_is_possible(tmp_path: Path, writable: bool) -> None:
    home = tmp_path / "home"
    home.mkdir() if writable else home.touch()
    script = (
        "import jax; jax.jit(lambda x: x * 2)(1.0)\n"
        "from pages.ui.server import configuration; configuration.keep_compiled(); "
        "jax.jit(lambda x: x * 3)(1.0)"
    )
    subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", script],
        cwd=ROOT, env=os.environ | {"XDG_CACHE_HOME": str(home), "HOME": str(home)},
        timeout=120, check=True,
    )  # fmt: skip
    assert bool(list(home.rglob("*-cache"))) == writable


def test_what_is_accepted_sends_at_once() -> None:
    kept = [weakref.proxy(set())]  # as elsewhere in the process: it refers to nothing any more
    with socket.socket() as ours:  # as Streamlit makes it, its protocol unnamed
        ours.bind(("127.0.0.1", 0))
        ours.listen()
        listening.send_at_once()
        with socket.create_connection(ours.getsockname()), ours.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert len(kept) == 1
