// The Responses interface with OpenAI's own client for Node and the AI SDK's usual provider, on models that Poe asks in it and on
// one that it does not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOpenAI } from '@ai-sdk/openai';
import { Output, generateText, isStepCount, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';
import { GATEWAY } from './surroundings.js';
import { Trip, expectTrip } from './typed.js';

const gateway = new OpenAI({ baseURL: GATEWAY, apiKey: 'any', maxRetries: 0 });
const models = { 'GPT-5.2': 'passthrough', 'Grok-4': 'translated' };
const weather = {
  type: 'function',
  name: 'weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

for (const [model, mode] of Object.entries(models)) {
  describe(`openai with ${model}`, () => {
    const hello = { model, input: 'hello' };

    test('a response has text and usage, and comes the way that fits the model', async () => {
      const { data, response } = await gateway.responses.create(hello).withResponse();
      assert.match(data.output_text, /hello/);
      assert.equal(data.status, 'completed');
      assert.ok(data.usage.total_tokens > 0);
      assert.equal(response.headers.get('x-poe-gateway-mode'), mode);
    });

    test('a stream that the SDK puts together says the same', async () => {
      const whole = await gateway.responses.create(hello);
      const stream = gateway.responses.stream(hello);
      let text = '';
      for await (const event of stream) text += event.type === 'response.output_text.delta' ? event.delta : '';
      const last = await stream.finalResponse();
      assert.equal(text, whole.output_text);
      assert.equal(last.output_text, whole.output_text);
    });

    test('instructions reach the model', async () => {
      const more = await gateway.responses.create({ ...hello, instructions: 'x'.repeat(400) });
      const without = await gateway.responses.create(hello);
      assert.ok(more.usage.input_tokens > without.usage.input_tokens + 50);
    });

    test('a tool is called, and the next response goes on from its result', async () => {
      const asked = await gateway.responses
        .stream({ model, input: 'How warm is it?', tools: [weather] })
        .finalResponse();
      const call = asked.output.find((item) => item.type === 'function_call');
      assert.equal(call.name, 'weather');
      assert.ok(JSON.parse(call.arguments).city);
      const answer = await gateway.responses.create({
        model,
        previous_response_id: asked.id,
        input: [{ type: 'function_call_output', call_id: call.call_id, output: '21 degrees' }],
      });
      assert.match(answer.output_text, /21 degrees/);
    });

    test('an object is of the type that was asked for', async () => {
      const format = { type: 'json_schema', name: 'trip', schema: z.toJSONSchema(Trip), strict: true };
      const answer = await gateway.responses.create({ ...hello, text: { format } });
      expectTrip(Trip.parse(JSON.parse(answer.output_text)));
    });

    test('a response is kept, shown with what it answers, and removed', async () => {
      const made = await gateway.responses.create(hello);
      assert.equal((await gateway.responses.retrieve(made.id)).output_text, made.output_text);
      const items = await Array.fromAsync(gateway.responses.inputItems.list(made.id));
      assert.equal(items[0].role, 'user');
      await gateway.responses.delete(made.id);
      await assert.rejects(gateway.responses.retrieve(made.id), OpenAI.NotFoundError);
    });
  });

  describe(`the AI SDK with ${model}`, () => {
    const asked = { model: createOpenAI({ baseURL: GATEWAY, apiKey: 'any' })(model), maxRetries: 0 };
    const agent = {
      ...asked,
      prompt: 'How warm is it?',
      stopWhen: isStepCount(2),
      tools: {
        weather: tool({
          description: 'Tells how warm it is.',
          inputSchema: z.object({ city: z.string() }),
          execute: () => '21 degrees',
        }),
      },
    };

    test('a whole answer and a stream say the same', async () => {
      const whole = await generateText({ ...asked, prompt: 'hello' });
      assert.match(whole.text, /hello/);
      const pieces = await Array.fromAsync(streamText({ ...asked, prompt: 'hello' }).textStream);
      assert.equal(pieces.join(''), whole.text);
      assert.ok(pieces.length > 3, `${pieces.length} pieces`);
    });

    test('an agent calls a tool and answers from its result', async () => {
      assert.match((await generateText(agent)).text, /21 degrees/);
      const pieces = await Array.fromAsync(streamText(agent).textStream);
      assert.match(pieces.join(''), /21 degrees/);
    });

    test('an object is of the type that was asked for', async () => {
      const output = Output.object({ schema: Trip });
      expectTrip((await generateText({ ...asked, prompt: 'hello', output })).output);
    });
  });
}

test('an error in a stream is the error of the response', async () => {
  const stream = gateway.responses.stream({ model: 'Grok-4', input: [{ type: 'computer_call' }] });
  await assert.rejects(stream.finalResponse(), (error) => error.status === 400 && error.code === 'unsupported_parameter');
});
