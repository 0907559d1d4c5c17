/** The same as `wrk.lua`, for machines without `wrk`. It measures only whole milliseconds. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

let count = 0;
function nextToken() {
  count += 1;
  return `bench-token-${count}`;
}

const [url, method, bodyFile, rightFile, connections, seconds, tokens] = process.argv.slice(2);
const result = await autocannon({
  url,
  method,
  connections: Number(connections),
  duration: Number(seconds),
  headers: { authorization: 'Bearer bench-token-1', 'content-type': 'application/json' },
  body: method === 'GET' ? undefined : readFileSync(bodyFile),
  expectBody: readFileSync(rightFile, 'utf8'),
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
