/** The same as `wrk.lua`, for machines without `wrk`. It measures only whole milliseconds. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { withoutRequest } from './without-request.js';

let count = 0;
function nextToken() {
  count += 1;
  return `${caller}-${count}`;
}

const [url, method, bodyFile, rightFile, caller, connections, seconds, tokens] = process.argv.slice(2);
const right = withoutRequest(readFileSync(rightFile, 'utf8'));
const result = await autocannon({
  url,
  method,
  connections: Number(connections),
  duration: Number(seconds),
  headers: { authorization: `Bearer ${caller}-1`, 'content-type': 'application/json' },
  body: method === 'GET' ? undefined : readFileSync(bodyFile),
  verifyBody: (body) => withoutRequest(body) === right,
  setupClient(client) {
    if (tokens === 'true') client.setHeaders({ ...client.opts.headers, authorization: `Bearer ${nextToken()}` });
  },
});

const { requests, duration, latency, errors, mismatches, timeouts } = result;
console.log(
  `\n${JSON.stringify({
    requests: requests.total,
    seconds: duration,
    errors: errors + mismatches + timeouts,
    p50: latency.p50,
    p99: latency.p99,
  })}`,
);
