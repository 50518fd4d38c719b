"""Pydantic AI, which checks what a model answers against a type."""

import asyncio

import pytest
from pydantic_ai import Agent, ModelHTTPError, NativeOutput, ToolOutput
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from surroundings import GATEWAY, SIMULATOR, arrivals
from typed import Trip, expect_trip

both_places = pytest.mark.parametrize("address", [GATEWAY, SIMULATOR], ids=["gateway", "simulator"])
both_ways = pytest.mark.parametrize("output", [NativeOutput(Trip), ToolOutput(Trip)], ids=["native", "tool"])


def agent(output, address: str = GATEWAY, model: str = "gpt-5.4") -> Agent:
    # Retries of the type's own would hide an answer that does not fit.
    chat = OpenAIChatModel(model, provider=OpenAIProvider(base_url=address, api_key="any"))
    return Agent(chat, output_type=output, retries=0)


@both_places
@both_ways
def test_a_whole_answer_is_of_the_type(address, output):
    before = arrivals()
    expect_trip(agent(output, address).run_sync("Plan a trip.").output)
    assert arrivals() - before == 1


@both_places
@both_ways
def test_a_streamed_answer_is_of_the_type(address, output):
    async def streamed():
        async with agent(output, address).run_stream("Plan a trip.") as run:
            return await run.get_output()

    expect_trip(asyncio.run(streamed()))


def test_a_tool_is_called_before_the_answer_of_the_type():
    planner = agent(NativeOutput(Trip))
    called = []

    @planner.tool_plain
    def weather(city: str) -> str:
        called.append(city)
        return "21 degrees"

    expect_trip(planner.run_sync("Plan a trip.").output)
    assert called == ["sample city"]


def test_a_refusal_raises():
    with pytest.raises(ModelHTTPError) as raised:
        agent(NativeOutput(Trip), model="error-400").run_sync("Plan a trip.")
    assert raised.value.status_code == 400
