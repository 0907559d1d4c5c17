/**
 * A fictional kind of object with two collections below it, as a contributor would add it: one folder and one line in
 * the list.
 */
import {
  Field,
  ID,
  Info,
  InputType,
  Ctx,
  FieldResolver,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Arg,
} from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { intune, type EntityType } from '../../../src/emulator/graph/index.js';
import type { RequestContext } from '../../../src/summaries/request-context.js';
import { deviceManagement } from '../../../src/summaries/addresses.js';
import { projectionOf } from '../../../src/summaries/resource/selected-properties.js';
import type { CollectionAt, Resource } from '../../../src/summaries/resource/resource.js';
import { SummaryResource, type ResourceWith } from '../../../src/summaries/resource/summary-resource.js';
import type { ReadableProperties } from '../../../src/summaries/resource/wire-reader.js';
import { Needs } from '../../../src/summaries/schema/access.js';
import { CostsRead } from '../../../src/summaries/schema/cost.decorators.js';
import { IsText } from '../../../src/summaries/schema/rules.js';
import { Children, KeyAbove } from '../../../src/summaries/schema/source.decorators.js';
import { Write } from '../../../src/summaries/schema/write.decorator.js';

@ObjectType({ description: 'A book of a shelf.', simpleResolvers: true })
class Book {
  @Field(() => ID, { description: 'Key of the book, unique in its shelf only.' })
  readonly id!: string;

  @KeyAbove()
  @Field(() => ID, { description: 'Key of the shelf.' })
  readonly shelfId!: string;

  @Field(() => String, { description: 'The name of the book.' })
  readonly displayName!: string;
}

@ObjectType({ description: 'A game of a shelf.', simpleResolvers: true })
class Game {
  @Field(() => ID, { description: 'Key of the game, unique in its shelf only.' })
  readonly id!: string;

  @KeyAbove()
  @Field(() => ID, { description: 'Key of the shelf.' })
  readonly shelfId!: string;

  @Field(() => String, { description: 'The name of the game.' })
  readonly displayName!: string;
}

@ObjectType({ description: 'A shelf.', simpleResolvers: true })
class Shelf {
  @Field(() => ID, { description: 'Key of the shelf.' })
  readonly id!: string;

  @Field(() => String, { description: 'The name of the shelf.' })
  readonly displayName!: string;
}

@InputType({ description: 'A new shelf.' })
class CreateShelfInput {
  @Field(() => String, { description: 'The name of the shelf.' })
  @IsText()
  readonly displayName!: string;
}

/** Shelves are read and created; the other verbs need no code. */
type ShelfResource = ResourceWith<'create' | 'get', Shelf, CreateShelfInput>;
type PartResource<Part extends object> = ResourceWith<'list', Part>;

const shelfResource = (collection: CollectionAt): ShelfResource =>
  new SummaryResource<Shelf, CreateShelfInput>((parent) => collection(`${parent}/shelves`), {
    odataType: '#microsoft.graph.shelf',
    type: Shelf,
    fromWire: (wire) => ({ id: wire.id, displayName: wire.string('displayName') }),
    keyBelow: 'shelfId',
    lookUp: ['displayName'],
  });
const partResource = <Part extends Book | Game>(
  collection: CollectionAt,
  name: string,
  type: new () => Part,
): PartResource<Part> =>
  new SummaryResource<Part>((parent) => collection(`${parent}/${name}`), {
    odataType: `#microsoft.graph.${name}`,
    type,
    fromWire: (wire) =>
      ({
        id: wire.id,
        shelfId: wire.keyAbove('shelfId'),
        displayName: wire.string('displayName'),
      }) as ReadableProperties<Part>,
  });

@Resolver(() => Shelf)
class ShelfResolver {
  constructor(
    private readonly shelves: ShelfResource,
    private readonly allBooks: PartResource<Book>,
    private readonly allGames: PartResource<Game>,
  ) {}

  @Needs('read')
  @CostsRead()
  @Query(() => Shelf, { nullable: true, description: 'One shelf by its key.' })
  shelf(
    @Arg('id', () => ID, { description: 'Key of the shelf.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Shelf> {
    return this.shelves.get(deviceManagement, id, projectionOf(info, context), context);
  }

  @Write()
  @Mutation(() => Shelf, { nullable: true, description: 'Stores a new shelf.' })
  createShelf(
    @Arg('input', () => CreateShelfInput, { description: 'The shelf to store.' }) input: CreateShelfInput,
    @Ctx() context: RequestContext,
  ): Promise<Shelf> {
    return this.shelves.create(deviceManagement, input, context);
  }

  @Children()
  @FieldResolver(() => [Book], { nullable: 'itemsAndList', description: 'The books of the shelf.' })
  books(
    @Root() shelf: Shelf,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(Book | Error)[]> {
    return this.allBooks.list(this.shelves.placeOf(shelf), projectionOf(info, context), context);
  }

  @Children()
  @FieldResolver(() => [Game], { nullable: 'itemsAndList', description: 'The games of the shelf.' })
  games(
    @Root() shelf: Shelf,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(Game | Error)[]> {
    return this.allGames.list(this.shelves.placeOf(shelf), projectionOf(info, context), context);
  }
}

export const shelves: Resource = {
  resolvers: (collection) => [
    new ShelfResolver(
      shelfResource(collection),
      partResource(collection, 'books', Book),
      partResource(collection, 'games', Game),
    ),
  ],
};

const typeOf = (name: string, collection: string, children: readonly EntityType[] = []): EntityType => ({
  name: `microsoft.graph.${name}`,
  collection,
  properties: { id: { kind: 'text', nullable: false }, displayName: { kind: 'text', nullable: false } },
  children,
  service: intune,
});

/** The emulator's part. */
export const shelfType = typeOf('shelf', 'shelves', [typeOf('book', 'books'), typeOf('game', 'games')]);
