/** Whether this Node is new enough. It imports nothing, so that an old Node can load it too. */

/** `engines` of package.json says the same. */
const oldest = [22, 19] as const;

/** A sentence for a person, or undefined if this Node is new enough. */
export function nodeFault(version = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldest;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `The gateway needs Node ${oldest.join('.')} or newer; this is Node ${version}.`;
}
