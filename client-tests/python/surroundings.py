"""What stands around a suite: the gateway, the simulated Poe behind it, and the README.

client-tests/run starts the two and tells their addresses.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

GATEWAY = os.environ["GATEWAY_URL"]
SIMULATOR = os.environ["SIMULATOR_URL"]
MODEL = "Claude-Sonnet-4.6"

# They end what would never end: on a busy machine some clients take half a minute until they are imported.
LIMIT_SECONDS = 30
PROGRAM_LIMIT_SECONDS = 120
GATEWAY_ROOT = GATEWAY.removesuffix("/v1")
SIMULATOR_ROOT = SIMULATOR.removesuffix("/v1")
CONTROL = SIMULATOR_ROOT + "/simulator"
CHAT = "/v1/chat/completions"
ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

# What the pages call the gateway.
USUAL = "http://127.0.0.1:8642"

_direct = build_opener(ProxyHandler({}))


def census() -> dict:
    """What the simulator counts; docs/simulator.md names the fields."""
    with _direct.open(f"{CONTROL}/census", timeout=LIMIT_SECONDS) as reply:
        return json.load(reply)


def enqueue(*scripts: dict) -> None:
    """The next answers of the simulator, whatever the models that are asked."""
    body = json.dumps(scripts).encode()
    _direct.open(Request(f"{CONTROL}/scripts", body), timeout=LIMIT_SECONDS).close()


def arrivals(path: str = CHAT) -> int:
    """How many requests for chat, or for another path, have reached Poe."""
    return census()["arrivals_by_path"].get(path, 0)


class OpenRequest:
    """One request that Poe leaves open, watched from Poe's side; made before it is sent."""

    def __init__(self, path: str = CHAT) -> None:
        self.path = path
        self.before = _await_census(lambda now: now["open_requests"] == 0)

    def await_arrival(self) -> None:
        earlier = self._arrivals(self.before)
        _await_census(lambda now: self._arrivals(now) > earlier)

    def _arrivals(self, counts: dict) -> int:
        return counts["arrivals_by_path"].get(self.path, 0)

    def await_hang_up(self) -> None:
        _await_census(lambda now: now["open_requests"] == 0 and now["hang_ups"] > self.before["hang_ups"])


def _await_census(wanted) -> dict:
    """Polls the simulator until its census is as wanted; fails when that takes too long."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not wanted(now := census()):
        assert time.monotonic() < deadline, f"the census stays {now}"
        time.sleep(0.005)
    return now


def expect_hang_up_on_cancel(call, path: str = CHAT) -> None:
    """Starts a call that Poe leaves open, then cancels its task: Poe must see its caller hang up."""

    async def scene() -> None:
        request = OpenRequest(path)
        task = asyncio.create_task(call())
        await asyncio.to_thread(request.await_arrival)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        await asyncio.to_thread(request.await_hang_up)

    asyncio.run(scene())


def limited(seconds: int) -> dict:
    """A refusal of Poe that names its wait."""
    return {
        "status": 429,
        "headers": {"retry-after": str(seconds)},
        "json": {"error": {"message": "Rate limit reached.", "type": "rate_limit_error", "code": 429}},
    }


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page that are in this language."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.DOTALL)


def output_of(program: str) -> str:
    """Runs a program of a page, at the gateway instead of the usual port; what it prints."""
    assert USUAL in program
    return run([sys.executable, "-c", program.replace(USUAL, GATEWAY_ROOT)])


def run(command: list[str]) -> str:
    """What a command prints, which must end well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=PROGRAM_LIMIT_SECONDS)
    assert done.returncode == 0, done.stderr
    return done.stdout


def output_of_readme(words: str) -> str:
    """What the README's program that has these words prints."""
    return output_of(next(text for text in blocks(README, "python") if words in text))
