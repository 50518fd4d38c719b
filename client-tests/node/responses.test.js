// The Responses interface with OpenAI's own client for Node and the AI SDK's usual provider, on models that Poe asks in it and on
// one that it does not; and requests in its form at the path of chats, as Cursor sends them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOpenAI } from '@ai-sdk/openai';
import { Output, generateText, isStepCount, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { GATEWAY } from './surroundings.js';
import { FlatTrip, Trip, expectTrip } from './typed.js';

const gateway = new OpenAI({ baseURL: GATEWAY, apiKey: 'any', maxRetries: 0 });
const models = {
  'GPT-5.2': 'passthrough',
  'Claude-Sonnet-4.5': 'passthrough',
  'Gemini-2.5-Pro': 'passthrough',
  'Grok-4': 'translated',
};
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

    test('the SDK parses an answer into a type', async () => {
      const answer = await gateway.responses.parse({ ...hello, text: { format: zodTextFormat(FlatTrip, 'trip') } });
      expectTrip(answer.output_parsed, FlatTrip);
    });

    test('a response is kept, shown with what it answers, and removed', async () => {
      const made = await gateway.responses.create(hello);
      assert.equal((await gateway.responses.retrieve(made.id)).output_text, made.output_text);
      const items = await Array.fromAsync(gateway.responses.inputItems.list(made.id));
      assert.equal(items[0].role, 'user');
      const events = await Array.fromAsync(await gateway.responses.retrieve(made.id, { stream: true }));
      assert.deepEqual(events.map((event) => event.sequence_number), [...events.keys()]);
      assert.deepEqual(events.at(-1).response.output, made.output);
      await gateway.responses.delete(made.id);
      await assert.rejects(gateway.responses.retrieve(made.id), OpenAI.NotFoundError);
    });
  });

  test(`what a long conversation with ${model} answers is listed page by page`, async () => {
    const input = Array.from({ length: 45 }, (_, i) => ({ role: 'user', content: `turn ${i}` }));
    const made = await gateway.responses.create({ model, input });
    const items = await Array.fromAsync(gateway.responses.inputItems.list(made.id, { order: 'asc', limit: 10 }));
    assert.deepEqual(items.map((item) => item.content[0].text), input.map((item) => item.content));
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

for (const model of Object.keys(models)) {
  // Cursor takes its answers from a path of chats, whatever the form of what it sends there.
  test(`a request of Cursor's shape gets chunks of a chat from ${model}`, async () => {
    const sent = {
      model,
      input: [
        { role: 'system', content: 'You are an agent.' },
        { role: 'user', content: [{ type: 'input_text', text: 'How warm is it?' }] },
      ],
      tools: [weather],
      tool_choice: 'auto',
      reasoning: { effort: 'medium', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
      text: { format: { type: 'text' } },
      store: false,
      stream: true,
      stream_options: { include_usage: true },
    };
    const pieces = await Array.fromAsync(await gateway.chat.completions.create(sent));
    assert.ok(pieces.every((piece) => piece.object === 'chat.completion.chunk'));
    const deltas = pieces.flatMap((piece) => piece.choices.map((choice) => choice.delta));
    const calls = deltas.flatMap((delta) => delta.tool_calls ?? []);
    assert.equal(calls[0].function.name, 'weather');
    assert.ok(JSON.parse(calls.map((call) => call.function.arguments ?? '').join('')).city);
    assert.ok(pieces.some((piece) => piece.choices[0]?.finish_reason === 'tool_calls'));
    assert.ok(pieces.at(-1).usage.total_tokens > 0);
    const result = [
      { type: 'function_call', call_id: calls[0].id, name: 'weather', arguments: '{"city":"Bern"}' },
      { type: 'function_call_output', call_id: calls[0].id, output: '21 degrees' },
    ];
    const whole = await gateway.chat.completions.create({ ...sent, input: [...sent.input, ...result], stream: false });
    assert.match(whole.choices[0].message.content, /21 degrees/);
  });
}
