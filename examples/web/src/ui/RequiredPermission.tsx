/** Any of the permissions is enough. */
export function RequiredPermission({ scopes }: { readonly scopes: readonly string[] }) {
  if (scopes.length === 0) return null;
  return (
    <p>
      You need {scopes.length > 1 && 'one of '}
      <code>{scopes.join(', ')}</code>: ask an administrator for it.
    </p>
  );
}
