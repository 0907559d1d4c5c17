/** From what is in the fields to what the gateway gets. Wrong types end here, since JSON has no word for them. */
import type { BrokenRule } from '../api/failure';
import type { MacRowFragment } from '../api/generated/graphql';
import { localTime } from '../words/dates';
import { fieldsOfChange, type FieldName, type ReportField } from './report-fields';

export type Values = Readonly<Partial<Record<FieldName, string>>>;

/** A value that is missing is null, never 0 and never an empty text: the gateway says which ones it needs. */
export type ReportInput = Readonly<Partial<Record<FieldName, string | number | null>>>;

export interface Reading {
  readonly input: ReportInput;
  /** What cannot be sent. */
  readonly problems: readonly BrokenRule[];
}

export function valuesOf(form: HTMLFormElement): Values {
  return Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (isText(value) ? [[name, value]] : [])));
}

const isText = (value: FormDataEntryValue): value is string => typeof value === 'string';

/** What the fields of a form have for a stored report. */
export function valuesOfReport(report: MacRowFragment): Values {
  const texts = fieldsOfChange.map(({ name, kind }) => {
    const value = report[name] ?? '';
    return [name, kind === 'time' ? localTime(new Date(value)) : String(value)] as const;
  });
  return Object.fromEntries(texts);
}

/** `isUnfinished`: the browser could make nothing of what was typed into the field, as with half a date. */
export function readFields(
  fields: readonly ReportField[],
  values: Values,
  isUnfinished: (name: FieldName) => boolean,
): Reading {
  const input: Partial<Record<FieldName, string | number | null>> = {};
  const problems: BrokenRule[] = [];
  for (const { name, kind } of fields) {
    const text = values[name] ?? '';
    if (isUnfinished(name)) problems.push({ property: name, message: `${name} must be a complete date and time` });
    else if (kind === 'count' && !isCount(text)) {
      problems.push({ property: name, message: `${name} must be a whole number, in digits alone` });
    } else if (name !== 'id' || text !== '') input[name] = valueOf(kind, text);
  }
  return { input, problems };
}

const isCount = (text: string): boolean => /^(?:[+-]?\d+)?$/.test(text.trim());

function valueOf(kind: ReportField['kind'], text: string): string | number | null {
  if (text.trim() === '' && (kind !== 'text' || text === '')) return null;
  if (kind === 'count') return Number(text);
  return kind === 'time' ? instantOf(text) : text;
}

/** What is not a moment goes to the gateway as it is, which says so at the field. */
function instantOf(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** What differs, so that a change of one value sends that value alone. */
export function changesOf(input: ReportInput, values: Values, earlier: Values): ReportInput {
  return Object.fromEntries(
    Object.entries(input).filter(([name]) => values[name as FieldName] !== earlier[name as FieldName]),
  );
}

/** The properties in which a stored report has other values than the input, timestamps by their moment. */
export function differencesOf(report: MacRowFragment, input: ReportInput): readonly FieldName[] {
  return (Object.keys(input) as FieldName[]).filter((name) => {
    const [stored, wanted] = [report[name] ?? null, input[name] ?? null];
    if (name !== 'lastUpdatedDateTime') return stored !== wanted;
    return Date.parse(String(stored)) !== Date.parse(String(wanted));
  });
}
