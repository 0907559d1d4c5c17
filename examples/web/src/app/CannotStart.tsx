/** Shown in place of everything when the page has no configuration, or a part of it fails. */
export function CannotStart({ error }: { readonly error: unknown }) {
  return (
    <main className="page">
      <h1>The dashboard cannot be shown</h1>
      <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" onClick={() => location.reload()}>
        Load again
      </button>
    </main>
  );
}
