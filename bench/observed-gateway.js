/** The gateway with metrics and traces, which its parent turns off and on while it runs: see observed.js. */
import 'reflect-metadata';
import { readConfig } from '../dist/config/config.js';
import { startGateway } from '../dist/gateway.js';
import { createLogger } from '../dist/telemetry/logger.js';
import { Tracing } from '../dist/telemetry/tracing/tracing.js';

let on = { metrics: true, traces: true };
process.on('message', (/** @type {typeof on} */ message) => {
  on = message;
  process.send?.('switched');
});

const { begin } = Tracing.prototype;
Tracing.prototype.begin = function (request) {
  return on.traces ? begin.call(this, request) : undefined;
};

const config = readConfig(process.env);
const logger = createLogger(config.telemetry.logLevel);
/** Each request has a child of the logger, and its events are counted by the metrics of that child. */
const switched = Object.create(logger, {
  child: {
    value(bindings, options) {
      const child = logger.child.call(this, bindings, options);
      return Object.defineProperty(child, 'metrics', { value: on.metrics ? this.metrics : undefined });
    },
  },
});
await startGateway(config, switched);
