/** A fast wrong response has no value: each contestant's response is compared with the right one, or the run fails. */
import assert from 'node:assert/strict';
import { ask, requestOf } from './ask.js';

const maxTries = 20;

/** Returns the text of the right response, with which the load compares every other one, and its calls to Graph. */
export async function check(job, contestant, origin, upstream) {
  const text = await checkAnswer(job, contestant, origin, upstream);
  const calls = await callsOf(job, contestant, origin, upstream);
  if (job.calls !== undefined) assert.equal(calls, job.calls, `calls to Graph: ${contestant.name}, ${job.name}`);
  return { right: text, calls };
}

async function checkAnswer(job, contestant, origin, upstream) {
  const answer = await ask(requestOf(job, contestant, origin));
  const what = `${contestant.name} answers ${job.name} wrongly: ${answer.text.slice(0, 300)}`;
  if (contestant.speaks === 'rest') {
    // Any body of Graph is right.
    const direct = await ask(requestOf(job, contestant, upstream.origin));
    assert.deepEqual([answer.status, answer.json], [direct.status, direct.json], what);
  } else {
    assert.equal(answer.status, 200, what);
    if (job.check) job.check(answer.json, contestant);
    else assert.deepEqual(answer.json, job.expected, what);
  }
  return answer.text;
}

/** Of one request alone. Requests of an earlier load that was cut off may still be running: then it measures again. */
async function callsOf(job, contestant, origin, upstream) {
  let calls;
  let before;
  let tries = 0;
  do {
    before = calls;
    assert.ok(
      (tries += 1) <= maxTries,
      `${contestant.name} calls Graph now ${before} times for ${job.name}, now others`,
    );
    await upstream.quiet();
    await upstream.ask({ reset: true });
    await ask(requestOf(job, contestant, origin));
    ({ calls } = await upstream.ask());
  } while (calls !== before);
  return calls;
}
