/** Drawn here, so that no font and no file is loaded. Decoration: a word always stands next to it. */
const paths = {
  failed: 'M5 5l10 10M15 5L5 15',
  waiting: 'M10 4v6l4 2M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15',
  installed: 'M4 10.5l4 4l8-9',
  unknown: 'M7 7.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8M10 15v.5',
  info: 'M10 9v5M10 6v.5M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15',
  up: 'M5 12l5-5l5 5',
  down: 'M5 8l5 5l5-5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className={`icon icon-${name}`}
      viewBox="0 0 20 20"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
