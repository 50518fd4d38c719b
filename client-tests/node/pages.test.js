// The programs in JavaScript of docs/clients, run as they stand there.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { blocksOf, outputOf } from './surroundings.js';

const pages = await readdir(new URL('../../docs/clients', import.meta.url));

for (const page of pages) {
  for (const [place, program] of ((await blocksOf(`docs/clients/${page}`)).js ?? []).entries()) {
    test(`program ${place + 1} of ${page} prints an answer`, async () => {
      assert.match(await outputOf(program), /simulated answer|sample city/);
    });
  }
}
