/** The claims that a client requests for its next access token: OpenID Connect Core 1.0, section 5.5. */

type Requests = Readonly<Record<string, { readonly value?: unknown; readonly values?: readonly string[] } | null>>;

/** `claims` requests `xms_cc` if the client declares its capabilities. */
export function isClaimsCapable(claims: string): boolean {
  return readRequests(claims)['xms_cc']?.values?.some((value) => value.toLowerCase() === 'cp1') ?? false;
}

/** The token has these, as if the person had satisfied what they stand for. `nbf` is the time of the token anyway. */
export function requestedValues(claims: string): Readonly<Record<string, unknown>> {
  const { acrs } = readRequests(claims);
  return typeof acrs?.value === 'string' ? { acrs: [acrs.value] } : {};
}

function readRequests(claims: string): Requests {
  try {
    const { access_token: wanted } = JSON.parse(claims) as { access_token?: Requests };
    return wanted ?? {};
  } catch {
    return {};
  }
}
