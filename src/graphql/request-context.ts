/** What every resolver gets, for the parts that build it and know no resolver. */
export type { RequestContext } from '../summaries/request-context.js';
