"""What a visit to the home page costs the server, beside a bare page: time, and kB by socket."""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.drag import Bare
from tests.helpers.server import Server

VISITS = 40
RATIO, KILOBYTES = 3.0, 30.0  # at most


async def visit(server: Server) -> tuple[float, float]:
    """Of a new visitor: ms until the script has finished, and kB that came by then."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    protocol = websockets.Subprotocol("streamlit")
    async with websockets.connect(address, subprotocols=[protocol], max_size=None) as socket:
        message = BackMsg()
        message.rerun_script.query_string = ""
        begun, received = time.perf_counter(), 0
        await socket.send(message.SerializeToString())
        while True:
            data = await asyncio.wait_for(socket.recv(decode=False), 60)
            received += len(data)
            answer = ForwardMsg()
            answer.ParseFromString(data)
            if answer.WhichOneof("type") == "script_finished":
                return 1e3 * (time.perf_counter() - begun), received / 1e3


async def visits(server: Server, bare: Server) -> list[list[tuple[float, float]]]:
    """In turns, so that both have the same company."""
    found: list[list[tuple[float, float]]] = [[], []]
    for _ in range(VISITS):
        for of, times in zip((server, bare), found, strict=True):
            times.append(await visit(of))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server, bare = Server(Path(folder) / "log"), Bare(Path(folder) / "bare")
        server.start()
        bare.start()
        try:
            server.await_warm_up()
            home, plain = asyncio.run(visits(server, bare))
        finally:
            bare.stop()
            server.stop()
    ours, theirs = (median(ms for ms, _ in of[5:]) for of in (home, plain))
    kilobytes = median(size for _, size in home[5:])
    print(f"home {ours:.1f} ms, a bare page {theirs:.1f} ms: {ours / theirs:.2f} (at most {RATIO})")
    print(f"{kilobytes:.1f} kB by websocket (at most {KILOBYTES:.0f})")


if __name__ == "__main__":
    main()
