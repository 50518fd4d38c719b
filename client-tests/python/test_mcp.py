"""The client that MCP's maintainers publish for Python, in each of its modes, over HTTP and standard input."""

import asyncio
import os

import pytest
from mcp import Client, StdioServerParameters

MCP_URL = os.environ["GATEWAY_URL"].removesuffix("/v1") + "/mcp"
PROGRAM = StdioServerParameters(
    command=os.environ["LAUNCHER"],
    args=["mcp", "--stdio", "--poe.source=poe", "--poe.base-url=" + os.environ["SIMULATOR_URL"]],
    env={**os.environ, "POE_API_KEY": "any"},
)
TOOLS = {"ask_poe", "generate_image", "generate_video", "get_job", "get_usage", "list_models"}


def words(result):
    return "\n".join(block.text for block in result.content if block.type == "text")


async def use_the_tools(client):
    assert TOOLS <= {tool.name for tool in (await client.list_tools()).tools}

    asked = await client.call_tool("ask_poe", {"bot": "Claude-Sonnet-4.6", "prompt": "hello"})
    assert "You wrote: hello" in words(asked).splitlines()[0]
    assert asked.structured_content["finish_reason"] == "stop"

    picture = await client.call_tool("generate_image", {"prompt": "a boat", "model": "GPT-Image-1.5"})
    assert not picture.is_error, words(picture)
    assert {"image", "resource_link"} & {block.type for block in picture.content}

    models = await client.call_tool("list_models", {"query": "claude", "limit": 2})
    assert len(models.structured_content["models"]) == 2
    assert (await client.call_tool("get_usage", {})).structured_content["requests"] >= 1

    begun = await client.call_tool("generate_video", {"prompt": "a boat", "model": "Sora-2", "wait_seconds": 0})
    job = begun.structured_content["job_id"]
    made = await client.call_tool("get_job", {"job_id": job, "wait_seconds": 60})
    assert made.structured_content["status"] == "completed", made

    wrong = await client.call_tool("ask_poe", {"bot": "no-such-model-anywhere", "prompt": "hello"})
    assert wrong.is_error


@pytest.mark.parametrize("mode", ["legacy", "auto", "2026-07-28"])
@pytest.mark.parametrize("server", [MCP_URL, PROGRAM], ids=["http", "stdio"])
def test_every_mode_lists_and_calls_the_tools(server, mode):
    async def run():
        async with Client(server, mode=mode) as client:
            assert client.protocol_version == ("2025-11-25" if mode == "legacy" else "2026-07-28")
            await use_the_tools(client)

    asyncio.run(run())


def test_it_is_told_how_far_a_model_is():
    async def run():
        told = []

        async def progress(done, total, message):
            told.append(done)

        async with Client(MCP_URL) as client:
            await client.call_tool("ask_poe", {"bot": "slow-events", "prompt": "hello"}, progress_callback=progress)
        assert told and told == sorted(told)

    asyncio.run(run())
