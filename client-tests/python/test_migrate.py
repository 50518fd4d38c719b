"""What docs/migrate.md says is run as it stands there."""

import json

import pytest

from surroundings import GATEWAY_ROOT, ROOT, USUAL, blocks, output_of, run

PAGE = ROOT / "docs" / "migrate.md"
PROGRAMS = blocks(PAGE, "python")
COMMANDS = blocks(PAGE, "sh")


def answer_of(words: str) -> dict:
    """What the page's command that has these words prints."""
    command = next(text for text in COMMANDS if words in text)
    return json.loads(run(["sh", "-c", command.replace(USUAL, GATEWAY_ROOT)]))


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_prints_the_answer(program):
    assert "hello" in output_of(program)


def test_chat_over_the_bot_protocol_is_an_ordinary_answer():
    answer = answer_of("/v1/chat/completions -H 'content-type: application/json' \\\n  -H 'x-poe-gateway-upstream: bot'")
    assert "hello" in answer["choices"][0]["message"]["content"]


def test_what_is_dropped_is_told():
    told = answer_of("/v1/explain/chat")
    assert told["upstream"] == "bot" and told["dropped"] == ["top_p"]


def test_other_spellings_and_roles_are_mended():
    answer = answer_of("anthropic/claude-sonnet-4-6")
    assert "hello" in answer["choices"][0]["message"]["content"]
