/**
 * Microsoft's own typings and ours name the same properties, of the same types.
 *
 * There are two checks, because neither covers everything: the tests compare the schema with the text of Microsoft's
 * typings, and the compiler compares our classes with the types themselves. Both name the property that differs.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type {
  MacOSSoftwareUpdateAccountSummary as GraphAccount,
  MacOSSoftwareUpdateCategory as GraphCategoryName,
  MacOSSoftwareUpdateCategorySummary as GraphCategory,
  MacOSSoftwareUpdateState as GraphStateName,
  MacOSSoftwareUpdateStateSummary as GraphState,
} from '@microsoft/microsoft-graph-types-beta';
import {
  getNamedType,
  isEnumType,
  isNonNullType,
  isObjectType,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
} from 'graphql';
import ts from 'typescript';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import type { CreateSummaryInput } from '../../src/summaries/account/account-summary.inputs.js';
import type { MacOSSoftwareUpdateAccountSummary } from '../../src/summaries/account/account-summary.type.js';
import type { CreateCategorySummaryInput } from '../../src/summaries/category/category-summary.inputs.js';
import type { MacOSSoftwareUpdateCategorySummary } from '../../src/summaries/category/category-summary.type.js';
import type { MacOSSoftwareUpdateCategory } from '../../src/summaries/software-update-category.enum.js';
import { keyAboveExtension } from '../../src/summaries/schema/source.decorators.js';
import { writeBody } from '../../src/summaries/resource/summary-resource.js';
import type { MacOSSoftwareUpdateState } from '../../src/summaries/state/software-update-state.enum.js';
import type { CreateStateSummaryInput } from '../../src/summaries/state/state-summary.inputs.js';
import type { MacOSSoftwareUpdateStateSummary } from '../../src/summaries/state/state-summary.type.js';
import { referenceExample } from '../support/start.js';

/** Of a parent: they are separate lists here. */
type Children = 'categorySummaries' | 'updateStateSummaries';

/** Of the objects that contain an object: its address has them. */
type KeysAbove = 'accountSummaryId' | 'categorySummaryId';

/**
 * Property -> why it is here although Microsoft's typings lack it: they appear some time after the metadata, for instance.
 * One that the typings have by now must leave the list.
 */
const notTyped = {} as const satisfies Readonly<Record<string, string>>;

type Names<Ours, Graphs> =
  | `${Exclude<keyof Graphs, keyof Ours | Children> & string} is missing here`
  | `${Exclude<Exclude<keyof Ours, keyof Graphs | KeysAbove>, keyof typeof notTyped> & string} is not among Microsoft's`;
/** Each of our values must be allowed by Microsoft's types, null included. */
type Types<Ours, Graphs> = {
  [Name in keyof Ours & keyof Graphs & string]: Ours[Name] extends Exclude<Graphs[Name], undefined> | null
    ? never
    : `${Name} has another type`;
}[keyof Ours & keyof Graphs & string];
type Members<Ours extends string, Graphs extends string> =
  `${Exclude<Graphs, Ours>} is missing here` | `${Exclude<Ours, Graphs>} is not among Microsoft's`;

/** Compiles only without differences; otherwise the compiler's message holds them. */
function none<Differences extends never>(...differences: Differences[]): void {
  void differences;
}
none<Names<MacOSSoftwareUpdateAccountSummary, GraphAccount>>();
none<Types<MacOSSoftwareUpdateAccountSummary, GraphAccount>>();
none<Names<MacOSSoftwareUpdateCategorySummary, GraphCategory>>();
none<Types<MacOSSoftwareUpdateCategorySummary, GraphCategory>>();
none<Names<MacOSSoftwareUpdateStateSummary, GraphState>>();
none<Types<MacOSSoftwareUpdateStateSummary, GraphState>>();
none<Names<CreateSummaryInput, GraphAccount>>();
none<Names<CreateCategorySummaryInput, GraphCategory>>();
none<Names<CreateStateSummaryInput, GraphState>>();
none<Members<MacOSSoftwareUpdateCategory, GraphCategoryName>>();
none<Members<MacOSSoftwareUpdateState, GraphStateName>>();

/** Of a property in Microsoft's typings: as in `NullableOption<string>`. */
type Properties = Readonly<Record<string, string>>;

let typings: ts.SourceFile;
beforeAll(() => {
  const name = '@microsoft/microsoft-graph-types-beta/microsoft-graph.d.ts';
  const text = readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');
  typings = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
});

/** Those of an interface and of what it extends. */
function propertiesOf(name: string): Properties {
  const found = typings.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name);
  const own = (found?.members ?? []).flatMap((member) =>
    ts.isPropertySignature(member) ? [[member.name.getText(typings), member.type?.getText(typings) ?? '']] : [],
  );
  const parents = (found?.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText(typings)));
  return Object.assign({}, ...parents.map(propertiesOf), Object.fromEntries(own)) as Properties;
}

/** The members of `type Name = "a" | "b"`; undefined for what is not one. */
function membersOf(name: string): string[] | undefined {
  const found = typings.statements.filter(ts.isTypeAliasDeclaration).find((each) => each.name.text === name);
  if (found === undefined || !ts.isUnionTypeNode(found.type)) return undefined;
  return found.type.types.flatMap((type) =>
    ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [],
  );
}

const scalars: Readonly<Record<string, readonly string[]>> = {
  string: ['String', 'ID', 'DateTimeOffset'],
  number: ['Int'],
};

/** One line for each property that is missing, left over, or of another type. Links to other objects and keys of objects above do not count. */
function differences(
  ours: GraphQLObjectType | GraphQLInputObjectType,
  graphs: Properties,
  isRead: boolean,
  exceptions: Readonly<Record<string, string>> = notTyped,
): string[] {
  const fields = ours.getFields();
  const expected = Object.entries(graphs).filter(([, text]) => !/\[\]>?$/.test(text));
  const missing = expected.filter(([name]) => fields[name] === undefined).map(([name]) => `${name} is missing here`);
  const more = Object.keys(fields)
    .filter((name) => graphs[name] === undefined && !(name in exceptions))
    .filter((name) => !isObjectType(getNamedType(fields[name]?.type)))
    .filter((name) => fields[name]?.extensions[keyAboveExtension] !== true)
    .map((name) => `${name} is not among Microsoft's`);
  const others = expected.flatMap(([name, text]) => {
    const type = fields[name]?.type;
    if (type === undefined) return [];
    const [, nullable, plain = ''] = /^(?:(NullableOption)<)?(\w+)>?$/.exec(text) ?? [];
    const named = getNamedType(type);
    const isEnumeration = isEnumType(named);
    const isSame = isEnumeration
      ? String(
          named
            .getValues()
            .map((value) => value.name)
            .sort(),
        ) === String(membersOf(plain)?.sort())
      : scalars[plain]?.includes(named.name);
    // Microsoft's typings make each property optional, so they do not say what a creation requires. An enumeration may
    // be null here: Graph may send a member that the schema does not know.
    const isAsNullable = !isRead || isEnumeration || isNonNullType(type) === (nullable === undefined);
    return isSame && isAsNullable ? [] : [`${name} is ${text} in Microsoft's typings and ${String(type)} here`];
  });
  return [...missing, ...more, ...others];
}

/** With the middle of the names of their inputs. */
const inputNames = {
  MacOSSoftwareUpdateAccountSummary: 'Summary',
  MacOSSoftwareUpdateCategorySummary: 'CategorySummary',
  MacOSSoftwareUpdateStateSummary: 'StateSummary',
};
const kinds = Object.keys(inputNames);

describe.each(Object.entries(inputNames))('%s', (name, input) => {
  const { schema } = schemaShape();
  const typeOf = (each: string) => schema.getType(each) as GraphQLObjectType | GraphQLInputObjectType;

  it('has the properties that Microsoft types, to be read, created and changed', () => {
    const graphs = propertiesOf(name);
    const { id, ...changeable } = graphs;
    expect(id).toBe('string');
    expect({
      read: differences(typeOf(name), graphs, true),
      create: differences(typeOf(`Create${input}Input`), graphs, false),
      update: differences(typeOf(`Update${input}Input`), changeable, false),
    }).toEqual({ read: [], create: [], update: [] });
  });

  it('would be reported as different from one that differs', () => {
    const { displayName = '', id = '', ...rest } = propertiesOf(name);
    expect(differences(typeOf(name), { ...rest, displayName: 'number', another: displayName }, true)).toEqual([
      'another is missing here',
      "id is not among Microsoft's",
      "displayName is number in Microsoft's typings and String! here",
    ]);
    expect(differences(typeOf(name), { ...rest, id, displayName: 'NullableOption<string>' }, true)).toEqual([
      "displayName is NullableOption<string> in Microsoft's typings and String! here",
    ]);
  });

  it('may have a property that the typings lack if its reason is listed', () => {
    const { displayName, ...older } = propertiesOf(name);
    expect(displayName).toBe('string');
    expect(differences(typeOf(name), older, false)).toEqual(["displayName is not among Microsoft's"]);
    expect(differences(typeOf(name), older, false, { displayName: 'newer than the typings' })).toEqual([]);
  });
});

it('every property that is listed as missing in the typings is missing there', () => {
  const typed = kinds.flatMap((kind) => Object.keys(propertiesOf(kind)));
  expect(Object.keys(notTyped).filter((name) => typed.includes(name))).toEqual([]);
});

it('a creation sends what Microsoft types as an account summary', () => {
  const type = '#microsoft.graph.macOSSoftwareUpdateAccountSummary';
  const asMicrosoftTypesIt: GraphAccount = writeBody(type, referenceExample);
  expect(asMicrosoftTypesIt).toEqual({ '@odata.type': type, ...referenceExample });
});
