// Codex, with a model provider of its own and a home that nobody uses, in a sandbox that may only read.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { GATEWAY, blocksOf, enqueue, runShell, shimOf } from '../node/surroundings.js';

const LIMIT_MS = 180_000;
const CODEX = join(import.meta.dirname, 'node_modules', '@openai', 'codex', 'bin', 'codex.js');
let home;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'codex-home-'));
});

after(() => rm(home, { recursive: true }));

/** What Codex tells of one turn; the headers go along with each of its requests. */
async function turn(model, headers = {}) {
  const provider = {
    name: 'poe-gateway', base_url: GATEWAY, env_key: 'ANY_KEY', wire_api: 'responses', http_headers: headers,
    request_max_retries: 0, stream_max_retries: 0,
  };
  const lines = Object.entries(provider).map(([name, value]) => `${name} = ${toml(value)}`);
  await writeFile(join(home, 'config.toml'), `model_provider = "poe"\n[model_providers.poe]\n${lines.join('\n')}\n`);
  const args = [CODEX, 'exec', '--skip-git-repo-check', '--sandbox', 'read-only', '--json', '-m', model, 'hello'];
  const environment = { ...process.env, CODEX_HOME: home, HOME: home, ANY_KEY: 'any' };
  const running = promisify(execFile)(process.execPath, args, { cwd: home, env: environment, timeout: LIMIT_MS });
  running.child.stdin.end();
  const { stdout } = await running;
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

function toml(value) {
  return typeof value === 'object'
    ? `{ ${Object.entries(value).map(([name, text]) => `"${name}" = ${JSON.stringify(text)}`).join(', ')} }`
    : JSON.stringify(value);
}

const said = (events) => events.filter((event) => event.item?.type === 'agent_message').map((event) => event.item.text).join('');
const ran = (events) => events.filter((event) => event.type === 'item.completed' && event.item.type === 'command_execution');

for (const [model, path] of Object.entries({
  'GPT-5.2': '/v1/responses',
  'Claude-Sonnet-4.6': '/v1/responses',
  'Gemini-2.5-Pro': '/v1/responses',
  'Grok-4': '/v1/chat/completions',
})) {
  describe(model, () => {
    // Left to itself the simulator calls a tool whenever it is given some.
    test('a turn of words alone', async () => {
      await enqueue({ model, path, stream: true });
      const events = await turn(model);
      assert.match(said(events), /You wrote: hello/);
      assert.deepEqual(ran(events), []);
    });

    test('a turn with a command', async () => {
      const events = await turn(model);
      assert.equal(ran(events).length, 1);
      assert.match(said(events), /The tool returned: /);
      assert.equal(events.at(-1).type, 'turn.completed');
    });

    test('a turn with a command over the bot protocol', async () => {
      const events = await turn(model, { 'x-poe-gateway-upstream': 'bot' });
      assert.equal(ran(events).length, 1);
      assert.equal(events.at(-1).type, 'turn.completed');
    });
  });
}

test('what Poe refuses is shown in its words', async () => {
  await assert.rejects(turn('error-400'), ({ stdout }) => /"type":"turn.failed"/.test(stdout) && /invalid/i.test(stdout));
});

test('the settings and commands of its page get an answer, and those of the README', async () => {
  const page = await blocksOf('docs/clients/codex.md');
  const readme = (await blocksOf('README.md')).toml.find((text) => text.includes('wire_api'));
  assert.deepEqual(page.toml, [readme]);
  await writeFile(join(home, 'config.toml'), page.toml[0]);
  await enqueue({ model: 'Claude-Sonnet-4.6', path: '/v1/responses', stream: true });
  await enqueue({ model: 'GPT-5.2', path: '/v1/responses', stream: true });
  const env = { HOME: home, CODEX_HOME: home, NO_PROXY: '127.0.0.1', PATH: await shimOf('codex', CODEX, home) };
  const [commands] = page.sh;
  const told = await runShell(`git init -q .\n${commands}`, { cwd: home, env });
  for (const model of ['Claude-Sonnet-4.6', 'GPT-5.2']) assert.match(told, new RegExp(`in the name of ${model}`));
});
