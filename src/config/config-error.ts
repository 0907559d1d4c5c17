/** All problems of the configuration together: one sentence each, which begins with the key, as in `PORT must be …`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
  }
}
