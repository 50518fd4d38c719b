// The Inspector of MCP's maintainers, which also looks whether other clients could take the tools' schemas (--strict).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ARGUMENTS, LAUNCHER, URL_OF_MCP, textOf, useTheTools } from './surroundings.js';

const INSPECTOR = 'mcp/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js';
const EVERY_TOOL = ['--header', 'X-MCP-Toolsets: all'];

async function inspect(target, era, ...words) {
  const own = [INSPECTOR, '--cli', '--protocol-era', era, '--format', 'json', '-q', ...words];
  const { stdout } = await promisify(execFile)(process.execPath, [...own, ...target], { maxBuffer: 32 * 1024 * 1024 });
  return JSON.parse(stdout).result;
}

const HTTP = ['--transport', 'http', '--server-url', URL_OF_MCP];
const STDIO = ['-e', 'POE_API_KEY=any', '--', LAUNCHER, ...ARGUMENTS];

for (const era of ['legacy', 'auto', 'modern']) {
  test(`over HTTP, ${era}: strict about every tool's schema, and all tools work`, { timeout: 100_000 }, async () => {
    const all = await inspect([...HTTP, ...EVERY_TOOL], era, '--method', 'tools/list', '--strict');
    assert.ok(all.tools.length > 6, `${all.tools.length} tools`);
    await useTheTools({
      list: async () => (await inspect(HTTP, era, '--method', 'tools/list', '--strict')).tools,
      call: async (name, args) => {
        const words = ['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)];
        return inspect(HTTP, era, ...words).catch((failed) => JSON.parse(failed.stdout).result);
      },
    });
  });

  test(`over standard input, ${era}: strict, and a model answers`, { timeout: 100_000 }, async () => {
    const all = await inspect([...STDIO, '--mcp.toolsets=all'], era, '--method', 'tools/list', '--strict');
    assert.ok(all.tools.length > 6, `${all.tools.length} tools`);
    const words = ['--tool-name', 'ask_poe', '--tool-args-json', '{"bot":"Claude-Sonnet-4.6","prompt":"hello"}'];
    assert.match(textOf(await inspect(STDIO, era, '--method', 'tools/call', ...words)), /You wrote: hello$/m);
  });
}
