/** The arguments of every list of account summaries. */
import { listArguments } from '../listing/list-arguments.js';
import {
  MacOSSoftwareUpdateAccountSummaryFilter,
  MacOSSoftwareUpdateAccountSummaryOrder,
} from './account-summary.filter.js';

export const AccountSummaryListArguments = listArguments(
  MacOSSoftwareUpdateAccountSummaryFilter,
  MacOSSoftwareUpdateAccountSummaryOrder,
);
