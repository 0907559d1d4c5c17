/** At most so many errors in an answer: a list of 1,000 broken rows would otherwise repeat one sentence as often. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../../summaries/shared/request-context.js';
import { limits } from './limits.js';

export const limitErrors: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response }) {
        if (response.body.kind !== 'single') return Promise.resolve();
        const { singleResult } = response.body;
        const { errors = [] } = singleResult;
        if (errors.length <= limits.errors) return Promise.resolve();
        const told = errors.slice(0, limits.errors - 1);
        const leftOut = (errors.length - told.length).toLocaleString('en');
        const message = `${leftOut} more errors are left out; an answer has at most ${limits.errors}.`;
        singleResult.errors = [...told, { message, extensions: { code: 'TOO_MANY_ERRORS' } }];
        return Promise.resolve();
      },
    }),
};
