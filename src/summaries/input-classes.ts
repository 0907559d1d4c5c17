/** Every input type of the schema by its name, for whoever has to explain what is wrong with variables. */
import { CreateSummaryInput, UpdateSummaryInput } from './account/account-summary.inputs.js';
import { CreateCategorySummaryInput, UpdateCategorySummaryInput } from './category/category-summary.inputs.js';
import { CreateStateSummaryInput, UpdateStateSummaryInput } from './state/state-summary.inputs.js';

/** Input type name -> class with its rules. */
export type InputClasses = ReadonlyMap<string, new () => object>;

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
