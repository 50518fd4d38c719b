// The clients that MCP's maintainers publish for TypeScript, of the generation before and of today, over HTTP and standard input.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { ARGUMENTS, ENVIRONMENT, LAUNCHER, URL_OF_MCP, textOf, useTheTools } from './surroundings.js';

const NAME = { name: 'client-tests', version: '1' };
const PROGRAM = { command: LAUNCHER, args: ARGUMENTS, env: ENVIRONMENT, stderr: 'ignore' };

const connections = [
  { name: 'v1 over HTTP', client: () => new ClientV1(NAME), way: () => new HttpV1(new URL(URL_OF_MCP)), era: 'session' },
  { name: 'v1 over stdio', client: () => new ClientV1(NAME), way: () => new StdioV1(PROGRAM) },
];
for (const [mode, era] of [[undefined, 'session'], ['auto', 'stateless'], [{ pin: '2026-07-28' }, 'stateless']]) {
  const options = mode ? { versionNegotiation: { mode } } : undefined;
  const words = mode ? `with ${JSON.stringify(mode)}` : 'as it is';
  connections.push(
    {
      name: `v2 ${words} over HTTP`,
      client: () => new Client(NAME, options),
      way: () => new StreamableHTTPClientTransport(new URL(URL_OF_MCP)),
      era,
    },
    { name: `v2 ${words} over stdio`, client: () => new Client(NAME, options), way: () => new StdioClientTransport(PROGRAM) },
  );
}

for (const { name, client: made, way, era } of connections) {
  test(`${name} lists and calls the tools`, async () => {
    const client = made();
    const transport = way();
    await client.connect(transport);
    try {
      if (era) assert.equal(transport.sessionId ? 'session' : 'stateless', era);
      await useTheTools({
        list: async () => (await client.listTools()).tools,
        call: (tool, args) => client.callTool({ name: tool, arguments: args }),
      });
    } finally {
      await client.close();
    }
  });
}

for (const [name, made, way, updated] of [
  ['v1', () => new ClientV1(NAME), () => new HttpV1(new URL(URL_OF_MCP)), ResourceUpdatedNotificationSchema],
  [
    'v2',
    () => new Client(NAME),
    () => new StreamableHTTPClientTransport(new URL(URL_OF_MCP)),
    'notifications/resources/updated',
  ],
]) {
  test(`${name} is told of another turn of a conversation that it subscribed to`, { timeout: 60_000 }, async () => {
    const client = made();
    await client.connect(way());
    try {
      const told = new Promise((resolve) => {
        client.setNotificationHandler(updated, (message) => resolve(message.params.uri));
      });
      const ask = { bot: 'Claude-Sonnet-4.6', prompt: 'hello' };
      const begun = await client.callTool({ name: 'ask_poe', arguments: ask });
      const session = begun.structuredContent.session_id;
      await client.subscribeResource({ uri: `poe://sessions/${session}` });
      await client.callTool({ name: 'ask_poe', arguments: { ...ask, session_id: session } });
      assert.equal(await told, `poe://sessions/${session}`);
    } finally {
      await client.close();
    }
  });
}

for (const [name, made, way] of [
  ['v1', () => new ClientV1(NAME), () => new HttpV1(new URL(URL_OF_MCP))],
  [
    'v2',
    () => new Client(NAME, { versionNegotiation: { mode: 'auto' } }),
    () => new StreamableHTTPClientTransport(new URL(URL_OF_MCP)),
  ],
]) {
  test(`${name} is told how far a model is, and takes a call back`, async () => {
    const client = made();
    await client.connect(way());
    const told = [];
    const slow = { name: 'ask_poe', arguments: { bot: 'slow-events', prompt: 'hello' } };
    const withProgress = { onprogress: (one) => told.push(one.progress) };
    const result = await (name === 'v1'
      ? client.callTool(slow, undefined, withProgress)
      : client.callTool(slow, withProgress));
    assert.match(textOf(result), /hello/);
    assert.ok(told.length > 0, 'nothing was told');
    assert.deepEqual(told, [...told].sort((a, b) => a - b));

    const withdrawn = new AbortController();
    const silent = { name: 'ask_poe', arguments: { bot: 'silent', prompt: 'hello' } };
    const options = { signal: withdrawn.signal };
    const call = name === 'v1' ? client.callTool(silent, undefined, options) : client.callTool(silent, options);
    setTimeout(() => withdrawn.abort(), 200);
    await assert.rejects(call);
    assert.ok((await client.listTools()).tools.length > 0);
    await client.close();
  });
}
