// Claude Code, as its page in docs/clients sets it up, with a home that nobody uses and nothing of the environment's own.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { GATEWAY, MESSAGES, blocksOf, enqueue, runShell, shimOf } from '../node/surroundings.js';

const root = GATEWAY.replace(/\/v1$/, '');
const page = await blocksOf('docs/clients/claude-code.md');
const wrapper = join(import.meta.dirname, 'node_modules', '@anthropic-ai', 'claude-code', 'cli-wrapper.cjs');
// Else it looks for updates, and for what Anthropic may have to tell it.
const quiet = { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1', NO_PROXY: '127.0.0.1' };
let home;
let place;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'claude-home-'));
  place = { cwd: home, env: { HOME: home, PATH: await shimOf('claude', wrapper, home), ...quiet } };
});

after(() => rm(home, { recursive: true }));

const commands = (variables, command) =>
  Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`).join('') + command;

/** What it tells of one turn; the tools are those that the model may call, which in the simulator are called. */
async function turn(model, tools = '') {
  const variables = { ANTHROPIC_BASE_URL: root, ANTHROPIC_AUTH_TOKEN: 'any', ANTHROPIC_MODEL: model, ANTHROPIC_DEFAULT_HAIKU_MODEL: model };
  const options = `--output-format stream-json --verbose --max-turns 4 --tools '${tools}' --allowedTools '${tools}'`;
  const lines = (await runShell(commands(variables, `claude -p hello ${options}`), place)).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const resultOf = (events) => events.findLast((event) => event.type === 'result');

for (const model of ['Claude-Sonnet-4.6', 'GPT-5.2', 'Gemini-2.5-Pro', 'Grok-4']) {
  describe(model, () => {
    test('a turn of words alone', async () => {
      const result = resultOf(await turn(model));
      assert.equal(result.subtype, 'success');
      assert.match(result.result, /simulated answer/);
    });

    test('a turn with a tool', async () => {
      const events = await turn(model, 'Glob');
      const used = events.flatMap((event) => (event.type === 'assistant' ? event.message.content : []));
      assert.ok(used.some((block) => block.type === 'tool_use'), JSON.stringify(used));
      assert.match(resultOf(events).result, /The tool returned: /);
    });
  });
}

test('what Poe refuses is shown in its words', async () => {
  await assert.rejects(turn('error-400'), ({ stdout }) => /The request is malformed/.test(stdout));
});

// With all its tools the simulator would call one after the other, those that ask further agents among them.
const answerInWords = (model, path) => enqueue({ model, path, stream: true });

test('the commands of the page get an answer', async () => {
  assert.equal(page.sh.length, 1);
  await answerInWords('Claude-Sonnet-4.6', MESSAGES);
  assert.match(await runShell(page.sh[0], place), /You wrote: hello/);
});

test('the commands of the README get an answer', async () => {
  const commands = (await blocksOf('README.md')).sh.find((text) => text.includes('ANTHROPIC_BASE_URL'));
  await answerInWords('Claude-Sonnet-4.6', MESSAGES);
  assert.match(await runShell(commands, place), /You wrote: hello/);
});

test('the settings of the page are enough', async () => {
  assert.equal(page.json.length, 1);
  await mkdir(join(home, '.claude'), { recursive: true });
  await writeFile(join(home, '.claude', 'settings.json'), page.json[0]);
  await answerInWords('GPT-5.2', '/v1/chat/completions');
  assert.match(await runShell('claude -p hello', place), /in the name of GPT-5.2/);
});
