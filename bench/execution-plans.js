/**
 * What plans cost with documents that a hostile client would send, all within the limits of a document: the CPU to make
 * a plan, compared with what the document costs without one, and the memory of all plans, compared with the size that
 * the store of documents reports. `npm run bench:execution-plans` builds first. It fails if making the plans of a
 * document takes longer than parsing and validating it, if a plan takes 1.5 times as long as graphql-js, or if the process holds more than the store may.
 */
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  execute,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  Kind,
  parse,
  validate,
} from 'graphql';
import { executePlan } from '../dist/graphql/execution/execute-plan.js';
import { fragmentsOf, planOf } from '../dist/graphql/execution/plan.js';
import { Plans } from '../dist/graphql/execution/plans.js';
import { schemaShape } from '../dist/graphql/schema/build-schema.js';
import { faultOfSelections } from '../dist/graphql/limits/document-size.js';
import { limits } from '../dist/graphql/limits/limits.js';
import { documentStore, storeBytes } from '../dist/graphql/limits/document-store.js';
import { faultOfText } from '../dist/graphql/limits/document-text.js';
import { collectGarbage } from './measure/process.js';

const { schema } = schemaShape();
// What is left is the cost of the executors themselves.
for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue;
  const { name } = type;
  const isRoot = name === 'Query' || name === 'Mutation';
  for (const field of Object.values(type.getFields())) {
    if (isRoot || field.resolve !== undefined) field.resolve = () => valueOf(field.type);
  }
}

/** Of leaves that are not text. */
const samples = { Int: 1, Boolean: true, DateTimeOffset: '2017-01-01T00:00:00Z' };
const report = 'MacOSSoftwareUpdateAccountSummary';
const one = 'macOSSoftwareUpdateAccountSummary(id: "a")';
const list = 'macOSSoftwareUpdateAccountSummaries';
const leaves =
  'displayName deviceId userId deviceName userPrincipalName osVersion successfulUpdateCount failedUpdateCount totalUpdateCount';
const times = (count, text) => Array.from({ length: count }, (_, index) => text(index)).join(' ');
const deep = (levels) => (levels === 0 ? 'id' : `device { ${list} { nodes { ${deep(levels - 1)} } } }`);

/** Each makes another document for each number, within the limits of a document. */
const kinds = {
  'of the usual kind': (n) => `query Q${n} { l: ${list} { nodes { id ${leaves} } pageInfo { endCursor } } }`,
  'many fields': (n) => `query Q${n} { ${times(20, (i) => `a${i}: ${one} { id ${leaves} }`)} }`,
  'the most selections': (n) =>
    `query Q${n} { ${times(19, (i) => `a${i}: ${one} { ...F }`)} } fragment F on ${report} { ${times(5, () => `... { ${leaves} }`)} }`,
  'objects of one field': (n) =>
    `query Q${n} { ${times(20, (i) => `a${i}: ${one} { ...F }`)} } fragment F on ${report} { device { id } user { id } categorySummaries { device { id } user { id } updateStateSummaries { id } } }`,
  'the same fields again': (n) =>
    `query Q${n} { ${one} { ${times(17, () => `categorySummaries { ${times(17, () => 'updateStateSummaries { id state }')} }`)} } }`,
  deep: (n) => `query Q${n} { ${one} { ${deep(2)} } }`,
  'many operations': (n) =>
    times(60, (i) => `query Q${n}_${i} { ${one} { ...F } }`) + ` fragment F on ${report} { id ${leaves} }`,
  'many small operations': (n) => times(200, (i) => `query Q${n}_${i} { __typename }`),
  'many fragments': (n) => times(90, (i) => `query Q${n}_${i} { ...F${i} } fragment F${i} on Query { __typename }`),
  'a directive at the end': (n) =>
    `query Q${n} { ${times(19, (i) => `a${i}: ${one} { ...F }`)} last: ${one} { id @skip(if: false) } } fragment F on ${report} { ${times(5, () => `... { ${leaves} }`)} }`,
};

const row = [
  'kind of document',
  'parse and validate, µs',
  'make the plans, µs',
  'execute: graphql-js, µs',
  'execute: plan, µs',
  'documents kept',
  'the store says',
  'the process holds',
];
console.log(`| ${row.join(' | ')} |\n|${' --- |'.repeat(row.length)}`);
await memoryOf(kinds['of the usual kind']);
for (const [name, documentOf] of Object.entries(kinds)) {
  const document = parse(documentOf(0), { maxTokens: limits.tokens });
  const fault = faultOfText(document) ?? faultOfSelections(document);
  assert.equal(fault, undefined, `${name}: ${fault}`);
  const cpu = cpuOf(documentOf);
  const memory = await memoryOf(documentOf);
  console.log(
    `| ${[name, ...Object.values(cpu).map((us) => (us === undefined ? 'no plan' : us.toFixed(0))), memory.kept, mib(memory.stored), mib(memory.held)].join(' | ')} |`,
  );
  assert.ok(cpu.planned < cpu.validated, `${name}: plans take longer than parsing and validating`);
  if (cpu.byPlan !== undefined)
    assert.ok(cpu.byPlan < 1.5 * cpu.executed, `${name}: a plan takes longer than graphql-js`);
  assert.ok(memory.held <= storeBytes, `${name}: the process holds more than the store may`);
}

/**
 * Microseconds for all operations of a document.
 * @param {(n: number) => string} documentOf
 */
function cpuOf(documentOf) {
  const document = parse(documentOf(0));
  const operations = operationsOf(document);
  const plansOf = () => {
    const fragments = fragmentsOf(document);
    return operations.map((operation) => planOf(schema, fragments, operation));
  };
  const args = operations.map(({ name }) => ({ schema, document, operationName: name?.value, contextValue: {} }));
  const plans = plansOf().flatMap((plan, index) => (plan === undefined ? [] : [{ plan, args: args[index] }]));
  const executed = medianUs(() => args.forEach((each) => execute(each)));
  return {
    validated: medianUs(() => assert.deepEqual(validate(schema, parse(documentOf(1))), [])),
    planned: medianUs(plansOf),
    executed,
    byPlan: plans.length === 0 ? undefined : medianUs(() => plans.forEach((each) => executePlan(each.plan, each.args))),
  };
}

/** @param {import('graphql').DocumentNode} document */
function operationsOf({ definitions }) {
  return definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition] : []));
}

/**
 * Three items for a list, and no promises.
 * @param {import('graphql').GraphQLOutputType} type
 * @returns {unknown}
 */
function valueOf(type) {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return Array.from({ length: 3 }, () => valueOf(nullable.ofType));
  if (isEnumType(nullable)) return nullable.getValues()[0]?.value;
  if (!isObjectType(nullable)) return samples[getNamedType(nullable).name] ?? 'x';
  const fields = Object.values(nullable.getFields()).filter(({ resolve }) => resolve === undefined);
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type)]));
}

function medianUs(run) {
  const all = [];
  for (let turn = 0; turn < 200; turn += 1) {
    const before = performance.now();
    run();
    all.push((performance.now() - before) * 1000);
  }
  return all.sort((a, b) => a - b)[100];
}

/** Twice as many documents as fit, and the plans of those that are kept. */
async function memoryOf(documentOf) {
  const before = await heap();
  const store = documentStore();
  const plans = new Plans(schema);
  let sent = 0;
  const send = async () => {
    const key = `${sent}`.padEnd(130, 'k');
    await store.set(key, parse(` ${documentOf(sent)}`.slice(1)));
    sent += 1;
    const document = await store.get(key);
    if (document === undefined) return;
    for (const operation of operationsOf(document)) {
      for (let run = 0; run < 2; run += 1) plans.of(document, operation);
    }
  };
  while (store.size === sent) await send();
  for (let more = sent; more > 0; more -= 1) await send();
  return { kept: store.size, stored: store.bytes, held: (await heap()) - before };
}

async function heap() {
  for (let turn = 0; turn < 3; turn += 1) {
    await nextTurn();
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function mib(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
