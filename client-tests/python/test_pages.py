"""The pages of docs/clients: their programs in Python and their commands are run as they stand there, and their settings are used."""

import json
import re

import httpx
import pytest

from surroundings import GATEWAY_ROOT, MODEL, ROOT, USUAL, blocks, output_of, run

FOLDER = ROOT / "docs" / "clients"
PAGES = sorted(FOLDER.glob("*.md"))
PROGRAMS = [(page.stem, place, program) for page in PAGES for place, program in enumerate(blocks(page, "python"))]

# What runs the blocks of which page: this suite, that of Node's pages, and those of the programs that have their own.
LANGUAGES = {
    "ai-sdk": {"js"},
    "claude-code": {"json", "sh"},
    "codex": {"sh", "toml"},
    "cursor": {"sh"},
    "langchain": {"js", "python"},
    "mcp": {"json", "sh"},
    "open-webui": {"ini"},
}


def test_every_block_is_of_a_language_that_a_suite_runs():
    found = {page.stem: set(re.findall(r"^```(\S+)$", page.read_text(), re.MULTILINE)) for page in PAGES}
    assert found == LANGUAGES


@pytest.mark.parametrize("program", [text for _, _, text in PROGRAMS], ids=[f"{page}-{at}" for page, at, _ in PROGRAMS])
def test_a_program_prints_an_answer(program):
    assert re.search("simulated answer|sample city", output_of(program))


def test_the_request_of_cursors_shape_gets_chunks_of_a_chat():
    [command] = blocks(FOLDER / "cursor.md", "sh")
    assert USUAL in command
    lines = run(["sh", "-c", command.replace(USUAL, GATEWAY_ROOT)]).splitlines()
    *chunks, last = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    assert last == "[DONE]"
    assert all(json.loads(chunk)["object"] == "chat.completion.chunk" for chunk in chunks)


def test_the_settings_of_open_webui_are_enough_for_what_it_asks():
    [settings] = blocks(FOLDER / "open-webui.md", "ini")
    values = dict(line.split("=", 1) for line in settings.replace(USUAL, GATEWAY_ROOT).splitlines())
    base = values["OPENAI_API_BASE_URL"]
    headers = {"authorization": f"Bearer {values['OPENAI_API_KEY']}", "x-openwebui-user-email": "nobody@example.org"}
    listed = httpx.get(f"{base}/models", headers=headers).json()
    assert {"claude-sonnet-4.6", "gpt-5.2"} <= {model["id"] for model in listed["data"]}
    asked = {
        "model": MODEL,
        "messages": [{"role": "user", "content": "hello"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "reasoning": {"effort": "high"},
        "metadata": {"chat_id": "1", "user_id": "2"},
    }
    answer = httpx.post(f"{base}/chat/completions", headers=headers, json=asked)
    assert answer.status_code == 200
    *chunks, last = [line.removeprefix("data: ") for line in answer.text.splitlines() if line.startswith("data: ")]
    assert last == "[DONE]"
    assert json.loads(chunks[-1])["usage"]["total_tokens"] > 0
