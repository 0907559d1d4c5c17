/** What type-graphql accepts, and what the gateway's own resolvers would not do, is named at start. */
import { expect, it } from '@jest/globals';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  Info,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql';
import { schemaShape } from '../../../src/graphql/schema/build-schema.js';
import { resources } from '../../../src/summaries/resources.js';
import { Needs } from '../../../src/summaries/schema/access.js';
import { applyDecorators } from '../../../src/summaries/schema/apply-decorators.js';
import { CostsNothing } from '../../../src/summaries/schema/cost.decorators.js';

@ObjectType({ description: 'A lamp without simpleResolvers.' })
class SlowLamp {
  @Field(() => Int, { description: 'Its power.' })
  readonly watts!: number;
}

@ArgsType()
class Page {
  @Field(() => Int, { description: 'How many lamps.' })
  readonly first = 5;
}

@InputType({ description: 'A kind of lamp.' })
class LampKind {
  @Field(() => Int, { description: 'The power of the lamp.' })
  readonly watts!: number;
}

/** A resource with one query, which has one parameter. */
function lampsWith(
  parameter: ParameterDecorator,
  method: MethodDecorator = applyDecorators(),
  returned: () => typeof Int | typeof SlowLamp = () => Int,
): () => unknown {
  @Resolver()
  class LampResolver {
    @method
    @Needs('read')
    @CostsNothing()
    @Query(returned, { nullable: true, description: 'The power of a lamp.' })
    lamp(@parameter _value: unknown): number {
      return 40;
    }
  }
  return () => schemaShape('on', [...resources, { resolvers: () => [new LampResolver()] }]);
}

const watts = (options: object = {}) =>
  Arg('watts', () => Int, { description: 'The power.', ...options }) as ParameterDecorator;

it('a method with decorators that the gateway supports is accepted', () => {
  expect(lampsWith(watts())).not.toThrow();
  expect(lampsWith(Arg('kind', () => LampKind, { description: 'The kind.' }) as ParameterDecorator)).not.toThrow();
});

it('@UseMiddleware() is rejected, since no middleware would run', () => {
  const method = UseMiddleware((_data, next) => next()) as MethodDecorator;
  expect(lampsWith(watts(), method)).toThrow('LampResolver.lamp: @UseMiddleware() is not supported');
});

it.each([
  ['a part of the context', Ctx('caller')],
  ['a part of the object', Root('watts')],
  ['an argument with a validation of its own', watts({ validateFn: () => undefined })],
  ['an argument without validation', watts({ validate: false })],
])('%s is rejected as a parameter', (_name, parameter) => {
  expect(lampsWith(parameter as ParameterDecorator)).toThrow(
    'LampResolver.lamp: the decorator of parameter 1 or its options are not supported',
  );
});

it('a parameter without a decorator is rejected', () => {
  expect(lampsWith(() => undefined)).toThrow('LampResolver.lamp: each parameter must have a decorator');
});

it('an input with an initial value is rejected, since no constructor runs', () => {
  expect(lampsWith(Args(() => Page) as ParameterDecorator)).toThrow(
    'Page: a member of an input class must not have an initial value',
  );
});

it('a type without simpleResolvers is rejected', () => {
  expect(lampsWith(Info() as ParameterDecorator, undefined, () => SlowLamp)).toThrow(
    'SlowLamp.watts must be a method of a listed resolver, or a property of a type with simpleResolvers',
  );
});
