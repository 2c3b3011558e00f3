"""What the server takes of memory after a lesson: `python -m benchmarks.memory [seconds after]`."""

import json
import sys
import tempfile
import time
from itertools import islice, product
from pathlib import Path
from urllib.request import urlopen

from websockets.sync.client import connect

from optim_core.optimizers import optimizers_for
from surfaces import SURFACES
from tests.helpers.idx_files import FOLDER
from tests.helpers.server import Server
from tests.helpers.wire import opened

RACES, TRAININGS = 250, 10
AT_MOST = 600  # MB


def main(wait: int = 65) -> None:
    """Races of every optimizer on every surface, in several ways; trainings one after another."""
    images = {"MNIST_DIR": str(FOLDER)} if FOLDER else {}
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "log", https_proxy="http://127.0.0.1:9", **images)
        server.start()
        try:
            server.await_warm_up()
            told("warmed up", server)
            names = list(optimizers_for("plane"))
            for surface, one, other in islice(product(SURFACES, names, reversed(names)), RACES):
                query = f"surface={surface}&1={one}&2={other}&steps=50&v=1"
                urlopen(f"{server}/api/race?{query}", timeout=60).read()
            told(f"{RACES} races", server)
            for number in range(TRAININGS):
                train(server, f"{number}")
            told(f"{TRAININGS} trainings", server)
            time.sleep(wait)
            rest = told(f"{wait} seconds later", server)
            print(f"{rest / AT_MOST:.2f} of {AT_MOST} MB")
        finally:
            server.stop()


def train(server: Server, seed: str) -> None:
    dataset = "mnist" if FOLDER else "digits"
    link = f"dataset={dataset}&epochs=1&layers={64 + int(seed)}&1=adam&2=momentum&v=1"
    with connect(f"ws://127.0.0.1:{server.port}/api/watch") as line:
        line.send(json.dumps({"do": "train", "link": link}))
        while opened(line.recv(timeout=120))[0]["state"] != "finished":
            pass


def told(when: str, server: Server) -> float:
    with urlopen(f"{server}/api/health") as answer:
        health = json.load(answer)
    own = Path(f"/proc/{server.process.pid}/smaps_rollup")
    parts = own.read_text().split() if own.exists() else []
    shared = f", of which {int(parts[parts.index('Pss:') + 1]) / 1000:.1f} by PSS" if parts else ""
    print(f"{when}: {health['memory_mb']} MB{shared}", flush=True)
    return float(health["memory_mb"])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
