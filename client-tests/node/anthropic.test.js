// Anthropic's own client for Node, on a model that Poe asks in messages, and on models that it does not. Its base URL stands
// without /v1, and may have one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';
import { GATEWAY, MESSAGES, SIMULATOR, arrivalsDuring, enqueue, expectHangUp, limited, timed } from './surroundings.js';

const rootOf = (address) => address.replace(/\/v1$/, '');
const clientAt = (baseURL, more = { apiKey: 'any' }) => new Anthropic({ baseURL, maxRetries: 0, ...more });
const gateway = clientAt(rootOf(GATEWAY));
const claude = 'Claude-Sonnet-4.5';
const thinkers = [claude, 'GPT-5.2', 'Gemini-2.5-Pro'];

const ask = (model, more = {}) => ({ model, max_tokens: 8000, messages: [{ role: 'user', content: 'hello' }], ...more });
const weather = {
  name: 'weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const clock = { name: 'clock', input_schema: { type: 'object', properties: {} } };
const warm = (model, more = {}) =>
  ask(model, { messages: [{ role: 'user', content: 'How warm is it?' }], tools: [weather], ...more });
const thinking = { type: 'enabled', budget_tokens: 2000 };

const of = (answer, type) => answer.content.filter((block) => block.type === type);
const textOf = (answer) => of(answer, 'text').map((block) => block.text).join('');

// Both ways to get an answer: whole, and a stream that the SDK puts together.
const ways = {
  whole: (question) => gateway.messages.create(question),
  streamed: (question) => gateway.messages.stream(question).finalMessage(),
};

function withResults(question, asked) {
  const results = of(asked, 'tool_use').map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: '21 degrees' }));
  const turns = [{ role: 'assistant', content: asked.content }, { role: 'user', content: results }];
  return { ...question, messages: [...question.messages, ...turns] };
}

for (const model of [...thinkers, 'Grok-4']) {
  describe(model, () => {
    test('a whole answer has text, a stop reason and usage', async () => {
      const answer = await gateway.messages.create(ask(model));
      assert.match(textOf(answer), /hello/);
      assert.equal(answer.stop_reason, 'end_turn');
      assert.ok(answer.usage.input_tokens > 0 && answer.usage.output_tokens > 0);
    });

    test('a stream says the same as a whole answer', async () => {
      const whole = await gateway.messages.create(ask(model));
      const stream = gateway.messages.stream(ask(model));
      const pieces = [];
      stream.on('text', (piece) => pieces.push(piece));
      assert.equal(textOf(await stream.finalMessage()), textOf(whole));
      assert.equal(pieces.join(''), textOf(whole));
      assert.ok(pieces.length > 3, `${pieces.length} pieces`);
    });

    test('several tools are called at once', async () => {
      for (const asking of Object.values(ways)) {
        const both = ask(model, { messages: [{ role: 'user', content: 'Use both.' }], tools: [weather, clock] });
        const calls = of(await asking(both), 'tool_use');
        assert.deepEqual(calls.map((call) => call.name), ['weather', 'clock']);
        assert.notEqual(calls[0].id, calls[1].id);
      }
    });

    test('an answer that is too long stops at its limit', async () => {
      assert.equal((await gateway.messages.create(ask(model, { max_tokens: 5 }))).stop_reason, 'max_tokens');
    });

    test('an answer is parsed into a type', async () => {
      // The SDK takes ranges and least lengths out of the schema, so the type has none.
      const format = zodOutputFormat(z.object({ city: z.string(), days: z.number() }));
      assert.ok((await gateway.messages.parse(ask(model, { output_config: { format } }))).parsed_output.city);
    });

    for (const [way, asking] of Object.entries(ways)) {
      test(`a tool is called, ${way}, and the next turn answers from its result`, async () => {
        const asked = await asking(warm(model));
        const [call] = of(asked, 'tool_use');
        assert.equal(asked.stop_reason, 'tool_use');
        assert.equal(call.name, 'weather');
        assert.deepEqual(Object.keys(call.input), ['city']);
        assert.match(textOf(await asking(withResults(warm(model), asked))), /21 degrees/);
      });

      test(`thoughts and tools go round, ${way}`, async () => {
        const asked = await asking(warm(model, { thinking }));
        if (thinkers.includes(model)) assert.ok(of(asked, 'thinking')[0].thinking);
        assert.match(textOf(await asking(withResults(warm(model, { thinking }), asked))), /21 degrees/);
      });
    }
  });
}

test('the simulator says the same without a gateway', async () => {
  const alone = await clientAt(rootOf(SIMULATOR)).messages.create(ask(claude));
  assert.deepEqual(alone.content, (await gateway.messages.create(ask(claude))).content);
});

test('the base URL may have a version and a slash, and either header the key', async () => {
  for (const address of [rootOf(GATEWAY), `${rootOf(GATEWAY)}/`, GATEWAY, `${GATEWAY}/`]) {
    for (const key of [{ apiKey: 'any' }, { authToken: 'any' }]) {
      assert.match(textOf(await clientAt(address, key).messages.create(ask(claude))), /hello/);
    }
  }
});

test('the interface of betas is served by the same path', async () => {
  const betas = ['interleaved-thinking-2025-05-14', 'no-such-beta-2026-01-01'];
  for (const model of thinkers) {
    assert.match(textOf(await gateway.beta.messages.create(ask(model, { betas }))), /hello/);
    assert.match(textOf(await gateway.beta.messages.stream(ask(model, { betas })).finalMessage()), /hello/);
  }
});

test('tokens are counted by estimate', async () => {
  const { max_tokens: _, ...counted } = warm(claude);
  const { data, response } = await gateway.messages.countTokens(counted).withResponse();
  assert.ok(data.input_tokens > 5);
  assert.equal(response.headers.get('x-poe-gateway-warning'), 'estimated');
});

test('the models are listed in pages, and one is described', async () => {
  const models = await Array.fromAsync(gateway.models.list({ limit: 100 }));
  assert.ok(models.length > 300);
  const one = await gateway.models.retrieve(claude);
  assert.equal(one.type, 'model');
  assert.deepEqual(models.find((model) => model.id === one.id), one);
});

test('each refusal raises its own error, whole and streamed', async () => {
  for (const [model, type, status, kind] of [
    ['error-400', Anthropic.BadRequestError, 400, 'invalid_request_error'],
    ['error-402', Anthropic.APIError, 402, 'billing_error'],
    ['error-403-moderation', Anthropic.PermissionDeniedError, 403, 'permission_error'],
    ['no-such-model', Anthropic.NotFoundError, 404, 'not_found_error'],
    ['error-429', Anthropic.RateLimitError, 429, 'rate_limit_error'],
    ['error-503', Anthropic.InternalServerError, 529, 'overloaded_error'],
    // It is the gateway's own key that Poe refuses here, so the caller must not be told that his is wrong.
    ['error-401', Anthropic.InternalServerError, 502, 'api_error'],
  ]) {
    for (const stream of [false, true]) {
      await assert.rejects(gateway.messages.create(ask(model, { stream })), (raised) => {
        assert.ok(raised instanceof type, `${model}: ${raised}`);
        assert.equal(raised.status, status);
        assert.equal(raised.type, kind);
        assert.ok(raised.requestID, 'a request id');
        return true;
      });
    }
  }
});

test('an error in the middle of a stream raises, after what came before it', async () => {
  const scripted = { 'messages-error': claude, 'messages-cut': claude, 'mishap-close-mid-body': claude };
  for (const fault of [...Object.keys(scripted), 'error-mid-stream']) {
    if (scripted[fault]) await enqueue({ model: fault, path: MESSAGES, stream: true });
    const stream = await gateway.messages.create(ask(scripted[fault] ?? fault, { stream: true }));
    let events = 0;
    await assert.rejects(
      async () => {
        for await (const _ of stream) events += 1;
      },
      (raised) => raised instanceof Anthropic.APIError && raised.error.error.message.length > 0,
      fault,
    );
    assert.ok(events > 0, `${fault}: what came before the error is lost`);
  }
});

test('leaving a stream hangs up on Poe', async () => {
  await enqueue({ model: 'endless', path: MESSAGES, stream: true });
  await expectHangUp(
    () => gateway.messages.create(ask(claude, { stream: true })),
    async (open) => {
      for await (const _ of await open) break;
    },
    MESSAGES,
  );
});

test('the client sends again after the wait that it was told', async () => {
  await enqueue(limited(1));
  const arrivals = await arrivalsDuring(async () => {
    // Left to itself it would wait half a second at most.
    const waited = await timed(() => gateway.messages.create(ask(claude), { maxRetries: 1 }));
    assert.ok(waited >= 990, `waited ${waited} ms`);
  }, MESSAGES);
  assert.equal(arrivals, 2);
});

test('what would fail again, or may be billed already, is sent once', async () => {
  for (const model of ['error-400', 'error-402', 'error-401', 'mishap-close-before-head']) {
    await enqueue({ model, path: MESSAGES });
    const call = () => assert.rejects(gateway.messages.create(ask(claude), { maxRetries: 2 }));
    assert.equal(await arrivalsDuring(call, MESSAGES), 1, model);
  }
});
