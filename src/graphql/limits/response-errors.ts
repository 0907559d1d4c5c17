/** Limits the errors of a response: a list of 1,000 invalid rows would otherwise repeat one sentence 1,000 times. */
import type { OperationHooks } from '../operation-hooks.js';
import { limits } from './limits.js';

export const limitErrors: OperationHooks = {
  willSendResponse({ response: { body } }) {
    if (body.kind !== 'single') return;
    const { errors = [] } = body.singleResult;
    if (errors.length <= limits.errors) return;
    const kept = errors.slice(0, limits.errors - 1);
    const leftOut = (errors.length - kept.length).toLocaleString('en');
    const message = `${leftOut} more errors are omitted; a response has at most ${limits.errors}.`;
    body.singleResult.errors = [...kept, { message, extensions: { code: 'TOO_MANY_ERRORS' } }];
  },
};
