"""The Responses interface with OpenAI's own client, which checks every body and every event strictly against its types; on models
that Poe asks in it, and on one that it does not."""

import json

import openai
import pytest
from openai import OpenAI
from pydantic import BaseModel

from surroundings import GATEWAY

gateway = OpenAI(base_url=GATEWAY, api_key="any", max_retries=0, _strict_response_validation=True)
every_model = pytest.mark.parametrize("model", ["GPT-5.2", "Claude-Sonnet-4.5", "Gemini-2.5-Pro", "Grok-4"])
WEATHER = {
    "type": "function",
    "name": "weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    "strict": False,
}


class Trip(BaseModel):
    city: str
    days: int


@every_model
def test_a_response_has_text_and_usage(model):
    answer = gateway.responses.create(model=model, input="hello")
    assert "hello" in answer.output_text
    assert answer.status == "completed"
    assert answer.usage.total_tokens > 0


@every_model
def test_a_stream_that_the_sdk_puts_together_says_the_same(model):
    whole = gateway.responses.create(model=model, input="hello")
    with gateway.responses.stream(model=model, input="hello") as stream:
        text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        assert stream.get_final_response().output_text == text == whole.output_text


@every_model
def test_a_tool_is_called_and_the_next_response_goes_on_from_its_result(model):
    with gateway.responses.stream(model=model, input="How warm is it?", tools=[WEATHER]) as stream:
        for _ in stream:
            pass
        asked = stream.get_final_response()
    call = next(item for item in asked.output if item.type == "function_call")
    assert call.name == "weather"
    assert json.loads(call.arguments)["city"]
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "21 degrees"}
    answer = gateway.responses.create(model=model, previous_response_id=asked.id, input=[result])
    assert "21 degrees" in answer.output_text


@every_model
def test_an_answer_is_parsed_into_a_type(model):
    answer = gateway.responses.parse(model=model, input="hello", text_format=Trip)
    assert isinstance(answer.output_parsed, Trip)


@every_model
def test_a_response_is_kept_shown_and_removed(model):
    made = gateway.responses.create(model=model, input="hello")
    assert gateway.responses.retrieve(made.id).output_text == made.output_text
    assert [item.type for item in gateway.responses.input_items.list(made.id)] == ["message"]
    *_, last = gateway.responses.retrieve(made.id, stream=True)
    assert last.type == "response.completed"
    assert last.response.output_text == made.output_text
    gateway.responses.delete(made.id)
    with pytest.raises(openai.NotFoundError):
        gateway.responses.retrieve(made.id)


@every_model
def test_thoughts_come_as_a_summary(model):
    answer = gateway.responses.create(model=model, input="hello", reasoning={"effort": "high", "summary": "auto"})
    thoughts = [item for item in answer.output if item.type == "reasoning"]
    assert all(part.text for item in thoughts for part in item.summary)
    assert "hello" in answer.output_text


def test_what_is_not_kept_cannot_be_gone_on_from():
    made = gateway.responses.create(model="GPT-5.2", input="hello", store=False)
    with pytest.raises(openai.BadRequestError) as refused:
        gateway.responses.create(model="GPT-5.2", input="more", previous_response_id=made.id)
    assert refused.value.code == "previous_response_not_found"
