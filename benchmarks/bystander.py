"""How long others wait while somebody misbehaves: `python -m benchmarks.bystander`.

Whoever misbehaves is a process of its own, so that a bystander waits for nothing but the server.
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode

from optim_core.optimizers import optimizers_for
from surfaces import SURFACES
from tests.helpers.server import Server, ask

SECONDS = 8.0
AT_MOST = 1.0  # seconds that a bystander waits
BEGUN = "begun\n"
IDLE = 1000  # sockets of the lab that watch nothing


async def nothing(port: int) -> None:
    """Nobody misbehaves."""


async def eight_floods(port: int) -> None:
    """Eight tabs ask for their script 500 times a second each."""
    message = BackMsg()
    message.rerun_script.SetInParent()
    await asyncio.gather(*(_flood(port, message.SerializeToString()) for _ in range(8)))


async def names(port: int) -> None:
    """One message after another that asks for the addresses of ten thousand files."""
    message = BackMsg()
    message.file_urls_request.file_names.extend(["a"] * 10_000)
    await _flood(port, message.SerializeToString())


async def new_races(port: int) -> None:
    """Sixty sockets ask for races that nobody has seen, of four lanes each."""
    rules, chance = [*optimizers_for("plane")], random.Random(0)

    async def one() -> None:
        async with connect(f"ws://127.0.0.1:{port}/api/ask", max_size=None) as line:
            while True:
                some = enumerate(chance.sample(rules, 4), 1)
                lanes = "&".join(f"{n}={rule}&{n}.lr={chance.random():.5f}" for n, rule in some)
                await line.send(f"race?surface={chance.choice([*SURFACES])}&{lanes}&v=1")
                await line.recv()

    await asyncio.gather(*(one() for _ in range(60)))


async def tiny_frames(port: int) -> None:
    """Eight sockets send forty thousand empty messages at once, again and again."""
    block = Frame(Opcode.TEXT, b"").serialize(mask=True) * 40_000

    async def one() -> None:
        while True:
            async with connect(f"ws://127.0.0.1:{port}/api/ask", ping_interval=None) as line:
                line.transport.write(block)
                with suppress(TimeoutError, websockets.ConnectionClosed):
                    await asyncio.wait_for(_read(line), 2)
                line.transport.abort()

    await asyncio.gather(*(one() for _ in range(8)))


async def _flood(port: int, message: bytes) -> None:
    try:
        async with connect(f"ws://127.0.0.1:{port}/_stcore/stream", max_size=None) as line:
            reading = asyncio.create_task(_read(line))
            try:
                while True:
                    await line.send(message)
                    await asyncio.sleep(1 / 500)
            finally:
                reading.cancel()
    except websockets.ConnectionClosed:
        pass


async def _read(line: websockets.ClientConnection) -> None:
    async for _ in line:
        pass


ATTACKS = {
    attack.__name__: attack for attack in (nothing, eight_floods, names, new_races, tiny_frames)
}


@contextmanager
def attacked(server: Server, name: str) -> Iterator[None]:
    """While another process does that."""
    command = [sys.executable, "-m", "benchmarks.bystander", name, str(server.port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as attacking:
        assert attacking.stdout and attacking.stdout.readline() == BEGUN
        try:
            yield
        finally:
            attacking.terminate()


def worst(server: Server) -> float:
    """The longest of what a bystander waits, for the page or its numbers."""
    found, begun = [], time.monotonic()
    while time.monotonic() - begun < SECONDS:
        for path in ("/race", "/api/race?surface=rosenbrock&1=adam&v=1"):
            asked = time.monotonic()
            ask(server, path)
            found.append(time.monotonic() - asked)
        time.sleep(0.25)
    return max(found)


async def idle(server: Server) -> float:
    """The share of a core that sockets take which nothing happens to."""
    address = f"ws://127.0.0.1:{server.port}/api/watch"
    lines = [await connect(address, ping_interval=None) for _ in range(IDLE)]
    await asyncio.sleep(2)
    before = _seconds(server)
    await asyncio.sleep(SECONDS)
    share = (_seconds(server) - before) / SECONDS
    await asyncio.gather(*(line.close() for line in lines))
    return share


def _seconds(server: Server) -> float:
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Each attack for some seconds, with one bystander."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "log")
        server.start()
        try:
            server.await_warm_up()
            for name, attack in ATTACKS.items():
                with attacked(server, name):
                    seconds = worst(server)
                print(f"{seconds:6.2f} s, {seconds / AT_MOST:.2f} of what may be: {attack.__doc__}")
            if Path("/proc/self/stat").exists():
                share = asyncio.run(idle(server))
                print(f"{share:6.1%} of a core: {IDLE} sockets of the lab that watch nothing")
        finally:
            server.stop()


if __name__ == "__main__":
    if not sys.argv[1:]:
        main()
    else:
        attack, port = ATTACKS[sys.argv[1]], int(sys.argv[2])
        print(BEGUN, end="", flush=True)
        asyncio.run(attack(port))
