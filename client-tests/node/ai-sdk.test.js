// Vercel's AI SDK, with the two providers that speak chat completions: OpenAI's own and the one for compatible servers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError, Output, RetryError, generateImage, generateObject, generateText, isStepCount, streamObject, streamText, tool,
} from 'ai';
import * as ai from 'ai';
import { z } from 'zod';
import {
  GATEWAY, MODEL, SIMULATOR, arrivalsDuring, enqueue, expectHangUp, limited, outputOfReadme, timed,
} from './surroundings.js';
import { Trip, expectTrip } from './typed.js';

// Without .chat OpenAI's provider speaks the Responses interface.
const openai = (baseURL, apiKey = 'any') => createOpenAI({ baseURL, apiKey }).chat;
const compatible = (baseURL, apiKey = 'any') => createOpenAICompatible({ name: 'poe', baseURL, apiKey, supportsStructuredOutputs: true }).chatModel;

const weather = tool({
  description: 'Tells how warm it is.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => '21 degrees',
});
const agent = (model) => ({
  model,
  prompt: 'How warm is it?',
  tools: { weather },
  stopWhen: isStepCount(2),
  maxRetries: 0,
});
// The SDK prints errors of streams on its own unless it is told where to put them.
const quiet = { maxRetries: 0, onError: () => {} };

/** The error part of a stream; the loops over streams of this SDK end without raising. */
async function errorOf(stream) {
  const parts = await Array.fromAsync(stream);
  return parts.find((part) => part.type === 'error').error;
}

for (const [name, provider] of Object.entries({ openai, 'openai-compatible': compatible })) {
  const gateway = provider(GATEWAY);

  for (const [place, address] of Object.entries({ gateway: GATEWAY, simulator: SIMULATOR })) {
    describe(`${name} at the ${place}`, () => {
      const question = { model: provider(address)(MODEL), prompt: 'hello', maxRetries: 0 };

      test('a whole answer has text, a finish reason and usage', async () => {
        const answer = await generateText(question);
        assert.match(answer.text, /hello/);
        assert.equal(answer.finishReason, 'stop');
        assert.ok(answer.usage.totalTokens > 0);
        assert.deepEqual(answer.warnings, []);
      });

      test('a stream says the same as a whole answer', async () => {
        const pieces = await Array.fromAsync(streamText(question).textStream);
        assert.equal(pieces.join(''), (await generateText(question)).text);
        assert.ok(pieces.length > 3, `${pieces.length} pieces`);
      });

      const typed = { ...question, schema: Trip };

      test('an object is of the type that was asked for', async () => {
        assert.equal(await arrivalsDuring(async () => expectTrip((await generateObject(typed)).object)), 1);
        const output = Output.object({ schema: Trip });
        expectTrip((await generateText({ ...question, output })).output);
      });

      test('a streamed object grows into the type', async () => {
        const stream = streamObject(typed);
        const parts = await Array.fromAsync(stream.partialObjectStream);
        assert.ok(parts.length > 3, `${parts.length} parts`);
        expectTrip(await stream.object);
      });
    });
  }

  describe(`${name}, through the gateway`, () => {
    test('a tool is called, and the next turn answers from its result', async () => {
      const answer = await generateText(agent(gateway('gpt-5.4')));
      expectToolSteps(answer.steps);
      assert.match(answer.text, /21 degrees/);
    });

    test('a tool is called in a stream, and the next turn answers from its result', async () => {
      const answer = streamText(agent(gateway('gpt-5.4')));
      const parts = await Array.fromAsync(answer.stream);
      assert.ok(parts.some((part) => part.type === 'tool-input-delta'));
      expectToolSteps(await answer.steps);
      assert.match(await answer.text, /21 degrees/);
    });

    function expectToolSteps(steps) {
      assert.equal(steps.length, 2);
      assert.equal(steps[0].finishReason, 'tool-calls');
      assert.equal(steps[0].toolCalls[0].toolName, 'weather');
      assert.deepEqual(Object.keys(steps[0].toolCalls[0].input), ['city']);
      assert.equal(steps[1].finishReason, 'stop');
    }

    test('each refusal raises, whole and streamed', async () => {
      for (const [model, status, code, retryable] of [
        ['error-400', 400, 'invalid_value', false],
        ['error-402', 402, 'insufficient_quota', false],
        ['error-403-moderation', 403, 'moderation_error', false],
        ['no-such-model', 404, 'model_not_found', false],
        ['error-429', 429, 'rate_limit_exceeded', true],
        ['error-503', 503, 'upstream_overloaded', true],
        // Poe refuses the gateway's own key. The SDK looks at the status alone, so it takes this for a passing failure.
        ['error-401', 502, 'upstream_auth', true],
      ]) {
        const question = { ...quiet, model: gateway(model), prompt: 'hello' };
        await assert.rejects(generateText(question), (raised) => expectRefusal(raised, status, code, retryable));
        expectRefusal(await errorOf(streamText(question).stream), status, code, retryable);
      }
    });

    function expectRefusal(raised, status, code, retryable) {
      assert.ok(APICallError.isInstance(raised), String(raised));
      assert.equal(raised.statusCode, status);
      assert.equal(raised.data.error.code, code);
      assert.equal(raised.isRetryable, retryable, code);
      return true;
    }

    test('a wrong key raises at Poe itself', async () => {
      const stranger = provider(SIMULATOR, 'wrong-key');
      await assert.rejects(generateText({ model: stranger(MODEL), prompt: 'hello' }), { statusCode: 401 });
    });

    test('an error in the middle of a stream is an error part, after what came before it', async () => {
      for (const [model, code] of [
        ['error-mid-stream', 'upstream_error'],
        ['mishap-close-mid-body', 'upstream_closed'],
        ['end-nothing', 'upstream_truncated'],
      ]) {
        const answer = streamText({ ...quiet, model: gateway(model), prompt: 'hello' });
        assert.equal((await errorOf(answer.stream)).code, code);
        assert.equal(await answer.finishReason, 'error');
        assert.ok(await answer.text, `${model}: what came before the error is lost`);
      }
    });

    test('aborting a stream hangs up on Poe', async () => {
      // To leave the loop is not enough: the SDK goes on reading until the signal.
      const leaving = new AbortController();
      await expectHangUp(
        () => streamText({ ...quiet, model: gateway('endless'), prompt: 'hello', abortSignal: leaving.signal }).stream,
        async (stream) => {
          let last;
          for await (const part of stream) {
            last = part.type;
            if (last === 'text-delta') leaving.abort();
          }
          assert.equal(last, 'abort');
        },
      );
    });

    test('aborting a whole call hangs up on Poe', async () => {
      const leaving = new AbortController();
      const question = { model: gateway('mishap-hang-before-head'), prompt: 'hello', abortSignal: leaving.signal };
      await expectHangUp(
        () => generateText(question),
        async (open) => {
          leaving.abort();
          await assert.rejects(open, { name: 'AbortError' });
        },
      );
    });
  });
}

test('the program of the README prints the answer', async () => {
  const { text } = await generateText({ model: compatible(GATEWAY)(MODEL), prompt: 'hello' });
  assert.equal(await outputOfReadme('@ai-sdk/openai-compatible'), text);
});

test('thoughts come beside the answer, where the provider reads them', async () => {
  const question = (provider) => ({ model: provider(GATEWAY)('gpt-5.4'), prompt: 'hello', reasoning: 'high' });
  const whole = await generateText(question(compatible));
  assert.match(whole.reasoningText, /thoughts/);
  assert.equal(await streamText(question(compatible)).reasoningText, whole.reasoningText);
  // OpenAI's chat has no field for thoughts, so its provider looks for none.
  assert.equal((await generateText(question(openai))).reasoningText, undefined);
});

describe('retries', () => {
  const ask = (model, maxRetries) => generateText({ model: compatible(GATEWAY)(model), prompt: 'hello', maxRetries });

  test('the SDK sends again after the wait that it was told', async () => {
    await enqueue(limited(3));
    const arrivals = await arrivalsDuring(async () => {
      // Left to itself it would wait two seconds.
      const waited = await timed(() => ask(MODEL, 1));
      assert.ok(waited >= 2_990, `waited ${waited} ms`);
    });
    assert.equal(arrivals, 2);
  });

  test('what its status calls hopeless is sent once', async () => {
    for (const model of ['error-400', 'error-402', 'no-such-model']) {
      assert.equal(await arrivalsDuring(() => assert.rejects(ask(model, 2), APICallError)), 1, model);
    }
  });

  test('x-should-retry is not read: what OpenAI’s clients send once is sent again', async () => {
    const arrivals = await arrivalsDuring(() => assert.rejects(ask('mishap-close-before-head', 1), RetryError));
    assert.equal(arrivals, 2);
  });

  test('a stream that fails in the middle is not sent again', async () => {
    const stream = () => streamText({ model: openai(GATEWAY)('error-mid-stream'), prompt: 'hello', onError: () => {} });
    assert.equal(await arrivalsDuring(() => errorOf(stream().stream)), 1);
  });
});

for (const [name, images] of Object.entries({
  openai: createOpenAI({ baseURL: GATEWAY, apiKey: 'any' }),
  'openai-compatible': createOpenAICompatible({ name: 'poe', baseURL: GATEWAY, apiKey: 'any' }),
})) {
  test(`${name} gets pictures as bytes`, async () => {
    const { images: made } = await generateImage({ model: images.imageModel('gpt-image-1.5'), prompt: 'a cat', n: 2, size: '1024x1536', maxRetries: 0 });
    assert.equal(made.length, 2);
    for (const picture of made) {
      assert.equal(picture.mediaType, 'image/png');
      assert.equal(Buffer.from(picture.uint8Array).subarray(1, 4).toString(), 'PNG');
    }
  });
}

test('openai gets speech as bytes', async () => {
  const generateSpeech = ai.generateSpeech ?? ai.experimental_generateSpeech;
  const { audio } = await generateSpeech({
    model: createOpenAI({ baseURL: GATEWAY, apiKey: 'any' }).speech('sonic-3.0'), text: 'Good morning', maxRetries: 0,
  });
  assert.equal(Buffer.from(audio.uint8Array).subarray(0, 3).toString(), 'ID3');
});
