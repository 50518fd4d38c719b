// OpenAI's own client for Node.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import OpenAI, { toFile } from 'openai';
import {
  GATEWAY, MODEL, SIMULATOR, arrivalsDuring, enqueue, expectHangUp, limited, outputOfReadme, timed,
} from './surroundings.js';

const gateway = new OpenAI({ baseURL: GATEWAY, apiKey: 'any', maxRetries: 0 });
const simulator = new OpenAI({ baseURL: SIMULATOR, apiKey: 'any', maxRetries: 0 });

const hello = { model: MODEL, messages: [{ role: 'user', content: 'hello' }] };
const weather = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const warm = { model: 'gpt-5.4', messages: [{ role: 'user', content: 'How warm is it?' }], tools: [weather] };

const ask = (model, more = {}) => ({ ...hello, model, ...more });
const textOf = (answer) => answer.choices[0].message.content;

for (const [name, client] of Object.entries({ gateway, simulator })) {
  describe(`the ${name}`, () => {
    test('a whole answer has text, a finish reason and usage', async () => {
      const answer = await client.chat.completions.create(hello);
      assert.match(textOf(answer), /hello/);
      assert.equal(answer.choices[0].finish_reason, 'stop');
      assert.ok(answer.usage.total_tokens > 0);
    });

    test('a stream says the same as a whole answer', async () => {
      const whole = await client.chat.completions.create(hello);
      const stream = await client.chat.completions.create({ ...hello, stream: true });
      let text = '';
      let chunks = 0;
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta?.content ?? '';
        chunks += 1;
      }
      assert.equal(text, textOf(whole));
      assert.ok(chunks > 3, `${chunks} chunks`);
    });
  });
}

test('the program of the README prints the answer', async () => {
  const answer = await gateway.chat.completions.create(hello);
  assert.equal(await outputOfReadme("from 'openai'"), textOf(answer));
});

test('usage comes last in a stream, and only when it is asked for', async () => {
  const usages = async (more) => {
    const stream = await gateway.chat.completions.create({ ...hello, stream: true, ...more });
    return (await Array.fromAsync(stream)).map((chunk) => chunk.usage?.total_tokens ?? 0);
  };
  assert.ok((await usages({})).every((tokens) => tokens === 0));
  const asked = await usages({ stream_options: { include_usage: true } });
  assert.ok(asked.pop() > 0);
  assert.ok(asked.every((tokens) => tokens === 0));
});

test('a tool is called, and the next turn answers from its result', async () => {
  const asked = await gateway.chat.completions.create(warm);
  await expectAnswerFromResult(asked);
});

test('a tool is called in a stream that the SDK puts together', async () => {
  // This part of the SDK throws when a role, an index or a finish reason is missing anywhere.
  const asked = await gateway.chat.completions.stream(warm).finalChatCompletion();
  await expectAnswerFromResult(asked);
});

async function expectAnswerFromResult(asked) {
  const { message, finish_reason: reason } = asked.choices[0];
  const [call] = message.tool_calls;
  assert.equal(reason, 'tool_calls');
  assert.equal(call.function.name, 'weather');
  assert.deepEqual(Object.keys(JSON.parse(call.function.arguments)), ['city']);
  const result = { role: 'tool', tool_call_id: call.id, content: '21 degrees' };
  const messages = [...warm.messages, message, result];
  assert.match(textOf(await gateway.chat.completions.create({ ...warm, messages })), /21 degrees/);
}

test('several tools are called at once, in a stream too', async () => {
  const clock = { type: 'function', function: { name: 'clock', parameters: { type: 'object', properties: {} } } };
  const both = { ...warm, messages: [{ role: 'user', content: 'Use both.' }], tools: [weather, clock] };
  for (const answer of [
    await gateway.chat.completions.create(both),
    await gateway.chat.completions.stream(both).finalChatCompletion(),
  ]) {
    const calls = answer.choices[0].message.tool_calls;
    assert.deepEqual(calls.map((call) => call.function.name), ['weather', 'clock']);
    assert.notEqual(calls[0].id, calls[1].id);
  }
});

test('a model that thinks tells its thoughts beside the answer', async () => {
  const question = { ...hello, model: 'gpt-5.4', reasoning_effort: 'high' };
  const { message } = (await gateway.chat.completions.create(question)).choices[0];
  const stream = await gateway.chat.completions.create({ ...question, stream: true });
  let thoughts = '';
  for await (const chunk of stream) thoughts += chunk.choices[0]?.delta?.reasoning_content ?? '';
  assert.ok(thoughts);
  assert.equal(thoughts, message.reasoning_content);
});

test('the models are listed, and one is described', async () => {
  const models = await Array.fromAsync(gateway.models.list());
  assert.ok(models.some((model) => model.id === 'claude-sonnet-4.6'));
  assert.equal((await gateway.models.retrieve(MODEL)).object, 'model');
});

test('each refusal raises its own error, whole and streamed', async () => {
  for (const [model, type, status, code] of [
    ['error-400', OpenAI.BadRequestError, 400, 'invalid_value'],
    ['error-402', OpenAI.APIError, 402, 'insufficient_quota'],
    ['error-403-moderation', OpenAI.PermissionDeniedError, 403, 'moderation_error'],
    ['no-such-model', OpenAI.NotFoundError, 404, 'model_not_found'],
    ['error-429', OpenAI.RateLimitError, 429, 'rate_limit_exceeded'],
    ['error-503', OpenAI.InternalServerError, 503, 'upstream_overloaded'],
    // It is the gateway's own key that Poe refuses here, so the caller must not be told that his is wrong.
    ['error-401', OpenAI.InternalServerError, 502, 'upstream_auth'],
  ]) {
    for (const stream of [false, true]) {
      await assert.rejects(gateway.chat.completions.create(ask(model, { stream })), (raised) => {
        assert.ok(raised instanceof type, `${model}: ${raised}`);
        assert.equal(raised.status, status);
        assert.equal(raised.code, code);
        assert.ok(raised.requestID, 'a request id');
        return true;
      });
    }
  }
});

test('a wrong key raises at Poe itself', async () => {
  const stranger = new OpenAI({ baseURL: SIMULATOR, apiKey: 'wrong-key' });
  await assert.rejects(stranger.chat.completions.create(hello), OpenAI.AuthenticationError);
});

test('an error in the middle of a stream raises, after what came before it', async () => {
  for (const [model, code] of [
    ['error-mid-stream', 'upstream_error'],
    ['mishap-close-mid-body', 'upstream_closed'],
    ['end-nothing', 'upstream_truncated'],
  ]) {
    const stream = await gateway.chat.completions.create(ask(model, { stream: true }));
    let chunks = 0;
    await assert.rejects(
      async () => {
        for await (const _ of stream) chunks += 1;
      },
      (raised) => raised instanceof OpenAI.APIError && raised.code === code,
      model,
    );
    assert.ok(chunks > 0, `${model}: what came before the error is lost`);
  }
});

test('leaving a stream hangs up on Poe', async () => {
  await expectHangUp(
    () => gateway.chat.completions.create(ask('endless', { stream: true })),
    async (open) => {
      for await (const _ of await open) break;
    },
  );
});

test('aborting a whole call hangs up on Poe', async () => {
  const leaving = new AbortController();
  await expectHangUp(
    () => gateway.chat.completions.create(ask('mishap-hang-before-head'), { signal: leaving.signal }),
    async (open) => {
      leaving.abort();
      await assert.rejects(open, OpenAI.APIUserAbortError);
    },
  );
});

test('a call that runs out of time hangs up on Poe', async () => {
  await expectHangUp(
    () =>
      assert.rejects(
        gateway.chat.completions.create(ask('mishap-hang-before-head'), { timeout: 2_000 }),
        OpenAI.APIConnectionTimeoutError,
      ),
    (rejected) => rejected,
  );
});

test('the client sends again after the wait that it was told', async () => {
  await enqueue(limited(1));
  const arrivals = await arrivalsDuring(async () => {
    // Left to itself it would wait half a second at most.
    const waited = await timed(() => gateway.chat.completions.create(hello, { maxRetries: 1 }));
    assert.ok(waited >= 990, `waited ${waited} ms`);
  });
  assert.equal(arrivals, 2);
});

test('a failure of Poe is sent again after a pause of the client', async () => {
  const call = () => gateway.chat.completions.create(ask('once-500'), { maxRetries: 1 });
  assert.equal(await arrivalsDuring(call), 2);
});

test('what would fail again, or may be billed already, is sent once', async () => {
  // The last three are answered with 502, which the client would repeat but for x-should-retry.
  for (const model of ['error-400', 'error-402', 'no-such-model', 'error-401', 'mishap-close-before-head', 'body-malformed']) {
    const call = () => assert.rejects(gateway.chat.completions.create(ask(model), { maxRetries: 2 }));
    assert.equal(await arrivalsDuring(call), 1, model);
  }
});

describe('pictures', () => {
  const draw = { model: 'gpt-image-1.5', prompt: 'a cat' };
  const isPng = (base64) => Buffer.from(base64, 'base64').subarray(1, 4).toString() === 'PNG';

  test('a picture has its address and its bytes', async () => {
    const answer = await gateway.images.generate({ ...draw, size: '1024x1536', quality: 'high' });
    assert.equal(answer.data.length, 1);
    assert.match(answer.data[0].url, /\/base\/image\//);
    assert.ok(isPng(answer.data[0].b64_json));
    assert.ok(answer.usage.total_tokens > 0);
  });

  test('one of the two comes when it is asked for, and as many pictures as are wanted', async () => {
    const urls = await gateway.images.generate({ ...draw, n: 3, response_format: 'url' });
    assert.deepEqual(urls.data.map(Object.keys), [['url'], ['url'], ['url']]);
    const bytes = await gateway.images.generate({ ...draw, response_format: 'b64_json' });
    assert.deepEqual(bytes.data.map(Object.keys), [['b64_json']]);
  });

  test('a stream ends in the picture', async () => {
    const events = await Array.fromAsync(await gateway.images.generate({ ...draw, stream: true, partial_images: 1 }));
    assert.deepEqual(events.map((event) => event.type), ['image_generation.completed']);
    assert.ok(isPng(events[0].b64_json));
  });

  test('a picture is changed by a form of several files', async () => {
    const drawn = await gateway.images.generate({ ...draw, response_format: 'b64_json' });
    const cat = await toFile(Buffer.from(drawn.data[0].b64_json, 'base64'), 'cat.png', { type: 'image/png' });
    const answer = await gateway.images.edit({ ...draw, image: [cat, cat], prompt: 'with a hat' });
    assert.ok(isPng(answer.data[0].b64_json));
  });

  test('a model that draws nothing is an error that says so', async () => {
    await assert.rejects(gateway.images.generate({ ...draw, model: MODEL }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.ok(['unsupported_feature', 'image_generation_failed'].includes(error.code), error.code);
      return true;
    });
  });
});

describe('sound', () => {
  const say = { model: 'sonic-3.0', voice: 'tessa', input: 'Good morning' };

  test('speech comes as bytes, which can be heard again', async () => {
    const answer = await gateway.audio.speech.create(say);
    assert.equal(answer.headers.get('content-type'), 'audio/mpeg');
    const sound = Buffer.from(await answer.arrayBuffer());
    assert.equal(sound.subarray(0, 3).toString(), 'ID3');
    const file = await toFile(sound, 'speech.mp3', { type: 'audio/mpeg' });
    const heard = await gateway.audio.transcriptions.create({ model: 'whisper-v3-large-t', file });
    assert.match(heard.text, /transcript of speech\.mp3/);
    assert.equal(await gateway.audio.transcriptions.create({ model: 'whisper-v3-large-t', file, response_format: 'text' }), `${heard.text}\n`);
    const events = await Array.fromAsync(await gateway.audio.transcriptions.create({ model: 'whisper-v3-large-t', file, stream: true }));
    assert.deepEqual(events.map((event) => event.type), ['transcript.text.delta', 'transcript.text.done']);
    assert.equal(events[1].text, heard.text);
  });

  test('a format that the model does not give is an error that names what it gives', async () => {
    await assert.rejects(gateway.audio.speech.create({ ...say, response_format: 'pcm' }), (error) => {
      assert.equal(error.code, 'unsupported_value');
      assert.equal(error.param, 'response_format');
      return true;
    });
  });
});

describe('videos', () => {
  test('a video is asked for, waited for, fetched and deleted', async () => {
    const begun = await gateway.videos.create({ model: 'sora-2', prompt: 'a cat', seconds: '8', size: '1280x720' });
    assert.equal(begun.object, 'video');
    let video = begun;
    while (['queued', 'in_progress'].includes(video.status)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      video = await gateway.videos.retrieve(begun.id);
    }
    assert.equal(video.status, 'completed');
    assert.equal(video.seconds, '8');
    const film = Buffer.from(await (await gateway.videos.downloadContent(begun.id)).arrayBuffer());
    assert.equal(film.subarray(4, 8).toString(), 'ftyp');
    const listed = await Array.fromAsync(await gateway.videos.list());
    assert.ok(listed.some((each) => each.id === begun.id));
    assert.ok((await gateway.videos.delete(begun.id)).deleted);
    await assert.rejects(gateway.videos.retrieve(begun.id), OpenAI.NotFoundError);
  });

  test('a video may begin with a picture', async () => {
    const drawn = await gateway.images.generate({ model: 'gpt-image-1.5', prompt: 'a cat', response_format: 'b64_json' });
    const first = await toFile(Buffer.from(drawn.data[0].b64_json, 'base64'), 'cat.png', { type: 'image/png' });
    const begun = await gateway.videos.create({ model: 'sora-2', prompt: 'it jumps', input_reference: first });
    assert.match(begun.id, /^video_/);
    assert.ok((await gateway.videos.delete(begun.id)).deleted);
  });
});

test('a file is kept, named in a chat, and deleted', async () => {
  const kept = await gateway.files.create({ file: await toFile(Buffer.from('some words'), 'words.txt'), purpose: 'user_data' });
  assert.equal(kept.bytes, 10);
  assert.equal(await (await gateway.files.content(kept.id)).text(), 'some words');
  const part = { type: 'file', file: { file_id: kept.id } };
  const answer = await gateway.chat.completions.create({
    model: MODEL, messages: [{ role: 'user', content: [part, { type: 'text', text: 'hello' }] }],
  });
  assert.match(answer.choices[0].message.content, /words\.txt/);
  assert.ok((await gateway.files.delete(kept.id)).deleted);
  await assert.rejects(gateway.files.retrieve(kept.id), OpenAI.NotFoundError);
});
