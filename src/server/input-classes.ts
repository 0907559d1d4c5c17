/** Every input type of the schema by its name, for whoever has to explain what is wrong with variables. */
import { CreateSummaryInput, UpdateSummaryInput } from '../summaries/account/account-summary.inputs.js';
import {
  CreateCategorySummaryInput,
  UpdateCategorySummaryInput,
} from '../summaries/category/category-summary.inputs.js';
import { CreateStateSummaryInput, UpdateStateSummaryInput } from '../summaries/state/state-summary.inputs.js';
import type { InputClasses } from './explain-variables.js';

export const inputClasses: InputClasses = new Map<string, new () => object>(
  Object.entries({
    CreateSummaryInput,
    UpdateSummaryInput,
    CreateCategorySummaryInput,
    UpdateCategorySummaryInput,
    CreateStateSummaryInput,
    UpdateStateSummaryInput,
  }),
);
