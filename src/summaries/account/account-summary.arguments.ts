/** The arguments of a list of account summaries, wherever it stands. */
import { listArguments } from '../listing/list-arguments.js';
import {
  MacOSSoftwareUpdateAccountSummaryFilter,
  MacOSSoftwareUpdateAccountSummaryOrder,
} from './account-summary.filter.js';

export const AccountSummaryListArguments = listArguments(
  MacOSSoftwareUpdateAccountSummaryFilter,
  MacOSSoftwareUpdateAccountSummaryOrder,
);
