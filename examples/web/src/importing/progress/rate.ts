import { counted } from '../../words/numbers';
import { openIn, type Progress } from '../run/import-run';

/** Rows per second in this run; undefined until there is something to measure. */
export function rateOf({ settled, elapsedMs }: Pick<Progress, 'settled' | 'elapsedMs'>): number | undefined {
  return settled > 0 && elapsedMs > 0 ? (settled * 1000) / elapsedMs : undefined;
}

/** Rough on purpose: it moves with each slice. */
export function timeLeft({ counts }: Pick<Progress, 'counts'>, rate: number): string {
  const seconds = Math.ceil(openIn(counts) / rate);
  if (seconds < 60) return `about ${counted(Math.max(1, seconds), 'second')} left`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `about ${counted(minutes, 'minute')} left`;
  return `about ${counted(Math.ceil(minutes / 60), 'hour')} left`;
}
