/** A fast wrong answer is worth nothing: each contestant's answer is compared with the right one, or the run fails. */
import assert from 'node:assert/strict';
import { ask, requestOf } from './ask.js';

/** Answers the text of the right answer, with which the load compares every other. */
export async function check(job, contestant, origin, upstream) {
  const answer = await ask(requestOf(job, contestant, origin));
  const what = `${contestant.name} answers ${job.name} wrongly: ${answer.text.slice(0, 300)}`;
  if (contestant.speaks === 'rest') {
    // Whatever Graph says is right.
    const direct = await ask(requestOf(job, contestant, upstream.origin));
    assert.deepEqual([answer.status, answer.json], [direct.status, direct.json], what);
  } else {
    assert.equal(answer.status, 200, what);
    if (job.check) job.check(answer.json, contestant);
    else assert.deepEqual(answer.json, job.expected, what);
  }
  return answer.text;
}
