// What stands around the suites for the Model Context Protocol: the gateway at its address, the launcher that serves the same over
// standard input and output, and what every client is to get from the tools. client-tests/run starts and names them.
import assert from 'node:assert/strict';

export const URL_OF_MCP = addressOf('GATEWAY_URL').replace(/\/v1$/, '/mcp');

/** The program that serves one client; it asks the same simulated Poe. */
export const LAUNCHER = addressOf('LAUNCHER');
export const ARGUMENTS = ['mcp', '--stdio', '--poe.source=poe', `--poe.base-url=${addressOf('SIMULATOR_URL')}`];
export const ENVIRONMENT = { ...process.env, POE_API_KEY: 'any' };

const CENSUS = addressOf('SIMULATOR_URL').replace(/\/v1$/, '/simulator/census');
const PROMPT_PATH = /^\/(v1\/(chat\/completions|responses|messages)|bot\/.+)$/;
const PROMPT_LIMIT_MS = 30_000;
const TOOLS = ['ask_poe', 'generate_image', 'generate_video', 'get_job', 'get_usage', 'list_models'];

function addressOf(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set; start the suites with client-tests/run`);
  return value;
}

export const textOf = (result) => result.content.filter((block) => block.type === 'text').map((block) => block.text).join('\n');

/** How many prompts have come to Poe. */
async function prompts() {
  const { arrivals_by_path: arrivals } = await (await fetch(CENSUS)).json();
  return Object.keys(arrivals)
    .filter((path) => PROMPT_PATH.test(path))
    .reduce((sum, path) => sum + arrivals[path], 0);
}

/** Does what makes a model be asked, and waits until the prompt has come to Poe. */
export async function promptComesToPoe(action) {
  const before = await prompts();
  await action();
  const deadline = Date.now() + PROMPT_LIMIT_MS;
  while ((await prompts()) === before) {
    if (Date.now() > deadline) throw new Error('no prompt came to Poe');
    await new Promise((over) => setTimeout(over, 10));
  }
}

/**
 * Lists and calls the tools that most people use.
 *
 * @param list gives the tools
 * @param call gives the result of a tool by its name and arguments
 */
export async function useTheTools({ list, call }) {
  const names = (await list()).map((tool) => tool.name);
  for (const name of TOOLS) assert.ok(names.includes(name), `${name} is not among ${names}`);

  const asked = await call('ask_poe', { bot: 'Claude-Sonnet-4.6', prompt: 'hello' });
  assert.match(textOf(asked), /You wrote: hello$/m);
  assert.equal(asked.structuredContent.finish_reason, 'stop');

  const picture = await call('generate_image', { prompt: 'a boat', model: 'GPT-Image-1.5' });
  assert.ok(!picture.isError, textOf(picture));
  assert.ok(picture.content.some((block) => block.type === 'image' || block.type === 'resource_link'));

  const models = await call('list_models', { query: 'claude', limit: 2 });
  assert.equal(models.structuredContent.models.length, 2);

  const usage = await call('get_usage', {});
  assert.ok(usage.structuredContent.requests >= 1, JSON.stringify(usage.structuredContent));

  const begun = await call('generate_video', { prompt: 'a boat', model: 'Sora-2', wait_seconds: 0 });
  const job = begun.structuredContent.job_id;
  assert.ok(job, JSON.stringify(begun));
  const made = await call('get_job', { job_id: job, wait_seconds: 60 });
  assert.equal(made.structuredContent.status, 'completed', JSON.stringify(made));

  const wrong = await call('ask_poe', { bot: 'no-such-model-anywhere', prompt: 'hello' });
  assert.equal(wrong.isError, true);
}
