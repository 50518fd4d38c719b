"""OpenAI's own client for Python, which here checks every body and every chunk strictly against its types."""

import asyncio
import base64
import json
import time

import openai
import pytest
from openai import AsyncOpenAI, OpenAI

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

HELLO = [{"role": "user", "content": "hello"}]
WARM = [{"role": "user", "content": "How warm is it?"}]
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"type": "function", "function": {"name": "weather", "parameters": PARAMETERS}}
CLOCK = {"type": "function", "function": {"name": "clock", "parameters": {"type": "object", "properties": {}}}}

# Poe has two handlers, and answers of two shapes; this header chooses between them.
HANDLERS = ("chat-completions-legacy", "chat-completions-strict")


def client(base_url: str, max_retries: int = 0, api_key: str = "any") -> OpenAI:
    return OpenAI(
        base_url=base_url, api_key=api_key, max_retries=max_retries, _strict_response_validation=True
    )


gateway = client(GATEWAY)


def ask(model: str = MODEL, of: OpenAI = gateway, **more):
    return of.chat.completions.create(model=model, **({"messages": HELLO} | more))


def text_of(chunks) -> str:
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


both_places = pytest.mark.parametrize("address", [GATEWAY, SIMULATOR], ids=["gateway", "simulator"])


@both_places
def test_a_whole_answer_has_text_a_finish_reason_and_usage(address):
    answer = ask(of=client(address))
    assert "hello" in answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens > 0


@both_places
def test_a_stream_says_the_same_as_a_whole_answer(address):
    chunks = list(ask(of=client(address), stream=True))
    assert text_of(chunks) == ask(of=client(address)).choices[0].message.content
    assert len(chunks) > 3


def test_the_strict_check_refuses_an_answer_without_an_id():
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hi"}}
    enqueue({"json": {"object": "chat.completion", "created": 1, "model": MODEL, "choices": [choice]}})
    with pytest.raises(openai.APIResponseValidationError):
        ask(of=client(SIMULATOR))


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("more", [{}, {"tools": [WEATHER, CLOCK], "messages": WARM}], ids=["text", "tools"])
@pytest.mark.parametrize("model", ["gpt-5.4", "claude-sonnet-4.6", "gemini-3.1-pro"])
def test_every_shape_of_poe_passes_the_strict_check(model, more, handler):
    question = more | {"extra_headers": {"poe-feature": handler}, "reasoning_effort": "high"}
    assert ask(model, **question).choices
    assert list(ask(model, stream=True, **question))


@pytest.mark.parametrize("model", ["body-finish-empty", "body-stream-to-whole"])
def test_whole_answers_that_fail_the_strict_check_at_poe_pass_through_the_gateway(model):
    with pytest.raises(openai.APIResponseValidationError):
        ask(model, of=client(SIMULATOR))
    assert ask(model).choices[0].finish_reason == "stop"


@pytest.mark.parametrize(
    ("model", "failure"),
    [
        ("chunk-finish-empty", openai.APIResponseValidationError),
        ("sse-no-data", json.JSONDecodeError),
        ("sse-empty-data", json.JSONDecodeError),
    ],
)
def test_streams_that_break_the_client_at_poe_pass_through_the_gateway(model, failure):
    with pytest.raises(failure):
        list(ask(model, of=client(SIMULATOR), stream=True))
    assert text_of(ask(model, stream=True)).endswith("hello")


def test_the_program_of_the_readme_prints_the_answer():
    assert output_of_readme("from openai") == ask().choices[0].message.content


def test_usage_comes_last_in_a_stream_and_only_when_it_is_asked_for():
    assert all(chunk.usage is None for chunk in ask(stream=True))
    *others, last = ask(stream=True, stream_options={"include_usage": True})
    assert last.usage.total_tokens > 0
    assert last.choices == []
    assert all(chunk.usage is None for chunk in others)


def test_a_tool_is_called_and_the_next_turn_answers_from_its_result():
    expect_answer_from_result(ask("gpt-5.4", messages=WARM, tools=[WEATHER]))


def test_a_tool_is_called_in_a_stream_that_the_sdk_puts_together():
    with gateway.chat.completions.stream(model="gpt-5.4", messages=WARM, tools=[WEATHER]) as stream:
        expect_answer_from_result(stream.get_final_completion())


def expect_answer_from_result(asked):
    choice = asked.choices[0]
    [call] = choice.message.tool_calls
    assert choice.finish_reason == "tool_calls"
    assert call.function.name == "weather"
    assert set(json.loads(call.function.arguments)) == {"city"}
    result = {"role": "tool", "tool_call_id": call.id, "content": "21 degrees"}
    messages = [*WARM, choice.message.to_dict(), result]
    assert "21 degrees" in ask("gpt-5.4", messages=messages, tools=[WEATHER]).choices[0].message.content


def test_thoughts_come_beside_the_answer():
    def thoughts(said):
        return getattr(said, "reasoning_content", None) or ""

    whole = thoughts(ask("gpt-5.4", reasoning_effort="high").choices[0].message)
    stream = ask("gpt-5.4", reasoning_effort="high", stream=True)
    streamed = "".join(thoughts(choice.delta) for chunk in stream for choice in chunk.choices)
    assert whole
    assert streamed == whole


def test_the_models_are_listed_and_one_is_described():
    assert "claude-sonnet-4.6" in {model.id for model in gateway.models.list()}
    assert gateway.models.retrieve(MODEL).object == "model"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("model", "failure", "status", "code"),
    [
        ("error-400", openai.BadRequestError, 400, "invalid_value"),
        ("error-402", openai.APIStatusError, 402, "insufficient_quota"),
        ("error-403-moderation", openai.PermissionDeniedError, 403, "moderation_error"),
        ("no-such-model", openai.NotFoundError, 404, "model_not_found"),
        ("error-429", openai.RateLimitError, 429, "rate_limit_exceeded"),
        ("error-503", openai.InternalServerError, 503, "upstream_overloaded"),
        # It is the gateway's own key that Poe refuses here, so the caller must not be told that theirs is wrong.
        ("error-401", openai.InternalServerError, 502, "upstream_auth"),
    ],
)
def test_each_refusal_raises_its_own_error(model, failure, status, code, stream):
    with pytest.raises(failure) as raised:
        ask(model, stream=stream)
    assert raised.value.status_code == status
    assert raised.value.code == code
    assert raised.value.request_id


def test_a_wrong_key_raises_at_poe_itself():
    with pytest.raises(openai.AuthenticationError):
        ask(of=client(SIMULATOR, api_key="wrong-key"))


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ("error-mid-stream", "upstream_error"),
        ("mishap-close-mid-body", "upstream_closed"),
        ("end-nothing", "upstream_truncated"),
        ("chunk-malformed", "upstream_bad_response"),
    ],
)
def test_an_error_in_the_middle_of_a_stream_raises_after_what_came_before_it(model, code):
    seen = []
    with pytest.raises(openai.APIError) as raised:
        for chunk in ask(model, stream=True):
            seen.append(chunk)
    assert raised.value.code == code
    assert seen


def test_closing_a_stream_hangs_up_on_poe():
    request = OpenRequest()
    with ask("endless", stream=True) as stream:
        assert next(stream)
        request.await_arrival()
    request.await_hang_up()


def test_cancelling_a_whole_call_hangs_up_on_poe():
    async def call():
        async with AsyncOpenAI(base_url=GATEWAY, api_key="any", max_retries=0) as caller:
            await caller.chat.completions.create(model="mishap-hang-before-head", messages=HELLO)

    expect_hang_up_on_cancel(call)


def test_cancelling_a_task_that_reads_a_stream_hangs_up_on_poe():
    async def call():
        async with AsyncOpenAI(base_url=GATEWAY, api_key="any", max_retries=0) as caller:
            async for _ in await caller.chat.completions.create(model="endless", messages=HELLO, stream=True):
                await asyncio.sleep(0)

    expect_hang_up_on_cancel(call)


def test_a_call_that_runs_out_of_time_hangs_up_on_poe():
    request = OpenRequest()
    with pytest.raises(openai.APITimeoutError):
        ask("mishap-hang-before-head", timeout=2)
    request.await_hang_up()


def test_the_client_sends_again_after_the_wait_that_it_was_told():
    enqueue(limited(1))
    before, began = arrivals(), time.monotonic()
    assert ask(of=client(GATEWAY, max_retries=1)).choices
    # Left to itself the client would wait half a second at most.
    assert time.monotonic() - began >= 1
    assert arrivals() - before == 2


def test_a_failure_of_poe_is_sent_again_after_a_pause_of_the_client():
    before = arrivals()
    assert ask("once-500", of=client(GATEWAY, max_retries=1)).choices
    assert arrivals() - before == 2


@pytest.mark.parametrize(
    # The last three are answered with 502, which the client would repeat but for x-should-retry.
    "model",
    ["error-400", "error-402", "no-such-model", "error-401", "mishap-close-before-head", "body-malformed"],
)
def test_what_would_fail_again_or_may_be_billed_already_is_sent_once(model):
    before = arrivals()
    with pytest.raises(openai.APIStatusError):
        ask(model, of=client(GATEWAY, max_retries=2))
    assert arrivals() - before == 1


def is_png(encoded: str) -> bool:
    return base64.b64decode(encoded).startswith(b"\x89PNG")


def test_a_picture_has_its_address_and_its_bytes():
    answer = gateway.images.generate(model="gpt-image-1.5", prompt="a cat", size="1024x1536", quality="high")
    [picture] = answer.data
    assert "/base/image/" in picture.url
    assert is_png(picture.b64_json)
    assert answer.usage.total_tokens > 0


def test_one_of_the_two_comes_when_it_is_asked_for():
    answer = gateway.images.generate(model="gpt-image-1.5", prompt="a cat", n=3, response_format="url")
    assert [picture.b64_json for picture in answer.data] == [None] * 3
    [picture] = gateway.images.generate(model="gpt-image-1.5", prompt="a cat", response_format="b64_json").data
    assert picture.url is None
    assert is_png(picture.b64_json)


def test_a_stream_ends_in_the_picture():
    [event] = gateway.images.generate(model="gpt-image-1.5", prompt="a cat", stream=True, partial_images=1)
    assert event.type == "image_generation.completed"
    assert is_png(event.b64_json)


def test_a_picture_is_changed_by_a_form_of_several_files():
    drawn = gateway.images.generate(model="gpt-image-1.5", prompt="a cat", response_format="b64_json")
    cat = base64.b64decode(drawn.data[0].b64_json)
    answer = gateway.images.edit(
        model="gpt-image-1.5", prompt="with a hat", image=[("cat.png", cat), ("dog.png", cat)], mask=("mask.png", cat)
    )
    assert is_png(answer.data[0].b64_json)


def test_a_file_is_kept_named_in_a_chat_and_deleted():
    kept = gateway.files.create(file=("words.txt", b"some words"), purpose="user_data")
    assert kept.bytes == 10
    assert kept.id in [file.id for file in gateway.files.list()]
    assert gateway.files.retrieve(kept.id).filename == "words.txt"
    assert gateway.files.content(kept.id).read() == b"some words"
    part = {"type": "file", "file": {"file_id": kept.id}}
    answer = ask(messages=[{"role": "user", "content": [part, {"type": "text", "text": "hello"}]}])
    assert "words.txt" in answer.choices[0].message.content
    assert gateway.files.delete(kept.id).deleted
    with pytest.raises(openai.NotFoundError):
        gateway.files.retrieve(kept.id)
    with pytest.raises(openai.BadRequestError):
        ask(messages=[{"role": "user", "content": [part]}])


def test_a_video_is_asked_for_waited_for_fetched_and_deleted():
    video = gateway.videos.create_and_poll(model="sora-2", prompt="a cat", seconds="8", size="1280x720", poll_interval_ms=50)
    assert video.status == "completed"
    assert video.seconds == "8"
    assert gateway.videos.download_content(video.id).read()[4:8] == b"ftyp"
    assert video.id in [each.id for each in gateway.videos.list()]
    assert gateway.videos.delete(video.id).deleted
    with pytest.raises(openai.NotFoundError):
        gateway.videos.retrieve(video.id)


def test_speech_comes_as_bytes_which_can_be_heard_again():
    answer = gateway.audio.speech.create(model="sonic-3.0", voice="tessa", input="Good morning")
    assert answer.response.headers["content-type"] == "audio/mpeg"
    sound = answer.read()
    assert sound.startswith(b"ID3")
    heard = gateway.audio.transcriptions.create(model="whisper-v3-large-t", file=("speech.mp3", sound))
    assert "transcript of speech.mp3" in heard.text
    with gateway.audio.speech.with_streaming_response.create(model="sonic-3.0", voice="tessa", input="Good morning") as streamed:
        assert b"".join(streamed.iter_bytes()) == sound
    *_, done = gateway.audio.transcriptions.create(model="whisper-v3-large-t", file=("speech.mp3", sound), stream=True)
    assert done.type == "transcript.text.done"
    assert done.text == heard.text
