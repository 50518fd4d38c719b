// What stands around a suite: the gateway, the simulated Poe behind it, and the README. client-tests/run starts the two and
// tells their addresses.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const GATEWAY = addressOf('GATEWAY_URL');
export const SIMULATOR = addressOf('SIMULATOR_URL');
export const MODEL = 'Claude-Sonnet-4.6';
export const MESSAGES = '/v1/messages';

/** Ends what would never end, on a busy machine too. */
const LIMIT_MS = 30_000;
const CHAT = '/v1/chat/completions';
const CONTROL = SIMULATOR.replace(/\/v1$/, '/simulator');

function addressOf(variable) {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set; start the suites with client-tests/run`);
  return url;
}

/** What the simulator counts; docs/simulator.md names the fields. */
async function census() {
  const reply = await fetch(`${CONTROL}/census`);
  return reply.json();
}

/** The next answers of the simulator, whatever the models that are asked. */
export async function enqueue(...scripts) {
  const reply = await fetch(`${CONTROL}/scripts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scripts),
  });
  if (reply.status !== 202) throw new Error(await reply.text());
}

const arrivals = (counts, path = CHAT) => counts.arrivals_by_path[path] ?? 0;

/** How many requests for chat, or for another path, reach Poe meanwhile. */
export async function arrivalsDuring(action, path) {
  const before = arrivals(await census(), path);
  await action();
  return arrivals(await census(), path) - before;
}

/** Polls the simulator until its census is as wanted; fails when that takes too long. */
async function awaitCensus(wanted) {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const now = await census();
    if (wanted(now)) return now;
    if (Date.now() > deadline) throw new Error(`the census stays ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Starts a request that Poe leaves open, then leaves it: Poe must see its caller hang up. */
export async function expectHangUp(request, leave, path) {
  const before = await awaitCensus((now) => now.open_requests === 0);
  const open = request();
  await awaitCensus((now) => arrivals(now, path) > arrivals(before, path));
  await leave(open);
  await awaitCensus((now) => now.open_requests === 0 && now.hang_ups > before.hang_ups);
}

/** A refusal of Poe that names its wait. */
export function limited(seconds) {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    json: { error: { message: 'Rate limit reached.', type: 'rate_limit_error', code: 429 } },
  };
}

/** Milliseconds until the promise of the action settles. */
export async function timed(action) {
  const began = performance.now();
  await action();
  return performance.now() - began;
}

const USUAL = 'http://127.0.0.1:8642';
const ROOT = new URL('../../', import.meta.url);
const run = promisify(execFile);

/** The fenced blocks of a page by their language, at the gateway instead of the usual address. */
export async function blocksOf(page) {
  const found = {};
  for (const [, language, text] of (await readFile(new URL(page, ROOT), 'utf8')).matchAll(/```(\w+)\n(.*?)```/gs)) {
    (found[language] ??= []).push(text.replaceAll(USUAL, GATEWAY.replace(/\/v1$/, '')));
  }
  return found;
}

/** Runs a program of a page; what it prints. */
export async function outputOf(program) {
  if (!program.includes(GATEWAY)) throw new Error(`this program names another address: ${program}`);
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    timeout: 120_000,
  });
  return stdout;
}

/** Runs the README's program that has these words; what it prints. */
export async function outputOfReadme(words) {
  const { js } = await blocksOf('README.md');
  return outputOf(js.find((text) => text.includes(words)));
}

/** A search path on which the name is that program for Node. */
export async function shimOf(name, program, folder) {
  const shim = join(folder, 'bin', name);
  await mkdir(dirname(shim), { recursive: true });
  await writeFile(shim, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  return `${dirname(shim)}:${process.env.PATH}`;
}

/** What the commands print; nothing is there to be read. Out of time, what they started ends with them. */
export async function runShell(commands, options) {
  const running = run('timeout', ['60', 'sh', '-e', '-c', commands], { maxBuffer: 64 << 20, ...options });
  running.child.stdin.end();
  return (await running).stdout;
}
