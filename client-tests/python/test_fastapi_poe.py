"""Poe's own client for Python, which speaks the bot protocol: to the gateway, and to the simulated Poe itself."""

import asyncio
import json
from contextlib import aclosing
from dataclasses import dataclass, field

import fastapi_poe as fp
import httpx
import pytest

from surroundings import GATEWAY_ROOT, LIMIT_SECONDS, MODEL, SIMULATOR_ROOT, OpenRequest, arrivals

UPLOADS = f"{SIMULATOR_ROOT}/poe_api/"
WARM = "How warm is it?"
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


def tool(name: str, parameters: dict) -> fp.ToolDefinition:
    function = {"name": name, "description": f"Tells the {name}.", "parameters": parameters}
    return fp.ToolDefinition(type="function", function=function)


WEATHER = tool("weather", PARAMETERS)
CLOCK = tool("clock", {"type": "object", "properties": {}})


@dataclass(frozen=True)
class Place:
    """Where bots are asked."""

    bots: str
    headers: dict = field(default_factory=dict)


POE = Place(f"{SIMULATOR_ROOT}/bot/")
GATEWAY = Place(f"{GATEWAY_ROOT}/bot/")
# A caller of bots who reaches models over Poe's other interface.
OVER_CHAT = Place(GATEWAY.bots, {"x-poe-gateway-upstream": "openai"})

both_places = pytest.mark.parametrize("place", [GATEWAY, POE], ids=["gateway", "simulator"])
everywhere = pytest.mark.parametrize(
    "place", [GATEWAY, OVER_CHAT, POE], ids=["gateway", "gateway-over-chat", "simulator"]
)


def message(text: str = "hello", **more) -> fp.ProtocolMessage:
    return fp.ProtocolMessage(role="user", content=text, **more)


def ask(place: Place, bot: str, *messages: fp.ProtocolMessage, **more) -> list[fp.PartialResponse]:
    """All that a bot says. Headers go by the session, since this call has no argument for them."""

    async def collect():
        async with httpx.AsyncClient(headers=place.headers, timeout=LIMIT_SECONDS) as session:
            parts = fp.get_bot_response(
                list(messages) or [message()], bot, "any", base_url=place.bots, session=session, **more
            )
            return [part async for part in parts]

    return asyncio.run(collect())


def query(text: str = "hello") -> fp.QueryRequest:
    ids = {"user_id": "", "conversation_id": "", "message_id": ""}
    return fp.QueryRequest(version="1.2", type="query", query=[message(text)], **ids)


def final(place: Place, bot: str, **more) -> str:
    return asyncio.run(fp.get_final_response(query(), bot, "any", base_url=place.bots, **more))


def shown(parts: list[fp.PartialResponse]) -> str:
    """What somebody who looks at the answer reads in the end."""
    text = ""
    for part in parts:
        if not part.is_suggested_reply:
            text = part.text if part.is_replace_response else text + part.text
    return text


def suggested(parts: list[fp.PartialResponse]) -> list[str]:
    return [part.text for part in parts if part.is_suggested_reply]


@dataclass
class Heard:
    """What came of a request, and how often Poe saw it."""

    parts: list[fp.PartialResponse]
    failure: Exception | None
    arrivals: int
    reports: list[str]

    @property
    def said(self) -> dict:
        return json.loads(str(self.failure))


def listen(place: Place, bot: str) -> Heard:
    parts, reports = [], []

    async def collect():
        stream = fp.stream_request(
            query(),
            bot,
            "any",
            base_url=place.bots,
            extra_headers=place.headers,
            retry_sleep_time=0,
            on_error=lambda error, where: reports.append(str(error)),
        )
        async for part in stream:
            parts.append(part)

    before, failure = arrivals(f"/bot/{bot}"), None
    try:
        asyncio.run(collect())
    except fp.BotError as raised:
        failure = raised
    return Heard(parts, failure, arrivals(f"/bot/{bot}") - before, reports)


@everywhere
def test_an_answer_comes_in_pieces_after_its_meta_event(place):
    meta, *pieces = ask(place, MODEL)
    assert isinstance(meta, fp.MetaResponse)
    assert meta.content_type == "text/markdown"
    assert len(pieces) > 3
    assert shown(pieces).endswith("You wrote: hello")


@everywhere
def test_the_final_response_is_what_the_pieces_say(place):
    async def ask_for_all():
        async with httpx.AsyncClient(headers=place.headers, timeout=LIMIT_SECONDS) as session:
            return await fp.get_final_response(query(), MODEL, "any", base_url=place.bots, session=session)

    assert asyncio.run(ask_for_all()) == shown(ask(place, MODEL))


@everywhere
def test_a_conversation_has_all_its_roles(place):
    turns = [
        fp.ProtocolMessage(role="system", content="Be brief."),
        message("hello"),
        fp.ProtocolMessage(role="bot", content="Hi."),
        message("and goodbye"),
    ]
    assert shown(ask(place, MODEL, *turns)).endswith("You wrote: and goodbye. The instructions begin: Be brief.")


@both_places
def test_suggested_replies_come_beside_the_answer(place):
    parts = ask(place, "bot-suggests")
    assert parts[0].suggested_replies
    assert len(suggested(parts)) == 2
    assert shown(parts).endswith("You wrote: hello")
    assert final(place, "bot-suggests") == shown(parts)


@both_places
@pytest.mark.parametrize("bot", ["bot-replaces", "bot-replaces-empty", "bot-progress-then-replace"])
def test_a_bot_may_replace_what_it_said(place, bot):
    parts = ask(place, bot)
    assert any(part.is_replace_response for part in parts)
    assert shown(parts).endswith("You wrote: hello")
    assert shown(parts) != "".join(part.text for part in parts)
    assert final(place, bot) == shown(parts)


@both_places
def test_a_bot_shows_a_file(place):
    parts = ask(place, "bot-file")
    [file] = [part.attachment for part in parts if part.attachment]
    assert file.content_type == "image/png"
    assert f"[{file.inline_ref}]" in shown(parts)


@both_places
@pytest.mark.parametrize("bot", ["bot-pings", "bot-index", "bot-metadata", "bot-unknown-event", "bot-no-meta"])
def test_what_a_bot_sends_beside_its_answer_does_not_harm_it(place, bot):
    assert shown(ask(place, bot)).endswith("You wrote: hello")


@everywhere
def test_a_tool_runs_by_itself_where_the_program_brings_it(place):
    asked = []

    def weather(city: str) -> dict:
        asked.append(city)
        return {"degrees": 21}

    parts = ask(place, "gpt-5.4", message(WARM), tools=[WEATHER], tool_executables=[weather])
    assert len(asked) == 1
    assert "21" in shown(parts)


@everywhere
def test_two_tools_run_by_themselves(place):
    asked = []

    def weather(city: str) -> str:
        asked.append("weather")
        return "21 degrees"

    async def clock() -> str:
        asked.append("clock")
        return "noon"

    both = message("Tell both.")
    parts = ask(place, "gpt-5.4", both, tools=[WEATHER, CLOCK], tool_executables=[weather, clock])
    assert asked == ["weather", "clock"]
    assert shown(parts)


@everywhere
def test_without_executables_the_calls_come_as_deltas_to_the_program(place):
    parts = ask(place, "gpt-5.4", message(WARM), tools=[WEATHER])
    deltas = [delta for part in parts for delta in part.tool_calls]
    assert deltas[0].id
    assert deltas[0].type == "function"
    assert deltas[0].function.name == "weather"
    assert set(json.loads("".join(delta.function.arguments for delta in deltas))) == {"city"}
    assert not shown(parts)


@both_places
def test_text_in_json_events_is_read_where_there_are_tools(place):
    assert shown(ask(place, "bot-text-as-json", tools=[WEATHER])).endswith("hello")


@both_places
def test_a_file_is_uploaded_and_sent_with_a_message(place):
    notes = fp.upload_file_sync(b"Buy milk.", file_name="notes.txt", api_key="any", base_url=UPLOADS)
    assert httpx.get(notes.url, timeout=LIMIT_SECONDS).content == b"Buy milk."
    assert "notes.txt" in shown(ask(place, MODEL, message("What is this?", attachments=[notes])))


def test_a_wrong_key_uploads_nothing():
    with pytest.raises(Exception, match="401"):
        fp.upload_file_sync(
            b"Buy milk.", file_name="notes.txt", api_key="wrong-key", base_url=UPLOADS, num_tries=1
        )


@everywhere
def test_parameters_of_a_bot_travel_on_the_message(place):
    assert "Thinking..." in shown(ask(place, "gpt-5.4", message(parameters={"reasoning_effort": "high"})))


@everywhere
def test_stop_sequences_and_temperature_hold(place):
    whole = shown(ask(place, MODEL))
    stopped = shown(ask(place, MODEL, stop_sequences=["You wrote"], temperature=0.5))
    assert stopped == whole[: whole.index("You wrote")]


@both_places
@pytest.mark.parametrize(
    ("bot", "error_type"),
    [
        ("bot-error-then-done", None),
        ("error-402", "insufficient_fund"),
        ("bot-error-privacy", "privacy_authorization_error"),
        ("no-such-model", None),
    ],
)
def test_an_error_that_allows_no_retry_raises_and_is_not_sent_again(place, bot, error_type):
    heard = listen(place, bot)
    assert isinstance(heard.failure, fp.BotErrorNoRetry)
    assert heard.said["allow_retry"] is False
    assert heard.said["text"]
    assert heard.said.get("error_type") == error_type
    assert not heard.parts
    assert heard.arrivals == 1


@both_places
@pytest.mark.parametrize("bot", ["bot-error-after-text", "bot-error-after-text-retry"])
def test_a_bot_that_fails_after_its_text_raises_once_the_text_has_come(place, bot):
    heard = listen(place, bot)
    assert shown(heard.parts).endswith("hello")
    assert heard.said["text"]
    assert heard.arrivals == 1


@both_places
def test_an_error_that_allows_a_retry_is_sent_again(place):
    heard = listen(place, "error-500")
    assert heard.said["allow_retry"] is True
    assert heard.arrivals == 2


@both_places
def test_a_retry_that_succeeds_is_an_ordinary_answer(place):
    heard = listen(place, "once-500")
    assert heard.failure is None
    assert shown(heard.parts)


def test_a_missing_end_is_reported_to_poe_and_raises_nothing():
    heard = listen(POE, "bot-no-done")
    assert heard.failure is None
    assert heard.reports == ["Bot exited without sending 'done' event"]


def test_a_missing_end_raises_through_the_gateway():
    heard = listen(GATEWAY, "bot-no-done")
    assert isinstance(heard.failure, fp.BotErrorNoRetry)
    assert shown(heard.parts).endswith("hello")
    assert heard.arrivals == 1


def test_after_a_broken_connection_the_client_begins_again_and_shows_the_beginning_twice():
    heard = listen(POE, "mishap-close-mid-body")
    assert len([part for part in heard.parts if isinstance(part, fp.MetaResponse)]) == 2
    assert heard.arrivals == 2


def test_through_the_gateway_an_answer_that_broke_off_is_not_asked_for_again():
    heard = listen(GATEWAY, "mishap-close-mid-body")
    assert isinstance(heard.failure, fp.BotErrorNoRetry)
    assert len([part for part in heard.parts if isinstance(part, fp.MetaResponse)]) == 1
    assert heard.arrivals == 1


def test_a_refusal_over_chat_raises_as_one_of_a_bot():
    assert isinstance(listen(OVER_CHAT, "error-402").failure, fp.BotErrorNoRetry)
    assert isinstance(listen(OVER_CHAT, "no-such-model").failure, fp.BotErrorNoRetry)


@both_places
def test_leaving_a_stream_hangs_up_on_poe(place):
    async def read_a_little(request):
        parts = fp.get_bot_response([message()], "endless", "any", base_url=place.bots)
        async with aclosing(parts) as stream:
            assert await anext(stream)
            await asyncio.to_thread(request.await_arrival)
        await asyncio.to_thread(request.await_hang_up)

    asyncio.run(read_a_little(OpenRequest("/bot/endless")))
