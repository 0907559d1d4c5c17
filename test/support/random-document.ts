/**
 * A document from a list of numbers, each of which is one choice: a shorter list gives a smaller document. It is valid
 * for its schema: an alias names its field and its arguments, so fields with one response key can always be merged.
 */
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** What a document has besides fields and fragments of object types. */
export type Rarity = 'directive' | 'abstract type' | '__proto__';

const maxDepth = 8;
const maxFields = 60;
/** Response keys that objects have already. */
const typenames = ['__typename', ...['then', 'constructor', 'toString', 'toJSON'].map((key) => `${key}: __typename`)];

const declarations: Readonly<Record<string, string>> = {
  id: 'ID!',
  n: 'Int',
  five: 'Int = 5',
  yes: 'Boolean! = true',
  text: 'String = "x"',
  direction: 'OrderDirection = DESC',
};

/** Arguments of a type; empty leaves one out. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  ID: ['"a"', '$id', '5'],
  Int: ['', '2', '$n', '$five', 'null'],
  String: ['', '"x"', '$text', 'null'],
  MacOSSoftwareUpdateAccountSummaryFilter: [
    '',
    '{ deviceName: { contains: "a" } }',
    '{ failedUpdateCount: { ge: $n } }',
  ],
  MacOSSoftwareUpdateAccountSummaryOrder: ['', '{ field: id }', '[{ field: deviceName, direction: $direction }]'],
  OnInvalid: ['', 'REFUSE'],
  _Any: ['[]', '[{ __typename: "User", id: "a" }]'],
};
/** Not for an argument that must not be null and has no default. */
const nullable = ['', '$n', '$text', 'null'];

export function randomDocument(
  schema: GraphQLSchema,
  choices: readonly number[],
): { text: string; rarities: ReadonlySet<Rarity> } {
  return new Writer(schema, choices).document();
}

class Writer {
  readonly #rarities = new Set<Rarity>();
  readonly #fragments: string[] = [];
  readonly #used = new Set<string>();
  readonly #declarations: Readonly<Record<string, string>>;
  #next = 0;
  #fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly choices: readonly number[],
  ) {
    const inputs = inputTypesOf(schema).map(({ name }) => [name, `${name}!`] as const);
    this.#declarations = { ...declarations, ...Object.fromEntries(inputs) };
  }

  document(): { text: string; rarities: ReadonlySet<Rarity> } {
    const isMutation = this.#one(3) === 1;
    const root = isMutation ? this.schema.getMutationType() : this.schema.getQueryType();
    const selections = this.#selections(root as GraphQLObjectType, 0);
    const text = `${isMutation ? 'mutation' : 'query'} Q${this.#variables()} { ${selections} }\n${this.#fragments.join('\n')}`;
    return { text, rarities: this.#rarities };
  }

  /** A number below `count`; 0 when the choices are used up. */
  #one(count: number): number {
    return (this.choices[this.#next++] ?? 0) % count;
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#one(5);
    return Array.from({ length: count }, () => this.#selection(type, depth)).join('\n');
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    switch (this.#one(12)) {
      case 8:
        return typenames[this.#one(typenames.length)] ?? '';
      case 9:
        return `... { ${this.#selections(type, depth + 1)} }`;
      case 10:
        return depth > maxDepth ? '__typename' : this.#fragment(type, depth);
      default:
        return this.#field(type, depth);
    }
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    if (this.#one(2) === 0) return `... on ${type.name} { ${this.#selections(type, depth + 1)} }`;
    const name = `F${this.#fragments.length}`;
    const index = this.#fragments.push('') - 1;
    this.#fragments[index] = `fragment ${name} on ${type.name} { ${this.#selections(type, depth + 1)} }`;
    // Spread twice, which counts once.
    return this.#one(2) === 0 ? `...${name}` : `...${name} ...${name}`;
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    if (isAbstractType(type)) {
      const [possible] = this.schema.getPossibleTypes(type);
      return `__typename ... on ${possible?.name} { ${this.#selections(possible as GraphQLObjectType, depth + 1)} }`;
    }
    const isDeep = depth > maxDepth || this.#fields > maxFields;
    const fields = Object.values((type as GraphQLObjectType).getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const usual = this.#one(8) === 0 ? fields : fields.filter((field) => !isAbstractType(getNamedType(field.type)));
    const possible = isDeep ? leaves : usual;
    const field = possible[this.#one(possible.length || 1)];
    if (field === undefined) return '__typename';
    this.#fields += 1;
    const below = getNamedType(field.type);
    if (isAbstractType(below)) this.#rarities.add('abstract type');
    const { text, name } = this.#arguments(field);
    const selections = isCompositeType(below) ? ` { ${this.#selections(below, depth + 1)} }` : '';
    return `${this.#alias(field.name, name)}${field.name}${text}${this.#directive()}${selections}`;
  }

  #alias(field: string, args: string): string {
    const choice = this.#one(150);
    if (choice === 149) {
      this.#rarities.add('__proto__');
      return '__proto__: ';
    }
    const prefix = ['', '', 'a_', 'b_'][choice % 4] ?? '';
    return prefix === '' && args === '' ? '' : `${prefix}${field}${args}: `;
  }

  #directive(): string {
    const choice = this.#one(200);
    if (choice < 196) return '';
    this.#rarities.add('directive');
    const directives = [' @skip(if: false)', ' @include(if: $yes)', ' @skip(if: $yes)', ' @include(if: false)'];
    return this.#spelled(directives[choice - 196] ?? '');
  }

  /** `name` differs where the arguments do. */
  #arguments({ args }: GraphQLField<unknown, unknown>): { text: string; name: string } {
    const given: string[] = [];
    let name = '';
    for (const arg of args) {
      const spelled = spellingsOf(arg.type);
      const choice = this.#one(spelled.length);
      name += `_${choice}`;
      const value = spelled[choice];
      if (value !== undefined && value !== '') given.push(`${arg.name}: ${this.#spelled(value)}`);
    }
    return given.length === 0 ? { text: '', name } : { text: `(${given.join(', ')})`, name };
  }

  #spelled(value: string): string {
    for (const [, name] of value.matchAll(/\$(\w+)/g)) this.#used.add(name as string);
    return value;
  }

  /** The variables that the document uses. */
  #variables(): string {
    const used = Object.entries(this.#declarations).filter(([name]) => this.#used.has(name));
    return used.length === 0 ? '' : `(${used.map(([name, type]) => `$${name}: ${type}`).join(', ')})`;
  }
}

/** Variables for any document. With the last ones an operation has errors in them. */
export function variablesOfRandomDocuments(schema: GraphQLSchema): readonly Readonly<Record<string, unknown>>[] {
  const inputs = Object.fromEntries(inputTypesOf(schema).map((type) => [type.name, smallestValue(type)]));
  return [
    { ...inputs, id: 'a', n: 3 },
    { ...inputs, id: 7, five: null, text: null },
    { ...inputs, id: 'a', n: null, five: 6, yes: false, direction: 'ASC' },
    { ...inputs, id: null, n: 'three', direction: 'UP', yes: null },
    {},
  ];
}

function inputTypesOf(schema: GraphQLSchema): readonly GraphQLInputObjectType[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const types = fields.flatMap(({ args }) => args.map(({ type }) => getNamedType(type)));
  return [...new Set(types.filter(isInputObjectType))];
}

function smallestValue(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (!isInputObjectType(nullable))
    return getNamedType(nullable).name === 'Int' ? 1 : '2017-01-01T00:00:56.8321556-08:00';
  const required = Object.values(nullable.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, smallestValue(field.type)]));
}

function spellingsOf(type: GraphQLInputType): readonly string[] {
  const { name } = getNamedType(type);
  const fixed = spellings[name];
  if (fixed !== undefined) return isNonNullType(type) ? fixed.filter((value) => !nullable.includes(value)) : fixed;
  return isListType(getNullableType(type)) ? [`[$${name}]`, `[$${name}, $${name}]`, '[]'] : [`$${name}`];
}
