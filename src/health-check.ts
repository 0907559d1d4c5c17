/** The image's health check, without a shell: exit code 0 when `/live` answers 200 within two seconds. */
import { get } from 'node:http';

const fail = (): void => process.exit(1);
const request = get({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 4000), path: '/live' }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
request.on('error', fail);
request.setTimeout(2000, fail);
