/** What an application requests for a person, and what is granted: permissions of one resource, the gateway or Graph. */
import { graphResource, type Registration } from '../directory.js';
import { OAuthError } from '../oauth-refusal.js';
import type { Person } from './people.js';

/** Consent exists for these: an administrator has given it for each person, so `/.default` means something else for each. */
const permissions = {
  gateway: { read: 'MacUpdates.Read.All', write: 'MacUpdates.ReadWrite.All' },
  graph: { read: 'DeviceManagementConfiguration.Read.All', write: 'DeviceManagementConfiguration.ReadWrite.All' },
} as const;

const openIdScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

export interface Requested {
  readonly resource: keyof typeof permissions;
  /** As the application writes the resource. */
  readonly prefix: string;
  readonly names: readonly string[];
  readonly openId: readonly string[];
}

/** Throws an {@link OAuthError} for scopes of several resources, of an unknown one, or of none. */
export function readScope(scope: string, { clientId, applicationIdUri }: Registration): Requested {
  const all = scope.split(' ').filter((text) => text !== '');
  const openId = all.filter((text) => openIdScopes.includes(text));
  const others = all.filter((text) => !openIdScopes.includes(text));
  const [prefix = '', ...further] = new Set(others.map((text) => text.slice(0, Math.max(0, text.lastIndexOf('/')))));
  const resource =
    prefix === graphResource ? 'graph' : [applicationIdUri, clientId].includes(prefix) ? 'gateway' : undefined;
  if (resource === undefined) {
    throw new OAuthError(
      'invalid_resource',
      500011,
      `The resource principal named ${prefix} was not found in the tenant.`,
    );
  }
  if (further.length > 0) {
    throw new OAuthError(
      'invalid_request',
      28000,
      'Provided value for the input parameter scope is not valid because it contains more than one resource.',
    );
  }
  return { resource, prefix, names: others.map((text) => text.slice(prefix.length + 1)), openId };
}

/** The granted permissions; undefined if an administrator has to consent first. */
export function grantedTo(person: Person, { resource, names }: Requested): readonly string[] | undefined {
  const { read, write } = permissions[resource];
  const consented: readonly string[] = person.mayWrite ? [read, write] : [read];
  if (names.includes('.default')) return consented;
  return names.every((name) => consented.includes(name)) ? names : undefined;
}

/** `scope` of a token response: with `.default`, if that was requested, so that a client's cache finds the token again. */
export function scopeOf({ prefix, names, openId }: Requested, granted: readonly string[]): string {
  const all = names.includes('.default') ? [...granted, '.default'] : granted;
  return [...all.map((name) => `${prefix}/${name}`), ...openId].join(' ');
}
