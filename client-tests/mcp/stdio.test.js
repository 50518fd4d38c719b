// The launcher with `mcp --stdio`, byte by byte: what a client may rely on, whichever it is.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { test } from 'node:test';
import { ARGUMENTS, ENVIRONMENT, LAUNCHER, promptComesToPoe } from './surroundings.js';

const INTRODUCTION = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};
const ask = (id, bot) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'ask_poe', arguments: { bot, prompt: 'hello' } },
});

function start() {
  const program = spawn(LAUNCHER, ARGUMENTS, { env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = [];
  let rest = '';
  program.stdout.setEncoding('utf8').on('data', (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop();
    lines.push(...parts);
    program.emit('line');
  });
  let log = '';
  program.stderr.setEncoding('utf8').on('data', (text) => (log += text));
  return {
    program,
    lines,
    log: () => log,
    rest: () => rest,
    write: (message) => program.stdin.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`),
    async answer(id) {
      for (;;) {
        const found = lines.map((line) => JSON.parse(line)).find((message) => message.id === id);
        if (found) return found;
        await once(program, 'line');
      }
    },
    async end() {
      if (program.exitCode === null && program.signalCode === null) await once(program, 'close');
      return program.exitCode;
    },
  };
}

/** Sockets on which a process listens, by what Linux says. */
async function listening(pid) {
  const inodes = new Set();
  for (const table of ['tcp', 'tcp6']) {
    for (const line of (await readFile(`/proc/${pid}/net/${table}`, 'utf8')).split('\n').slice(1)) {
      const words = line.trim().split(/\s+/);
      if (words[3] === '0A') inodes.add(words[9]);
    }
  }
  const links = (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).filter((link) => inodes.has(/^socket:\[(\d+)\]$/.exec(link)?.[1]));
}

test('nothing but messages is written, no port is opened, and the end of the input is the end', { timeout: 60_000 }, async () => {
  const server = start();
  server.write(INTRODUCTION);
  server.write('this is no message\n');
  assert.equal((await server.answer(1)).result.protocolVersion, '2025-11-25');
  assert.deepEqual(await listening(server.program.pid), []);
  server.write(ask(2, 'Claude-Sonnet-4.6'));
  server.program.stdin.end();
  assert.equal(await server.end(), 0, server.log());
  assert.match((await server.answer(2)).result.content[0].text, /You wrote: hello$/);
  assert.equal(server.rest(), '');
  for (const line of server.lines) assert.equal(JSON.parse(line).jsonrpc, '2.0');
  assert.equal(server.lines.length, 3);
});

test('SIGTERM ends it, and what runs is answered first', { timeout: 60_000 }, async () => {
  const server = start();
  server.write(INTRODUCTION);
  await server.answer(1);
  await promptComesToPoe(() => server.write(ask(2, 'slow-events')));
  server.program.kill('SIGTERM');
  assert.equal(await server.end(), 0, server.log());
  assert.ok((await server.answer(2)).result, server.lines.join('\n'));
});

test('told twice to end, it does not wait for what runs', { timeout: 60_000 }, async () => {
  const server = start();
  server.write(INTRODUCTION);
  await server.answer(1);
  await promptComesToPoe(() => server.write(ask(2, 'silent')));
  server.program.stdin.end();
  // Whether the end of the input or a signal is heard first is nobody's choice: the next signal is the second word in any case.
  const again = setInterval(() => server.program.kill('SIGTERM'), 100);
  const code = await server.end();
  clearInterval(again);
  assert.equal(code, 4, server.log());
  assert.equal((await server.answer(2)).result.isError, true);
});
