import type { MacRowFragment } from '../api/generated/graphql';
import { download } from '../ui/download';

interface Props {
  readonly macs: readonly MacRowFragment[];
  readonly isComplete: boolean;
}

/** Writes the Macs that the filters leave, once all are read: half a list would pass for a whole one. */
export function ExportButton({ macs, isComplete }: Props) {
  const isReady = isComplete && macs.length > 0;
  const save = async (): Promise<void> => {
    const { csvOf } = await import('./csv');
    download(csvOf(macs), `macos-updates-${new Date().toISOString().slice(0, 10)}.csv`);
  };
  return (
    <button type="button" disabled={!isReady} onClick={() => void save()}>
      Export CSV
    </button>
  );
}
