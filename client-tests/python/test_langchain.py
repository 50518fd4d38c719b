"""LangChain's ChatOpenAI, which stands on OpenAI's client for Python."""

import time

import openai
import pytest
from langchain_core.exceptions import (
    ModelAPIError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelRateLimitError,
)
from langchain_core.messages import AIMessageChunk, HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI

from surroundings import (
    GATEWAY,
    MODEL,
    SIMULATOR,
    OpenRequest,
    arrivals,
    enqueue,
    expect_hang_up_on_cancel,
    limited,
    output_of_readme,
)
from typed import FlatTrip, Trip, expect_trip


def chat(model: str = MODEL, base_url: str = GATEWAY, max_retries: int = 0, **more) -> ChatOpenAI:
    return ChatOpenAI(model=model, base_url=base_url, max_retries=max_retries, **({"api_key": "any"} | more))


def added_up(chunks) -> AIMessageChunk:
    first, *others = chunks
    return sum(others, start=first)


@tool
def weather(city: str) -> str:
    """Tells how warm it is."""
    return f"21 degrees in {city}"


both_places = pytest.mark.parametrize("address", [GATEWAY, SIMULATOR], ids=["gateway", "simulator"])


@both_places
def test_a_whole_answer_has_text_a_finish_reason_and_usage(address):
    answer = chat(base_url=address).invoke("hello")
    assert "hello" in answer.text
    assert answer.response_metadata["finish_reason"] == "stop"
    assert answer.usage_metadata["total_tokens"] > 0


@both_places
def test_a_stream_says_the_same_as_a_whole_answer(address):
    chunks = list(chat(base_url=address).stream("hello"))
    assert added_up(chunks).text == chat(base_url=address).invoke("hello").text
    assert len(chunks) > 3


@both_places
# As a function's arguments LangChain cannot describe a type that contains itself.
@pytest.mark.parametrize(("method", "kind"), [("json_schema", Trip), ("function_calling", FlatTrip)])
def test_an_answer_is_of_the_type_that_was_asked_for(address, method, kind):
    typed = chat("gpt-5.4", address).with_structured_output(kind, method=method)
    expect_trip(typed.invoke("Plan a trip."), kind)
    *_, last = typed.stream("Plan a trip.")
    expect_trip(last, kind)


def test_the_program_of_the_readme_prints_the_answer():
    assert output_of_readme("langchain_openai") == chat().invoke("hello").text


def test_a_stream_has_usage_when_it_is_asked_for():
    # LangChain asks by itself only where the base URL is OpenAI's.
    assert added_up(chat().stream("hello")).usage_metadata is None
    assert added_up(chat(stream_usage=True).stream("hello")).usage_metadata["total_tokens"] > 0


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_tool_is_called_and_the_next_turn_answers_from_its_result(streamed):
    model = chat("gpt-5.4").bind_tools([weather])
    question = HumanMessage("How warm is it?")
    asked = added_up(model.stream([question])) if streamed else model.invoke([question])
    [call] = asked.tool_calls
    assert call["name"] == "weather"
    assert set(call["args"]) == {"city"}
    assert asked.response_metadata["finish_reason"] == "tool_calls"
    result = weather.invoke(call)
    assert isinstance(result, ToolMessage)
    assert "21 degrees" in model.invoke([question, asked, result]).text


def test_several_tools_are_called_at_once():
    @tool
    def clock(zone: str) -> str:
        """Tells the time."""
        return zone

    model = chat("gpt-5.4").bind_tools([weather, clock])
    for asked in (model.invoke("Use both."), added_up(model.stream("Use both."))):
        assert [call["name"] for call in asked.tool_calls] == ["weather", "clock"]


def test_a_model_that_thinks_answers():
    # ChatOpenAI has no place for reasoning_content and drops it; the text must not be mixed with thoughts.
    model = chat("gpt-5.4", reasoning_effort="high")
    assert "thoughts" not in model.invoke("hello").text
    assert added_up(model.stream("hello")).text == model.invoke("hello").text


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("model", "failure", "status", "code"),
    [
        ("error-400", ModelInvalidRequestError, 400, "invalid_value"),
        ("error-402", openai.APIStatusError, 402, "insufficient_quota"),
        ("error-403-moderation", openai.PermissionDeniedError, 403, "moderation_error"),
        ("no-such-model", ModelNotFoundError, 404, "model_not_found"),
        ("error-429", ModelRateLimitError, 429, "rate_limit_exceeded"),
        ("error-503", ModelAPIError, 503, "upstream_overloaded"),
        # Poe refuses the gateway's own key, which the caller cannot mend.
        ("error-401", ModelAPIError, 502, "upstream_auth"),
    ],
)
def test_each_refusal_raises_its_own_error(model, failure, status, code, streamed):
    with pytest.raises(failure) as raised:
        list(chat(model).stream("hello")) if streamed else chat(model).invoke("hello")
    assert raised.value.status_code == status
    assert raised.value.code == code


def test_a_wrong_key_raises_at_poe_itself():
    with pytest.raises(openai.AuthenticationError):
        chat(base_url=SIMULATOR, api_key="wrong-key").invoke("hello")


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ("error-mid-stream", "upstream_error"),
        ("mishap-close-mid-body", "upstream_closed"),
        ("end-nothing", "upstream_truncated"),
    ],
)
def test_an_error_in_the_middle_of_a_stream_raises_after_what_came_before_it(model, code):
    seen = []
    with pytest.raises(openai.APIError) as raised:
        for chunk in chat(model).stream("hello"):
            seen.append(chunk)
    assert raised.value.code == code
    assert added_up(seen).text


def test_closing_a_stream_hangs_up_on_poe():
    request = OpenRequest()
    stream = chat("endless").stream("hello")
    assert next(stream)
    request.await_arrival()
    stream.close()
    request.await_hang_up()


def test_cancelling_a_whole_call_hangs_up_on_poe():
    expect_hang_up_on_cancel(lambda: chat("mishap-hang-before-head").ainvoke("hello"))


def test_cancelling_a_task_that_reads_a_stream_hangs_up_on_poe():
    async def call():
        async for _ in chat("endless").astream("hello"):
            pass

    expect_hang_up_on_cancel(call)


def test_the_client_sends_again_after_the_wait_that_it_was_told():
    enqueue(limited(1))
    before, began = arrivals(), time.monotonic()
    assert chat(max_retries=1).invoke("hello").text
    # Left to itself the client would wait half a second at most.
    assert time.monotonic() - began >= 1
    assert arrivals() - before == 2


@pytest.mark.parametrize("model", ["error-400", "error-402", "no-such-model", "error-401", "body-malformed"])
def test_what_would_fail_again_or_may_be_billed_already_is_sent_once(model):
    before = arrivals()
    with pytest.raises(openai.APIStatusError):
        chat(model, max_retries=2).invoke("hello")
    assert arrivals() - before == 1
