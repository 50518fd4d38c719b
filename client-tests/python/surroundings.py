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

LIMIT_SECONDS = 5
CONTROL = SIMULATOR.removesuffix("/v1") + "/simulator"
CHAT = "/v1/chat/completions"
README = Path(__file__).parents[2] / "README.md"

_direct = build_opener(ProxyHandler({}))


def census() -> dict:
    """What the simulator counts; docs/simulator.md names the fields."""
    with _direct.open(f"{CONTROL}/census", timeout=LIMIT_SECONDS) as reply:
        return json.load(reply)


def enqueue(*scripts: dict) -> None:
    """The next answers of the simulator, whatever the models that are asked."""
    body = json.dumps(scripts).encode()
    _direct.open(Request(f"{CONTROL}/scripts", body), timeout=LIMIT_SECONDS).close()


def arrivals() -> int:
    """How many requests for chat have reached Poe."""
    return census()["arrivals_by_path"].get(CHAT, 0)


class OpenRequest:
    """One request that Poe leaves open, watched from Poe's side; made before it is sent."""

    def __init__(self) -> None:
        self.before = _await_census(lambda now: now["open_requests"] == 0)

    def await_arrival(self) -> None:
        chats = self.before["arrivals_by_path"].get(CHAT, 0)
        _await_census(lambda now: now["open_requests"] > 0 and now["arrivals_by_path"].get(CHAT, 0) > chats)

    def await_hang_up(self) -> None:
        _await_census(lambda now: now["open_requests"] == 0 and now["hang_ups"] > self.before["hang_ups"])


def _await_census(wanted) -> dict:
    """Polls the simulator until its census is as wanted; fails after five seconds."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not wanted(now := census()):
        assert time.monotonic() < deadline, f"the census stays {now}"
        time.sleep(0.005)
    return now


def expect_hang_up_on_cancel(call) -> None:
    """Starts a call that Poe leaves open, then cancels its task: Poe must see its caller hang up."""

    async def scene() -> None:
        request = OpenRequest()
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


def output_of_readme(words: str) -> str:
    """Runs the README's program that has these words, at the gateway instead of the usual port; what it prints."""
    programs = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    program = next(text for text in programs if words in text).replace("http://127.0.0.1:8642/v1", GATEWAY)
    assert GATEWAY in program
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    ).stdout
