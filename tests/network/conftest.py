"""MNIST from mirrors that misbehave."""

import threading
from collections import Counter
from dataclasses import replace
from http.server import ThreadingHTTPServer

import pytest

from optim_core.network import dataset_specs
from optim_core.network.dataset_specs import DATASET_SPECS
from tests.helpers import idx_files
from tests.helpers.idx_files import WHICH, served
from tests.helpers.mirrors import QUICK, Mirror


@pytest.fixture(scope="module")
def mirrors():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    httpd.daemon_threads = True
    httpd.asked = Counter()
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(params=WHICH)
def mnist(request, mirrors, tmp_path, monkeypatch):
    """MNIST from these mirrors into a cache folder of its own: `mnist("cut", "good")`."""
    monkeypatch.setattr(idx_files, "which", request.param)
    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setattr(dataset_specs, "user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.setattr(dataset_specs.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    mirrors.asked.clear()

    def source(*behaviours):
        urls = tuple(f"http://127.0.0.1:{mirrors.server_port}/{each}/" for each in behaviours)
        return replace(DATASET_SPECS["mnist"], files=served()[1], mirrors=urls, pace=QUICK)

    return source
