"""Bots that Poe's own library serves, as upstream of a gateway: what they are asked, and what becomes of what they say."""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time

import fastapi_poe as fp
import httpx
import openai
import pytest
import uvicorn
from sse_starlette.event import ServerSentEvent

from surroundings import LIMIT_SECONDS, ROOT, SIMULATOR

START_LIMIT_SECONDS = 30
BY_BOT = {"x-poe-gateway-upstream": "bot"}
HELLO = [{"role": "user", "content": "hello"}]
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"type": "function", "function": {"name": "weather", "parameters": PARAMETERS}}


class Mirror(fp.PoeBot):
    """Says what it was asked, as the library read it."""

    async def get_response(self, request: fp.QueryRequest):
        yield fp.PartialResponse(text=request.model_dump_json(exclude={"http_request"}))


class Greeter(fp.PoeBot):
    async def get_response(self, request: fp.QueryRequest):
        yield fp.MetaResponse(text="", suggested_replies=True)
        yield fp.PartialResponse(text="Searching…")
        yield fp.PartialResponse(text="Hello, ", is_replace_response=True)
        yield fp.PartialResponse(text="wörld")
        yield fp.PartialResponse(text="Tell me more", is_suggested_reply=True)


class Caller(fp.PoeBot):
    """Calls a tool, or answers from its result."""

    async def get_response(self, request: fp.QueryRequest):
        if request.tool_results:
            yield fp.PartialResponse(text=f"It is {request.tool_results[0].content}.")
            return
        function = {"name": "weather", "arguments": '{"city":"Oslo"}'}
        call = {"index": 0, "id": "call_1", "type": "function", "function": function}
        for delta, reason in (({"tool_calls": [call]}, None), ({}, "tool_calls")):
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            yield ServerSentEvent(event="json", data=json.dumps({"choices": [choice]}))


class Broken(fp.PoeBot):
    async def get_response(self, request: fp.QueryRequest):
        yield fp.PartialResponse(text="So far, ")
        raise RuntimeError("of the test")


class Poor(fp.PoeBot):
    async def get_response(self, request: fp.QueryRequest):
        yield fp.ErrorResponse(text="No points left.", allow_retry=False, error_type="insufficient_fund")


BOTS = [bot(path=f"/bot/{bot.__name__}") for bot in (Mirror, Greeter, Caller, Broken, Poor)]


@pytest.fixture(scope="module")
def bots():
    """The library's own server; its address, below which the bots have their names."""
    # The library would take a key from here for the bots' own.
    for variable in ("POE_API_KEY", "POE_ACCESS_KEY"):
        os.environ.pop(variable, None)
    server = uvicorn.Server(uvicorn.Config(fp.make_app(BOTS, allow_without_key=True), log_level="warning"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/bot"
    server.should_exit = True
    thread.join(LIMIT_SECONDS)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def gateway(bots, tmp_path_factory):
    """The address of a gateway whose bots are those; its list of models is the simulator's."""
    folder = tmp_path_factory.mktemp("gateway")
    log = folder / "log"
    flags = ["--port=0", "--poe.source=poe", f"--poe.base-url={SIMULATOR}", f"--poe.bot-url={bots}"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [ROOT / "poe-gateway", *flags, "--upstream.attempts=1"],
            cwd=folder,
            env=os.environ | {"POE_API_KEY": "any", "POE_GATEWAY_LOG_FORMAT": "text"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield await_address(process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_LIMIT_SECONDS)


def await_address(process: subprocess.Popen, log) -> str:
    """Waits until the gateway says where it listens."""
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while not (told := re.search(r"OpenAI +(http://\S+)/v1", log.read_text())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    return told[1]


@pytest.fixture
def client(gateway):
    return openai.OpenAI(
        base_url=f"{gateway}/v1", api_key="any", max_retries=0, timeout=LIMIT_SECONDS, default_headers=BY_BOT
    )


def ask(client, bot: str, messages=HELLO, **more):
    return client.chat.completions.create(model=bot, messages=messages, **more)


def asked(client, messages=HELLO, **more) -> dict:
    """What a bot is asked."""
    return json.loads(ask(client, "Mirror", messages, **more).choices[0].message.content)


def test_a_conversation_arrives_with_its_roles(client):
    turns = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hej, “wörld” 🐧\n"},
        {"role": "assistant", "content": "Hi."},
        {"role": "user", "content": "and goodbye"},
    ]
    query = asked(client, turns)["query"]
    assert [turn["role"] for turn in query] == ["system", "user", "bot", "user"]
    assert [turn["content"] for turn in query] == [turn["content"] for turn in turns]


def test_what_bounds_and_bends_an_answer_arrives(client):
    told = asked(client, temperature=0.25, stop=["END"], reasoning_effort="high")
    assert told["temperature"] == 0.25
    assert told["stop_sequences"] == ["END"]
    assert told["query"][-1]["parameters"] == {"reasoning_effort": "high"}


def test_tools_arrive_although_chat_may_leave_out_what_bots_require(client):
    bare = {"type": "function", "function": {"name": "clock"}}
    told = asked(client, tools=[WEATHER, bare])["tools"]
    assert [tool["function"]["name"] for tool in told] == ["weather", "clock"]
    assert told[0]["function"]["parameters"] == PARAMETERS


def test_a_picture_arrives_as_an_attachment(client):
    address = "https://example.com/a.png"
    parts = [{"type": "text", "text": "What is it?"}, {"type": "image_url", "image_url": {"url": address}}]
    last = asked(client, [{"role": "user", "content": parts}])["query"][-1]
    assert [file["url"] for file in last["attachments"]] == [address]
    assert "What is it?" in last["content"]


def test_a_whole_answer_is_what_stands_in_the_end(client):
    choice = ask(client, "Greeter").choices[0]
    assert choice.message.content == "Hello, wörld"
    assert choice.finish_reason == "stop"


def test_a_stream_of_chat_ends_well(client):
    chunks = list(ask(client, "Greeter", stream=True))
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    assert text.endswith("Hello, wörld")
    assert "Tell me more" not in text
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_a_tool_is_called_and_the_next_turn_answers_from_its_result(client):
    choice = ask(client, "Caller", tools=[WEATHER]).choices[0]
    [call] = choice.message.tool_calls
    assert choice.finish_reason == "tool_calls"
    assert (call.function.name, json.loads(call.function.arguments)) == ("weather", {"city": "Oslo"})
    result = {"role": "tool", "tool_call_id": call.id, "content": "21 degrees"}
    turns = [*HELLO, choice.message.to_dict(), result]
    assert ask(client, "Caller", turns, tools=[WEATHER]).choices[0].message.content == "It is 21 degrees."


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_bot_that_breaks_raises(client, stream):
    said = ""
    with pytest.raises(openai.APIError):
        for chunk in ask(client, "Broken", stream=stream):
            said += chunk.choices[0].delta.content or ""
    assert said == ("So far, " if stream else "")


def test_a_bot_without_points_is_refused_as_poe_refuses(client):
    with pytest.raises(openai.APIStatusError) as raised:
        ask(client, "Poor")
    assert raised.value.status_code == 402


def test_a_bot_that_nobody_serves_is_an_error(client):
    with pytest.raises(openai.APIStatusError):
        ask(client, "Nobody")


def test_the_librarys_client_talks_to_the_librarys_bot_through_the_gateway(gateway):
    def say(bots: str) -> list[dict]:
        hello = [fp.ProtocolMessage(role="user", content="hello")]
        parts = fp.get_bot_response_sync(hello, "Greeter", "any", base_url=bots)
        return [part.model_dump(exclude={"full_prompt"}) for part in parts]

    straight = f"{gateway}/bot/"
    assert [part["text"] for part in say(straight)] == ["", "Searching…", "Hello, ", "wörld", "Tell me more"]


def test_nothing_says_that_bots_are_what_they_are_not(gateway):
    told = httpx.post(
        f"{gateway}/v1/chat/completions",
        headers=BY_BOT,
        json={"model": "Greeter", "messages": HELLO},
        timeout=LIMIT_SECONDS,
    ).headers
    assert told["x-poe-gateway-mode"] == "translated"
    assert told["x-poe-gateway-reason"] == "asked"
