/** The idempotency key of a creation: an argument, or the header of the request. */
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ParameterDecorator } from 'type-graphql';
import { badUserInput, brokenRule, type GatewayError } from '../core/gateway-error.js';
import { problemAt, type ValidationProblem } from '../core/validation-problem.js';
import { isKey, keySentence, maxKeyCharacters } from '../idempotency/key.js';
import { keyIn, type KeyedCreation } from '../idempotency/keyed-creation.js';
import type { UnkeyedCreation } from '../idempotency/unkeyed-creation.js';
import { creationKeyJudged } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import type { RequestContext } from './request-context.js';

/** Names of the arguments, by which creations are recognised. */
export const keyArguments = { one: 'idempotencyKey', many: 'idempotencyKeys' } as const;

type GivenKey = string | null | undefined;

export function IdempotencyKey(): ParameterDecorator {
  return Arg(keyArguments.one, () => String, {
    nullable: true,
    description: `A text of your own for this submission, 1 to ${maxKeyCharacters} visible ASCII characters. A repeat with the same key and the same input returns the report that the first one has stored, instead of storing another.`,
  });
}

export function IdempotencyKeys(): ParameterDecorator {
  return Arg(keyArguments.many, () => [String], {
    nullable: true,
    description: 'One idempotency key for each input, all different.',
  });
}

export type Creation = KeyedCreation | UnkeyedCreation;

export function keyedCreation(
  argument: GivenKey,
  { idempotency, logger }: RequestContext,
  { path }: GraphQLResolveInfo,
): Creation {
  if (argument != null) {
    if (!isKey(argument)) throw notAKey();
    return idempotency.add(argument, [path.key]);
  }
  const { headerKey } = idempotency;
  if (headerKey !== undefined) return idempotency.add(keyIn(headerKey, [path.key]), [path.key]);
  if (idempotency.isRequired) throw keyRequired(keyArguments.one, 'be a text of your own for this creation', logger);
  return idempotency.addUnkeyed([path.key]);
}

/** The sentence is for a developer who has never heard of such keys. */
function keyRequired(argument: string, must: string, logger: Logger, creations = 1): GatewayError {
  creationKeyJudged(logger, 'missing', creations);
  const message = `${argument} must ${must}, such as a new UUID: a browser or a proxy may send a request twice by itself, and with a key it is stored once`;
  return brokenRule([argument], { rule: 'REQUIRED' }, message);
}

export function notAKey(): GatewayError {
  return brokenRule([keyArguments.one], { rule: 'NOT_A_KEY' }, `${keyArguments.one} ${keySentence}`);
}

/** One for each of `count` inputs: all have a key, or none. */
export function keyedCreations(
  keys: readonly string[] | null | undefined,
  count: number,
  { idempotency, logger }: RequestContext,
  { path }: GraphQLResolveInfo,
): readonly Creation[] {
  const positions = Array.from({ length: count }, (_, index) => index);
  if (keys != null) {
    const problems = problemsOf(keys, count);
    if (problems.length > 0) throw badUserInput(problems);
    return positions.map((index) => idempotency.add(keys[index] as string, [path.key, index]));
  }
  const { headerKey } = idempotency;
  if (headerKey === undefined) {
    if (!idempotency.isRequired) return positions.map((index) => idempotency.addUnkeyed([path.key, index]));
    throw keyRequired(keyArguments.many, 'have a text of your own for each input', logger, count);
  }
  return positions.map((index) => idempotency.add(keyIn(headerKey, [path.key, index]), [path.key, index]));
}

/** The sentence of a list of a wrong length is enough: its keys belong to other inputs. */
function problemsOf(keys: readonly string[], count: number): readonly ValidationProblem[] {
  const { many } = keyArguments;
  if (keys.length !== count) {
    const rule = keys.length < count ? 'TOO_FEW' : 'TOO_MANY';
    const message = `${many} must have as many items as inputs: ${count.toLocaleString('en')}`;
    return [problemAt([many], { rule, limit: count }, message)];
  }
  const seen = new Set<string>();
  return keys
    .flatMap((key, index) => {
      const isRepeated = seen.has(key);
      seen.add(key);
      if (!isKey(key)) return [problemAt([many, index], { rule: 'NOT_A_KEY' }, `${many}.${index} ${keySentence}`)];
      if (!isRepeated) return [];
      return [problemAt([many, index], { rule: 'NOT_UNIQUE' }, `${many}.${index} must differ from the keys before it`)];
    })
    .slice(0, maxProblems);
}

/** As many as a bulk creation reports. */
const maxProblems = 100;
