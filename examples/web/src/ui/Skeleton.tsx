/** Holds the place of what is being read, so that nothing jumps when it arrives. */
export function Skeleton({ label, lines = 6 }: { readonly label: string; readonly lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-busy="true">
      <span className="visually-hidden">{label}…</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}
