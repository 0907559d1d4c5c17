/** The image's health check, without a shell: exit code 0 when `/live` answers 200 within two seconds. */
import { Agent, get } from 'node:http';
import { readProbeAddress } from './config/listen.js';

const timeoutMs = 2000;

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

try {
  const { host, port } = readProbeAddress(process.env);
  // A separate agent, which never uses a proxy.
  const request = get({ host, port, path: '/live', agent: new Agent() }, ({ statusCode = 0 }) => {
    if (statusCode === 200) process.exit(0);
    fail(`/live at ${host}, port ${port}, answered ${statusCode}`);
  });
  request.on('error', ({ message }) => fail(`/live at ${host}, port ${port}: ${message}`));
  request.setTimeout(timeoutMs, () => fail(`/live at ${host}, port ${port}: no response within ${timeoutMs} ms`));
} catch (error) {
  fail((error as { problems?: readonly string[] }).problems?.join('\n') ?? String(error));
}
