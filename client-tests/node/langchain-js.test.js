// LangChain's ChatOpenAI for Node, with a type as the output of a model; and its wrapper for pictures.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChatOpenAI, DallEAPIWrapper } from '@langchain/openai';
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

test('its wrapper of DALL·E gets addresses and bytes of any model that draws', async () => {
  const wrapper = (options) => new DallEAPIWrapper({ apiKey: 'any', baseUrl: GATEWAY, model: 'gpt-image-1.5', maxRetries: 0, ...options });
  assert.match(await wrapper({ responseFormat: 'url' }).invoke('a cat'), /\/base\/image\//);
  const drawn = await wrapper({ model: 'dall-e-3', dallEResponseFormat: 'b64_json', n: 2 }).invoke('a cat');
  assert.deepEqual(drawn.map(({ image_url: { url } }) => Buffer.from(url, 'base64').subarray(1, 4).toString()), ['PNG', 'PNG']);
});
