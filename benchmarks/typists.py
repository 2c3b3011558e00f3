"""How long others wait for a race while ten people type: `python -m benchmarks.typists`."""

import asyncio
import random
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from tests.helpers.server import Server, ask

TYPISTS = 10
SECONDS = 20.0
PAUSE = 0.7  # seconds from the last key until what is typed is asked for
AT_MOST = 1.0  # seconds that a bystander waits
LANES = "1=gradient_descent&2=momentum&3=rmsprop&4=adam"
TERMS = "x^2", "y^2", "x*y", "sin({a}*x)", "cos({a}*y)", "exp(-x^2)", "abs(x - {a})", "y^4/{a}"


async def type_on(server: Server, seed: int, waits: list[float]) -> None:
    """Term after term, each time with a race on what stands there; then from the beginning."""
    chance = random.Random(seed)
    while True:
        formula = "x^2 + y^2"
        for term in chance.sample(TERMS, 4):
            formula += " + " + term.format(a=chance.randint(2, 999))
            await asyncio.sleep(PAUSE)
            text, asked = quote(formula), time.monotonic()
            await asyncio.to_thread(ask, server, f"/api/formula?text={text}&names=x.y")
            race = f"/api/race?surface=typed&surface.formula={text}&{LANES}&v=1"
            await asyncio.to_thread(ask, server, race)
            waits.append(time.monotonic() - asked)


async def measured(server: Server, typists: int) -> tuple[list[float], list[float]]:
    """What a bystander waits who drags a rate, and what they wait who type."""
    # a thread for each of them: those that asyncio has by itself are fewer, and a bystander would
    # wait for one of them, not for the server
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(typists + 1))
    waits: list[float] = []
    typing = [asyncio.ensure_future(type_on(server, n, waits)) for n in range(typists)]
    found, begun = [], time.monotonic()
    while time.monotonic() - begun < SECONDS:
        rate = 0.01 + len(found) / 1e4
        asked = time.monotonic()
        path = f"/api/race?surface=beale&1=adam&1.lr={rate:.5f}&2=momentum&v=1"
        await asyncio.to_thread(ask, server, path)
        found.append(time.monotonic() - asked)
        await asyncio.sleep(0.1)
    for each in typing:
        each.cancel()
    await asyncio.gather(*typing, return_exceptions=True)
    return found, waits


def main() -> None:
    """Alone, and beside ten who type."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "log")
        server.start()
        try:
            server.await_warm_up()
            for typists in (0, TYPISTS):
                found, waits = asyncio.run(measured(server, typists))
                middle, worst = statistics.median(found), max(found)
                print(
                    f"{middle:6.3f} s in the middle, {worst:.2f} s at worst, "
                    f"{worst / AT_MOST:.2f} of what may be: a drag beside {typists} who type"
                )
                if waits:
                    print(f"{statistics.median(waits):6.2f} s: what they wait themselves")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
