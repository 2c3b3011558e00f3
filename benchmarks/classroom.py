"""A class at work: 30 and 120 clients, each changing a value every 2 s; and beside a training."""

import asyncio
import json
import random
import struct
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from optim_core.lane import MAX_LANES
from optim_core.network.training import MAX_SEEDS
from tests.helpers.idx_files import FOLDER
from tests.helpers.server import Server

PERIOD = 2.0  # seconds between two changes of one student
SECONDS = 20.0
LANES = "&".join(
    f"{lane}={name}"
    for lane, name in enumerate(
        ("gradient_descent", "momentum", "nesterov", "rmsprop", "adam", "adamw"), 1
    )
)

Ask = Callable[[str], Awaitable[None]]


def changed() -> str:
    """The link of a race after somebody has turned one dial to a value of their own."""
    return f"{LANES}&{random.randint(1, 6)}.lr={random.uniform(1e-4, 1e-1):.6g}"


@dataclass
class Lesson:
    """When it ends, and what was measured, in seconds."""

    students: int
    begin: asyncio.Event = field(default_factory=asyncio.Event)
    end: float = 0.0
    joined: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    races: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def student(server: Server, lesson: Lesson) -> None:
    """Opens the page by a link; then every change fetches the new race.

    It also reruns the script, though only the choice of another entry would.
    """
    try:
        async with page(server) as rerun, api(server) as fetch:
            await timed(lesson.joined, rerun)
            await lesson.begin.wait()
            await asyncio.sleep(random.random() * PERIOD)
            while time.perf_counter() < lesson.end:
                asked = time.perf_counter()
                await timed(lesson.pages, rerun)
                await timed(lesson.races, fetch)
                await asyncio.sleep(max(0.0, PERIOD - (time.perf_counter() - asked)))
    except Exception as error:  # a student who drops out is a result
        lesson.errors.append(repr(error)[:200])


async def timed(times: list[float], ask: Ask) -> None:
    begun = time.perf_counter()
    await ask(changed())
    times.append(time.perf_counter() - begun)


@asynccontextmanager
async def page(server: Server, name: str = "race") -> AsyncIterator[Ask]:
    """A page's socket: a whole rerun, until Streamlit says that it has finished."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    protocol = websockets.Subprotocol("streamlit")
    async with websockets.connect(address, subprotocols=[protocol], max_size=None) as socket:

        async def rerun(query: str) -> None:
            message = BackMsg()
            message.rerun_script.query_string = query
            message.rerun_script.page_name = name
            await socket.send(message.SerializeToString())
            while True:
                answer = ForwardMsg()
                answer.ParseFromString(await asyncio.wait_for(socket.recv(decode=False), 60))
                kind = answer.WhichOneof("type")
                if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                    raise RuntimeError(answer.delta.new_element.exception.message)
                if kind == "script_finished":
                    return

        yield rerun


@asynccontextmanager
async def api(server: Server) -> AsyncIterator[Ask]:
    """The race as the browser fetches it, over one connection that stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)

    async def fetch(query: str) -> None:
        lines = (f"GET /api/race?{query} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip")
        writer.write("\r\n".join([*lines, "", ""]).encode())
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)).decode().lower()
        if " 200 " not in head.splitlines()[0]:
            raise RuntimeError(head.splitlines()[0])
        await reader.readexactly(int(head.split("content-length: ")[1].split()[0]))

    try:
        yield fetch
    finally:
        writer.close()


@asynccontextmanager
async def trained(server: Server) -> AsyncIterator[None]:
    """The largest training that there may be goes on, watched by one."""
    lanes = "&".join(f"{lane}=adam" for lane in range(1, MAX_LANES + 1))
    seeds = "-".join(map(str, range(MAX_SEEDS)))
    link = f"{lanes}&epochs=30&seeds={seeds}&dataset={'mnist' if FOLDER else 'digits'}"
    address = f"ws://127.0.0.1:{server.port}/api/watch"
    async with websockets.connect(address, max_size=None) as socket:
        await socket.send(json.dumps({"do": "train", "link": link}))
        while state_of(await socket.recv(decode=False)) != "running":
            pass

        async def watch() -> None:
            async for message in socket:
                assert state_of(message) == "running"

        watching = asyncio.create_task(watch())
        yield
        assert not watching.done(), "the training goes on to the end"
        watching.cancel()


def state_of(message: Any) -> str:
    """The state that a message of a training tells."""
    (length,) = struct.unpack_from("<I", message)
    return json.loads(message[4 : 4 + length])["state"]


async def teach(server: Server, students: int) -> Lesson:
    """All join at once, and work once all are there."""
    lesson = Lesson(students)
    tasks = [asyncio.create_task(student(server, lesson)) for _ in range(students)]
    while len(lesson.joined) + len(lesson.errors) < students:
        await asyncio.sleep(0.05)
    lesson.end = time.perf_counter() + SECONDS
    lesson.begin.set()
    await asyncio.gather(*tasks)
    return lesson


async def beside_training(server: Server, students: int) -> Lesson:
    async with trained(server):
        return await teach(server, students)


def quantiles(times: list[float]) -> str:
    """Milliseconds."""
    if not times:
        return "none"
    ordered = sorted(1e3 * t for t in times)
    p50, p95 = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def memory(server: Server) -> float:
    """What the server holds, in MB."""
    command = ["ps", "-o", "rss=", "-p", str(server.process.pid)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1e3


def main() -> None:
    """Prints what a rerun of the page and a race cost, and what the server holds."""
    with tempfile.TemporaryDirectory() as folder:
        where = {"MNIST_DIR": str(FOLDER)} if FOLDER else {}
        server = Server(Path(folder) / "log", **where)
        server.start()
        server.await_warm_up()
        try:
            for students, beside in ((30, False), (30, False), (120, False), (30, True)):
                before = memory(server)
                lesson = asyncio.run(
                    beside_training(server, students) if beside else teach(server, students)
                )
                print(
                    f"{students} students{' beside a training' if beside else ''}: "
                    f"rerun {quantiles(lesson.pages)}; "
                    f"race {quantiles(lesson.races)}; joining {quantiles(lesson.joined)}; "
                    f"{len(lesson.races)} changes, {len(lesson.errors)} errors; "
                    f"server {before:.0f} -> {memory(server):.0f} MB",
                    *lesson.errors[:3],
                    sep="\n  ",
                    flush=True,
                )
        finally:
            server.stop()


if __name__ == "__main__":
    main()
