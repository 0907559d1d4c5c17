/**
 * What differs between deployments, read from `/config.json` when the page opens, so that one build serves all of them.
 */
export interface Config {
  /** Where operations go: a path of this origin, or the address of a gateway that allows this origin. */
  readonly gateway: string;
  /** Present in the demo alone: a token that its gateway accepts. */
  readonly demo: { readonly token: string } | undefined;
}

export async function readConfig(): Promise<Config> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`/config.json answered ${response.status}.`);
  return configOf(await response.json());
}

/** Throws an Error with a sentence for the person who deploys. */
export function configOf(json: unknown): Config {
  const { gateway, demo } = (json ?? {}) as { gateway?: unknown; demo?: { token?: unknown } };
  if (typeof gateway !== 'string') throw new Error('/config.json must have the address of the gateway.');
  const token = demo?.token;
  return { gateway, demo: typeof token === 'string' ? { token } : undefined };
}
