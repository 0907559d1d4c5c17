/** Every problem of the variables of an operation: types and rules, in the order of the schema. */
import { cut } from '../../core/cut.js';
import {
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { problemAt, type Segments, type ValidationProblem } from '../../core/validation-problem.js';
import type { Bounds } from '../../summaries/schema/bounds.js';
import { boundsOf, problemsOf } from '../../summaries/schema/validate-input.js';
import { boundsOfArguments } from '../../summaries/listing/page-size.js';
import { placesOfVariables } from './argument-of-variable.js';
import { mostSimilar } from './most-similar.js';
import { unfitLeaf } from './unfit-leaf.js';

/** Input type name -> class with its rules. */
export type InputClasses = ReadonlyMap<string, new () => object>;

/** In one response. */
export const maxProblems = 100;

interface Search {
  readonly inputClasses: InputClasses;
  readonly found: ValidationProblem[];
}

export interface Explained {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly inputClasses: InputClasses;
}

export function problemsOfVariables(
  { schema, document, operation, inputClasses }: Explained,
  variables: Readonly<Record<string, unknown>>,
): ValidationProblem[] {
  const search: Search = { inputClasses, found: [] };
  const places = placesOfVariables(document, operation);
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never);
    if (!isInputType(type)) continue;
    if (!Object.hasOwn(variables, name) && (definition.defaultValue !== undefined || !isNonNullType(type))) continue;
    const at = places.get(name) ?? [name];
    const argument = at.length === 1 ? at[0] : undefined;
    collect(variables[name], type, at, boundsOfArguments.get(String(argument)), search);
  }
  return search.found;
}

/** Adds each problem below `at`, then the broken rules of an object, for fields that have the right type. */
function collect(
  value: unknown,
  type: GraphQLInputType,
  at: Segments,
  bounds: Bounds | undefined,
  search: Search,
): void {
  const { found } = search;
  if (found.length >= maxProblems) return;
  if (isNonNullType(type)) {
    if (value === undefined || value === null) {
      found.push(problemAt(at, { rule: 'REQUIRED' }, `${nameOf(at)} is required`));
    } else collect(value, type.ofType, at, bounds, search);
  } else if (value === undefined || value === null) {
    return;
  } else if (isListType(type)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    items.forEach((item, index) => collect(item, type.ofType, [...at, index], bounds, search));
  } else if (!isInputObjectType(type)) {
    const unfit = unfitLeaf(type, value, bounds);
    if (unfit !== undefined) found.push(problemAt(at, unfit.rule, `${nameOf(at)} ${unfit.must}`));
  } else if (typeof value !== 'object' || Array.isArray(value)) {
    found.push(problemAt(at, { rule: 'WRONG_TYPE' }, `${nameOf(at)} must be an object of type ${type.name}`));
  } else {
    collectObject(value as Readonly<Record<string, unknown>>, type, at, search);
  }
}

function collectObject(
  value: Readonly<Record<string, unknown>>,
  type: GraphQLInputObjectType,
  at: Segments,
  search: Search,
): void {
  const { found } = search;
  const inputClass = search.inputClasses.get(type.name);
  const before = found.length;
  const fields = type.getFields();
  const known: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member === undefined && field.defaultValue !== undefined) continue;
    known[name] = member;
    collect(member, field.type, [...at, name], inputClass && boundsOf(inputClass, name), search);
  }
  for (const name of Object.keys(value)) {
    if (found.length >= maxProblems) return;
    if (!Object.hasOwn(fields, name)) found.push(unknownField(name, type, at));
  }
  if (inputClass === undefined) return;
  const reported = new Set(found.slice(before).map(({ path }) => path));
  const rules = problemsOf(Object.assign(new inputClass(), known), at);
  found.push(...rules.filter(({ path }) => !reported.has(path)));
}

/** Names are the caller's text. */
const maxNameLength = 64;

function unknownField(sent: string, type: GraphQLInputObjectType, at: Segments): ValidationProblem {
  const name = cut(sent, maxNameLength);
  const suggestion = mostSimilar(name, Object.keys(type.getFields()));
  const nearest = suggestion === undefined ? '' : `; the nearest is ${suggestion}`;
  const rule = { rule: 'UNKNOWN_FIELD', ...(suggestion === undefined ? {} : { suggestion }) } as const;
  return problemAt([...at, name], rule, `${JSON.stringify(name)} is not a field of ${type.name}${nearest}`);
}

/** The end of a path that a sentence can begin with: the last name, with the positions behind it. */
function nameOf(at: Segments): string {
  return at.slice(at.findLastIndex((segment) => typeof segment === 'string')).join('.');
}
