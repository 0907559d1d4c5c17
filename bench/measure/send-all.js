/** A short load of requests that are all alike, from this process. Each response is compared with the right one. */
import assert from 'node:assert/strict';
import { ask } from './ask.js';
import { withoutRequest } from './without-request.js';

const connections = 16;

export async function sendAll({ request, right }, count) {
  let left = count;
  const oneAfterTheOther = async () => {
    while (left > 0) {
      left -= 1;
      const { status, text } = await ask(request);
      assert.equal(status, 200, text);
      assert.equal(withoutRequest(text), right);
    }
  };
  await Promise.all(Array.from({ length: connections }, oneAfterTheOther));
}
