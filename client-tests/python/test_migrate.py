"""What docs/migrate.md says is run as it stands there."""

import json

import fastapi_poe as fp
import httpx
import openai
import pytest

from surroundings import (
    CHAT,
    GATEWAY,
    GATEWAY_ROOT,
    MODEL,
    ROOT,
    SIMULATOR_ROOT,
    USUAL,
    arrivals,
    blocks,
    output_of,
    run,
)

PAGE = ROOT / "docs" / "migrate.md"
PROGRAMS = blocks(PAGE, "python")
COMMANDS = blocks(PAGE, "sh")
BY_BOT = {"x-poe-gateway-upstream": "bot"}
PICTURE = "data:image/png;base64,iVBORw0KGgo="

client = openai.OpenAI(base_url=GATEWAY, api_key="any", max_retries=0)


def told_by(command: str) -> dict:
    return json.loads(run(["sh", "-c", command.replace(USUAL, GATEWAY_ROOT)]))


def answer_over_bots(model: str, content="hello", **more):
    messages = [{"role": "user", "content": content}]
    return client.chat.completions.create(model=model, messages=messages, extra_headers=BY_BOT, **more)


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_prints_the_answer(program):
    assert "hello" in output_of(program)


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_a_command_is_answered_as_the_page_says(command):
    assert USUAL in command
    before = arrivals(CHAT), arrivals(f"/bot/{MODEL}")
    told = told_by(command)
    chats, bots = arrivals(CHAT) - before[0], arrivals(f"/bot/{MODEL}") - before[1]
    if "/v1/explain/" in command:
        assert (told["upstream"], told["dropped"]) == ("bot", ["top_p"])
        assert (chats, bots) == (0, 0)
    else:
        assert "hello" in told["choices"][0]["message"]["content"]
        assert (chats, bots) == ((0, 1) if "upstream: bot" in command else (1, 0))


def test_every_block_of_the_page_is_run():
    assert PAGE.read_text().count("```") == 2 * (len(PROGRAMS) + len(COMMANDS))


def test_an_error_of_a_bot_has_its_true_status():
    query = fp.QueryRequest(
        version="1.2",
        type="query",
        query=[fp.ProtocolMessage(role="user", content="hello")],
        user_id="",
        conversation_id="",
        message_id="",
    ).model_dump()
    statuses = [
        httpx.post(f"{root}/bot/error-402", json=query, headers={"authorization": "Bearer any"}).status_code
        for root in (SIMULATOR_ROOT, GATEWAY_ROOT)
    ]
    assert statuses == [200, 402]


def test_thoughts_are_taken_out_of_the_text():
    said = answer_over_bots("bot-thinks").choices[0].message
    assert said.reasoning_content
    assert "Thinking" not in said.content


def test_a_file_in_a_message_is_uploaded_once_and_its_address_kept():
    content = [{"type": "text", "text": "What is it?"}, {"type": "image_url", "image_url": {"url": PICTURE}}]
    uploads = "/poe_api/file_upload_3RD_PARTY_POST"
    assert "You attached" in answer_over_bots("gpt-5.4", content).choices[0].message.content
    before = arrivals(uploads)
    assert "You attached" in answer_over_bots(MODEL, content).choices[0].message.content
    assert arrivals(uploads) == before


def test_several_answers_at_once_are_refused_by_name():
    with pytest.raises(openai.BadRequestError) as raised:
        answer_over_bots(MODEL, n=2)
    assert raised.value.param == "n"
