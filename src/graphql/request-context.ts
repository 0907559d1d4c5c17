/** The context of every resolver, for parts that build it without knowing the resolvers. */
export type { RequestContext } from '../summaries/request-context.js';
