"""Anthropic's own client, which here checks every body and every event strictly against its types; on a model that Poe asks in
messages, and on two that it does not. Its base URL stands without `/v1`, and may have one."""

import json

import anthropic
import pytest
from anthropic import Anthropic, AsyncAnthropic
from pydantic import BaseModel

from surroundings import (
    GATEWAY,
    GATEWAY_ROOT,
    SIMULATOR_ROOT,
    OpenRequest,
    arrivals,
    enqueue,
    expect_hang_up_on_cancel,
    limited,
    output_of_readme,
)

CLAUDE = "Claude-Sonnet-4.5"
MESSAGES = "/v1/messages"
HELLO = [{"role": "user", "content": "hello"}]
WARM = [{"role": "user", "content": "How warm is it?"}]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"name": "weather", "description": "Tells how warm it is.", "input_schema": SCHEMA}
CLOCK = {"name": "clock", "input_schema": {"type": "object", "properties": {}}}
THINKING = {"type": "enabled", "budget_tokens": 2000}


class Trip(BaseModel):
    city: str
    days: int


def client(base_url: str = GATEWAY_ROOT, max_retries: int = 0, **more) -> Anthropic:
    key = more or {"api_key": "any"}
    return Anthropic(base_url=base_url, max_retries=max_retries, _strict_response_validation=True, **key)


gateway = client()
every_model = pytest.mark.parametrize("model", [CLAUDE, "GPT-5.2", "Gemini-2.5-Pro", "Grok-4"])
every_thinker = pytest.mark.parametrize("model", [CLAUDE, "GPT-5.2", "Gemini-2.5-Pro"])


def ask(model: str = CLAUDE, of: Anthropic = gateway, **more):
    return of.messages.create(**({"model": model, "max_tokens": 8000, "messages": HELLO} | more))


def put_together(model: str = CLAUDE, **more):
    """What the client makes of a stream."""
    with gateway.messages.stream(**({"model": model, "max_tokens": 8000, "messages": HELLO} | more)) as stream:
        return stream.get_final_message()


def text_of(message) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


def calls_of(message) -> list:
    return [block for block in message.content if block.type == "tool_use"]


@every_model
def test_a_whole_answer_has_text_a_stop_reason_and_usage(model):
    answer = ask(model)
    assert "hello" in text_of(answer)
    assert answer.stop_reason == "end_turn"
    assert answer.usage.input_tokens > 0 and answer.usage.output_tokens > 0


@every_model
def test_a_stream_says_the_same_as_a_whole_answer(model):
    with gateway.messages.stream(model=model, max_tokens=8000, messages=HELLO) as stream:
        pieces = list(stream.text_stream)
        assert "".join(pieces) == text_of(stream.get_final_message()) == text_of(ask(model))
    assert len(pieces) > 3


@every_model
def test_the_events_of_a_stream_come_in_their_order(model):
    kinds = [event.type for event in ask(model, stream=True)]
    assert kinds[0] == "message_start"
    assert kinds[-2:] == ["message_delta", "message_stop"]


def test_the_simulator_says_the_same_without_a_gateway():
    assert text_of(ask(of=client(SIMULATOR_ROOT))) == text_of(ask())
    assert [event.type for event in ask(of=client(SIMULATOR_ROOT), stream=True)] == [
        event.type for event in ask(stream=True)
    ]


@pytest.mark.parametrize("base_url", [GATEWAY_ROOT, GATEWAY_ROOT + "/", GATEWAY, GATEWAY + "/"])
def test_the_base_url_may_have_a_version_and_a_slash(base_url):
    assert "hello" in text_of(ask(of=client(base_url)))
    assert client(base_url).models.retrieve(CLAUDE).id


def test_the_program_of_the_readme_prints_the_answer():
    assert output_of_readme("from anthropic") == text_of(ask("GPT-5.2"))


def test_either_header_carries_the_key():
    assert "hello" in text_of(ask(of=client(auth_token="any")))
    assert "hello" in text_of(ask(of=client(api_key="any")))


@every_model
@pytest.mark.parametrize("asking", [ask, put_together], ids=["whole", "streamed"])
def test_a_tool_is_called_and_the_next_turn_answers_from_its_result(model, asking):
    asked = asking(model, messages=WARM, tools=[WEATHER])
    [call] = calls_of(asked)
    assert asked.stop_reason == "tool_use"
    assert call.name == "weather"
    assert set(call.input) == {"city"}
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "21 degrees"}
    turns = [*WARM, {"role": "assistant", "content": asked.content}, {"role": "user", "content": [result]}]
    assert "21 degrees" in text_of(asking(model, messages=turns, tools=[WEATHER]))


@every_model
def test_several_tools_are_called_at_once(model):
    words = [{"role": "user", "content": "Use both."}]
    for asking in (ask, put_together):
        calls = calls_of(asking(model, messages=words, tools=[WEATHER, CLOCK]))
        assert [call.name for call in calls] == ["weather", "clock"]
        assert calls[0].id != calls[1].id


@every_model
def test_the_input_of_a_tool_comes_in_pieces_of_json(model):
    events = list(ask(model, messages=WARM, tools=[WEATHER], tool_choice={"type": "any"}, stream=True))
    pieces = [
        event.delta.partial_json
        for event in events
        if event.type == "content_block_delta" and event.delta.type == "input_json_delta"
    ]
    assert set(json.loads("".join(pieces))) == {"city"}


@every_thinker
def test_thoughts_come_before_the_answer_and_are_taken_back(model):
    whole = ask(model, thinking=THINKING)
    streamed = put_together(model, thinking=THINKING)
    for answer in (whole, streamed):
        assert answer.content[0].type == "thinking"
        assert answer.content[0].thinking
    assert streamed.content[0].thinking == whole.content[0].thinking
    turns = [*HELLO, {"role": "assistant", "content": whole.content}, {"role": "user", "content": "hello again"}]
    assert "hello again" in text_of(ask(model, messages=turns, thinking=THINKING))


@every_thinker
def test_thoughts_and_tools_go_round_in_a_stream(model):
    asked = put_together(model, messages=WARM, tools=[WEATHER], thinking=THINKING)
    result = {"type": "tool_result", "tool_use_id": calls_of(asked)[0].id, "content": "21 degrees"}
    turns = [*WARM, {"role": "assistant", "content": asked.content}, {"role": "user", "content": [result]}]
    assert "21 degrees" in text_of(put_together(model, messages=turns, tools=[WEATHER], thinking=THINKING))


@every_model
def test_an_answer_is_parsed_into_a_type(model):
    answer = gateway.messages.parse(model=model, max_tokens=8000, messages=HELLO, output_format=Trip)
    assert isinstance(answer.parsed_output, Trip)


@every_model
def test_instructions_and_earlier_turns_reach_the_model(model):
    words = [{"type": "text", "text": "Rules. " * 100, "cache_control": {"type": "ephemeral"}}]
    assert ask(model, system=words).usage.input_tokens > ask(model).usage.input_tokens + 50


@every_model
def test_an_answer_that_is_too_long_stops_at_its_limit(model):
    assert ask(model, max_tokens=5).stop_reason == "max_tokens"


@every_model
def test_a_word_at_which_to_stop_ends_the_answer(model):
    assert "hello" not in text_of(ask(model, stop_sequences=["hello"]))


@every_model
def test_tokens_are_counted_by_estimate(model):
    raw = gateway.messages.with_raw_response.count_tokens(model=model, messages=HELLO, tools=[WEATHER])
    assert raw.parse().input_tokens > 5
    assert raw.headers["x-poe-gateway-warning"] == "estimated"


def test_the_models_are_listed_in_pages_and_one_is_described():
    page = gateway.models.list(limit=100)
    assert len(page.data) == 100 and page.has_more
    listed = {model.id: model for model in gateway.models.list(limit=100)}
    assert len(listed) > 300
    assert listed["claude-sonnet-4.5"].display_name
    assert gateway.models.retrieve(CLAUDE) == listed["claude-sonnet-4.5"]


@pytest.mark.parametrize(
    ("model", "failure", "status", "kind"),
    [
        ("error-400", anthropic.BadRequestError, 400, "invalid_request_error"),
        ("error-402", anthropic.PaymentRequiredError, 402, "billing_error"),
        ("error-403-moderation", anthropic.PermissionDeniedError, 403, "permission_error"),
        ("no-such-model", anthropic.NotFoundError, 404, "not_found_error"),
        ("error-429", anthropic.RateLimitError, 429, "rate_limit_error"),
        ("error-503", anthropic.OverloadedError, 529, "overloaded_error"),
        # It is the gateway's own key that Poe refuses here, so the caller must not be told that his is wrong.
        ("error-401", anthropic.InternalServerError, 502, "api_error"),
    ],
)
def test_each_refusal_raises_its_own_error_whole_and_streamed(model, failure, status, kind):
    for stream in (False, True):
        with pytest.raises(failure) as raised:
            ask(model, stream=stream)
        assert raised.value.status_code == status
        assert raised.value.body["error"]["type"] == kind
        assert raised.value.request_id == raised.value.body["request_id"]


@pytest.mark.parametrize("model", ["error-mid-stream", "mishap-close-mid-body"])
def test_an_error_in_the_middle_of_a_stream_raises_after_what_came_before_it(model):
    expect_error_after_events(model)


@pytest.mark.parametrize("model", ["messages-error", "messages-cut", "mishap-close-mid-body"])
def test_an_error_in_the_middle_of_messages_of_poe_raises_too(model):
    enqueue({"model": model, "path": MESSAGES, "stream": True})
    expect_error_after_events(CLAUDE)


def expect_error_after_events(model):
    events = []
    with pytest.raises(anthropic.APIStatusError) as raised:
        for event in ask(model, stream=True):
            events.append(event)
    assert events
    assert raised.value.body["error"]["message"]


def test_leaving_a_stream_hangs_up_on_poe():
    request = OpenRequest(MESSAGES)
    enqueue({"model": "endless", "path": MESSAGES, "stream": True})
    with ask(stream=True) as stream:
        request.await_arrival()
        next(iter(stream))
    request.await_hang_up()


def test_cancelling_a_call_hangs_up_on_poe():
    calling = AsyncAnthropic(base_url=GATEWAY_ROOT, api_key="any", max_retries=0)
    enqueue({"model": "mishap-hang-before-head", "path": MESSAGES})
    expect_hang_up_on_cancel(
        lambda: calling.messages.create(model=CLAUDE, max_tokens=100, messages=HELLO), MESSAGES
    )


def test_the_client_sends_again_after_the_wait_that_it_was_told():
    enqueue(limited(1))
    before = arrivals(MESSAGES)
    assert "hello" in text_of(ask(of=client(max_retries=1)))
    assert arrivals(MESSAGES) - before == 2


@pytest.mark.parametrize("model", ["error-400", "error-402", "error-401", "mishap-close-before-head"])
def test_what_would_fail_again_or_may_be_billed_already_is_sent_once(model):
    enqueue({"model": model, "path": MESSAGES})
    before = arrivals(MESSAGES)
    with pytest.raises(anthropic.APIStatusError):
        ask(of=client(max_retries=2))
    assert arrivals(MESSAGES) - before == 1
