// docs/clients/mcp.md: what stands there for each program is read as it reads it, and used. Claude Code itself runs its commands.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { runShell, shimOf } from '../node/surroundings.js';
import { ARGUMENTS, LAUNCHER, URL_OF_MCP } from './surroundings.js';

const PAGE = await readFile(new URL('../../docs/clients/mcp.md', import.meta.url), 'utf8');
const INSTALLED = '/opt/poe-gateway/poe-gateway';
/** Where each program's page says that its servers stand. */
const MEMBER = { 'Claude Desktop': 'mcpServers', 'VS Code': 'servers', Cursor: 'mcpServers', Warp: 'mcpServers' };
const TOOLS = ['ask_poe', 'generate_image', 'list_models'];

const blocks = [...PAGE.matchAll(/^## (.*?)$(.*?)(?=^## |(?![\s\S]))/gms)].flatMap(([, program, text]) =>
  [...text.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language, block]) => ({ program, language, block })),
);

function transportOf({ url, headers, command, args, env }) {
  if (url) {
    assert.equal(url, 'http://127.0.0.1:8642/mcp');
    return new StreamableHTTPClientTransport(new URL(URL_OF_MCP), { requestInit: { headers } });
  }
  assert.equal(command, INSTALLED);
  // The page's own words, and after them only where Poe is.
  return new StdioClientTransport({
    command: LAUNCHER,
    args: [...args, ...ARGUMENTS.slice(2)],
    env: { PATH: process.env.PATH, ...env },
    stderr: 'ignore',
  });
}

for (const { program, block } of blocks.filter((one) => one.language === 'json')) {
  const servers = JSON.parse(block)[MEMBER[program]];
  for (const [name, server] of Object.entries(servers ?? {})) {
    test(`${program} finds the tools of '${name}'`, async () => {
      const client = new Client({ name: 'pages', version: '1' });
      await client.connect(transportOf(server));
      const listed = (await client.listTools()).tools.map((tool) => tool.name);
      for (const tool of TOOLS) assert.ok(listed.includes(tool), `${tool} is not among ${listed}`);
      await client.close();
    });
  }
}

test('every program has settings that were tried', () => {
  assert.deepEqual(new Set(blocks.map((one) => one.program)), new Set(['Claude Code', ...Object.keys(MEMBER)]));
  for (const { program, language, block } of blocks) {
    if (language === 'json') assert.ok(JSON.parse(block)[MEMBER[program]], program);
  }
});

test('Claude Code takes its commands and connects', { timeout: 100_000 }, async () => {
  const wrapper = join(import.meta.dirname, '../claude-code/node_modules/@anthropic-ai/claude-code/cli-wrapper.cjs');
  const home = await mkdtemp(join(tmpdir(), 'claude-mcp-'));
  const quiet = { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1', NO_PROXY: '127.0.0.1' };
  const place = { cwd: home, env: { HOME: home, PATH: await shimOf('claude', wrapper, home), ...quiet } };
  try {
    const commands = blocks.filter((one) => one.program === 'Claude Code').map((one) => one.block);
    assert.equal(commands.length, 2);
    for (const command of commands) {
      const here = command
        .replace('http://127.0.0.1:8642/mcp', URL_OF_MCP)
        .replace(`${INSTALLED} mcp --stdio`, [LAUNCHER, ...ARGUMENTS].join(' '));
      assert.notEqual(here, command);
      await runShell(here, place);
    }
    const said = await runShell('claude mcp list', place);
    for (const name of ['poe', 'poe-of-its-own']) assert.match(said, new RegExp(`^${name}: .*Connected`, 'm'), said);
  } finally {
    await rm(home, { recursive: true });
  }
});
