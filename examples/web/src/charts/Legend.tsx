export function Legend() {
  return (
    <p className="legend" aria-hidden="true">
      <span className="swatch bad" /> With failures <span className="swatch plain" /> Without
    </p>
  );
}
