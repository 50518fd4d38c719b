// LangChain's ChatOpenAI for Node, with a type as the output of a model.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChatOpenAI } from '@langchain/openai';
import { GATEWAY, SIMULATOR, arrivalsDuring } from './surroundings.js';
import { FlatTrip, expectTrip } from './typed.js';

// LangChain cannot follow a type of zod's that contains itself.
const expectFlat = (value) => expectTrip(value, FlatTrip);

function chat(baseURL = GATEWAY, model = 'gpt-5.4') {
  return new ChatOpenAI({ model, apiKey: 'any', configuration: { baseURL }, maxRetries: 0 });
}

for (const [place, address] of Object.entries({ gateway: GATEWAY, simulator: SIMULATOR })) {
  for (const method of ['jsonSchema', 'functionCalling']) {
    describe(`${method} at the ${place}`, () => {
      const typed = (options) => chat(address).withStructuredOutput(FlatTrip, { method, ...options });

      test('a whole answer is of the type', async () => {
        assert.equal(await arrivalsDuring(async () => expectFlat(await typed().invoke('Plan a trip.'))), 1);
      });

      test('a streamed answer grows into the type', async () => {
        const parts = await Array.fromAsync(await typed().stream('Plan a trip.'));
        expectFlat(parts.at(-1));
      });

      test('the raw answer comes beside the parsed one', async () => {
        const { raw, parsed } = await typed({ includeRaw: true }).invoke('Plan a trip.');
        expectFlat(parsed);
        assert.ok(raw.usage_metadata.total_tokens > 0);
      });
    });
  }
}

test('a refusal raises', async () => {
  await assert.rejects(chat(GATEWAY, 'error-400').withStructuredOutput(FlatTrip).invoke('Plan a trip.'), { status: 400 });
});
