"""OpenAI's Agents SDK over chat completions, with a type as the output of an agent."""

import asyncio

import openai
import pytest
from agents import Agent, OpenAIChatCompletionsModel, RunConfig, Runner, function_tool

from surroundings import GATEWAY, SIMULATOR, arrivals
from typed import Trip, expect_trip

both_places = pytest.mark.parametrize("address", [GATEWAY, SIMULATOR], ids=["gateway", "simulator"])
# Traces would go to OpenAI.
untraced = RunConfig(tracing_disabled=True)


def agent(address: str = GATEWAY, model: str = "gpt-5.4", **more) -> Agent:
    client = openai.AsyncOpenAI(base_url=address, api_key="any", max_retries=0)
    chat = OpenAIChatCompletionsModel(model=model, openai_client=client)
    return Agent(name="Planner", model=chat, output_type=Trip, **more)


def run(planner: Agent):
    return asyncio.run(Runner.run(planner, "Plan a trip.", run_config=untraced))


@both_places
def test_a_whole_answer_is_of_the_type(address):
    before = arrivals()
    expect_trip(run(agent(address)).final_output)
    assert arrivals() - before == 1


@both_places
def test_a_streamed_answer_is_of_the_type(address):
    async def streamed():
        running = Runner.run_streamed(agent(address), "Plan a trip.", run_config=untraced)
        async for _ in running.stream_events():
            pass
        return running.final_output

    expect_trip(asyncio.run(streamed()))


def test_a_tool_is_called_before_the_answer_of_the_type():
    called = []

    @function_tool
    def weather(city: str) -> str:
        """Tells how warm it is."""
        called.append(city)
        return "21 degrees"

    expect_trip(run(agent(tools=[weather])).final_output)
    assert called == ["sample city"]


def test_a_refusal_raises():
    with pytest.raises(openai.BadRequestError):
        run(agent(model="error-400"))
