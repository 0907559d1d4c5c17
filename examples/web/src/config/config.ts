/**
 * What differs between deployments, read from `/config.json` when the page opens, so that one build serves all of them.
 */
export interface Config {
  /** Where operations go: a path of this origin, or the address of a gateway that allows this origin. */
  readonly gateway: string;
  /** How long the gateway keeps an idempotency key: its `IDEMPOTENCY_TTL_MS`, if that is not the default. */
  readonly idempotencyTtlMs: number;
  /** Present in the demo alone: a token that its gateway accepts. */
  readonly demo: { readonly token: string } | undefined;
  /** Absent where people bring a token of their own. */
  readonly signIn: SignInConfig | undefined;
}

/** The registration of this page in Microsoft Entra ID. */
export interface SignInConfig {
  readonly clientId: string;
  /** As in `https://login.microsoftonline.com/TENANT`. */
  readonly authority: string;
  /** Of Graph if the gateway forwards tokens, otherwise of the gateway. */
  readonly scopes: readonly [string, ...string[]];
  /** People with one of these see what writes. The names are those that the gateway requires. */
  readonly writePermissions: readonly string[];
  /** The discovery document, if the page cannot read it from the authority. */
  readonly authorityMetadata: object | undefined;
}

let reading: Promise<Config> | undefined;

/** Read once, when the page opens: a part that is opened later needs it without a network as well. */
export const readConfig = (): Promise<Config> => (reading ??= fetchConfig());

async function fetchConfig(): Promise<Config> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`/config.json answered ${response.status}.`);
  return configOf(await response.json());
}

type Json = Readonly<Record<string, unknown>>;

/** Throws an Error with a sentence for the person who deploys. */
export function configOf(json: unknown): Config {
  const given = (json ?? {}) as Json;
  const { gateway, idempotencyTtlMs, demo } = given as {
    gateway?: unknown;
    idempotencyTtlMs?: unknown;
    demo?: { token?: unknown };
  };
  if (typeof gateway !== 'string') throw new Error('/config.json must have the address of the gateway.');
  const token = demo?.token;
  return {
    gateway,
    idempotencyTtlMs: typeof idempotencyTtlMs === 'number' ? idempotencyTtlMs : dayMs,
    demo: typeof token === 'string' ? { token } : undefined,
    signIn: signInOf(given),
  };
}

/** What Graph requires; a gateway with other permissions has them in `writePermissions`. */
const graphWritePermissions = ['DeviceManagementConfiguration.ReadWrite.All'];

function signInOf({
  clientId,
  authority,
  scopes,
  writePermissions,
  authorityMetadata,
}: Json): SignInConfig | undefined {
  if (clientId === undefined) return undefined;
  if (typeof clientId !== 'string') throw new Error('clientId in /config.json must be the id of an application.');
  if (typeof authority !== 'string' || !/^https:\/\/[^/]+\/[^/]+$/.test(authority)) {
    throw new Error('authority in /config.json must be like https://login.microsoftonline.com/TENANT.');
  }
  const [first, ...further] = namesOf('scopes', scopes);
  if (first === undefined) throw new Error('scopes in /config.json must have at least one scope.');
  return {
    clientId,
    authority,
    scopes: [first, ...further],
    writePermissions:
      writePermissions === undefined ? graphWritePermissions : namesOf('writePermissions', writePermissions),
    authorityMetadata:
      typeof authorityMetadata === 'object' && authorityMetadata !== null ? authorityMetadata : undefined,
  };
}

function namesOf(key: string, given: unknown): readonly string[] {
  if (Array.isArray(given) && given.every((name) => typeof name === 'string')) return given;
  throw new Error(`${key} in /config.json must be a list of texts.`);
}

const dayMs = 24 * 60 * 60 * 1000;
