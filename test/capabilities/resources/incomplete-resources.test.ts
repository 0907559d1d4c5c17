/** What is missing of a resource is named at start, before a client asks for it. Each would otherwise fail, or cost, silently. */
import { describe, expect, it } from '@jest/globals';
import { Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { schemaShape } from '../../../src/graphql/schema/build-schema.js';
import type { Resource } from '../../../src/summaries/resource/resource.js';
import { resources } from '../../../src/summaries/resources.js';
import { Needs } from '../../../src/summaries/schema/access.js';
import { applyDecorators } from '../../../src/summaries/schema/apply-decorators.js';
import { CostsNothing, CostsRead } from '../../../src/summaries/schema/cost.decorators.js';
import { resolveStubReference } from '../../../src/summaries/schema/joins.type.js';
import { Children, Joins, ReadsProperty } from '../../../src/summaries/schema/source.decorators.js';

const nothing = applyDecorators();
const needsAndCosts = applyDecorators(Needs('read'), CostsRead());

/** Lamps, complete but for what a test leaves out of a decorator. */
function lamps(
  left: {
    query?: MethodDecorator;
    always?: 'lamp' | 'beside';
    undescribed?: 'lamp' | 'beside' | 'colour';
    method?: MethodDecorator;
    bulb?: PropertyDecorator;
    entity?: ClassDecorator;
  },
  references: Resource['references'] = () => ({}),
): Resource {
  const described = (name: typeof left.undescribed, description: string) =>
    left.undescribed === name ? {} : { description };
  @(left.entity ?? (() => undefined))
  @ObjectType({ description: 'A lamp.', simpleResolvers: true })
  class Lamp {
    @Field(() => ID, { description: 'Key of the lamp.' })
    readonly id!: string;

    @(left.bulb ?? CostsNothing())
    @Field(() => Lamp, { nullable: left.always !== 'beside', ...described('beside', 'The lamp beside it.') })
    readonly beside!: Lamp | null;
  }
  @Resolver(() => Lamp)
  class LampResolver {
    @(left.query ?? needsAndCosts)
    @Query(() => Lamp, { nullable: left.always !== 'lamp', ...described('lamp', 'The only lamp.') })
    lamp(): Lamp | null {
      return null;
    }

    @(left.method ?? ReadsProperty('id'))
    @FieldResolver(() => String, described('colour', 'The colour of the lamp.'))
    colour(): string {
      return 'red';
    }
  }
  return { resolvers: () => [new LampResolver()], references };
}

const startedWith = (...more: readonly Resource[]) => {
  return () => schemaShape('on', [...resources, ...more]);
};

it('a complete resource is taken', () => {
  expect(startedWith(lamps({}))().sdl).toContain('\ntype Lamp ');
});

describe('a resource is refused by the name of what is missing', () => {
  it('a class that is not a resolver', () => {
    class Forgotten {}
    expect(startedWith({ resolvers: () => [new Forgotten()] })).toThrow(
      'Forgotten is listed as a resolver and has no @Resolver()',
    );
  });

  it('a field that does not say which property of Graph it needs', () => {
    expect(startedWith(lamps({ method: nothing }))).toThrow(
      'LampResolver.colour must say which property of Graph it needs: @ReadsProperty(), @Joins() or @Children()',
    );
  });

  it.each([
    ['that the type does not have', ReadsProperty('watts'), 'watts'],
    ['that is computed itself', ReadsProperty('colour'), 'colour'],
    ['that is misspelt in a join', Joins('Id'), 'Id'],
  ])('a field that needs a property %s', (_name, method, property) => {
    expect(startedWith(lamps({ method }))).toThrow(`Lamp.colour reads ${property}, which is not a property of Lamp`);
  });

  it.each([
    ['a query', 'lamp', 'Query.lamp'],
    ['a property', 'beside', 'Lamp.beside'],
    ['a computed field', 'colour', 'Lamp.colour'],
  ] as const)('%s without a description', (_name, undescribed, field) => {
    expect(startedWith(lamps({ undescribed }))).toThrow(`${field} needs a description`);
  });

  it('an operation that says nothing of its caller', () => {
    expect(startedWith(lamps({ query: CostsRead() }))).toThrow(
      'Query.lamp must say what its caller needs: @Needs() or @Write()',
    );
  });

  it('an operation, or a field that leads to an object, that says nothing of its cost', () => {
    expect(startedWith(lamps({ query: Needs('read') }))).toThrow(
      'Query.lamp must say what it costs, as with @CostsRead() or @CostsNothing()',
    );
    expect(startedWith(lamps({ bulb: nothing }))).toThrow(
      'Lamp.beside must say what it costs, as with @CostsRead() or @CostsNothing()',
    );
  });

  it('an operation, or a field with a request of its own, that is not nullable', () => {
    const reason = 'is fetched by itself, so it must be nullable: a failure must not empty what contains it';
    expect(startedWith(lamps({ always: 'lamp' }))).toThrow(`Query.lamp ${reason}`);
    expect(startedWith(lamps({ always: 'beside', bulb: CostsRead() as PropertyDecorator }))).toThrow(
      `Lamp.beside ${reason}`,
    );
    expect(startedWith(lamps({ always: 'beside' }))().sdl).toContain('beside: Lamp!');
  });

  it('a contained object without the keys of what contains it', () => {
    expect(startedWith(lamps({ bulb: Children() as PropertyDecorator }))).toThrow(
      'Lamp, which Lamp.beside contains, must have the key of each object above it: @KeyAbove()',
    );
  });

  it.each([[['beside { id }']], [['id', 'beside']]])(
    'an entity whose key is not one set of plain fields: %j',
    (keys) => {
      const entity: ClassDecorator = (target) => {
        for (const fields of keys) (Directive(`@key(fields: "${fields}")`) as ClassDecorator)(target);
      };
      expect(startedWith(lamps({ entity }))).toThrow(
        'Lamp: an entity must have one @key with plain fields, as in "accountSummaryId id"',
      );
    },
  );

  it('an entity that no reference leads to, and a reference that leads to no entity', () => {
    const [accounts, ...others] = resources;
    expect(() => schemaShape('on', [{ resolvers: (at) => accounts?.resolvers(at) ?? [] }, ...others])).toThrow(
      'MacOSSoftwareUpdateAccountSummary, ManagedDevice, User: an entity needs a resolver in references',
    );
    expect(startedWith(lamps({}, () => ({ Lamp: resolveStubReference })))).toThrow(
      'Lamp in references: only a type with @key is an entity',
    );
  });

  it('a field of an entity that says nothing of its caller', () => {
    const references = (): ReturnType<NonNullable<Resource['references']>> => ({ Lamp: resolveStubReference });
    const entity = Directive('@key(fields: "id")') as ClassDecorator;
    expect(startedWith(lamps({ entity }, references))).toThrow(
      'Lamp.beside: the field of an entity, or its type, must have @Needs()',
    );
  });
});
