import { useId, type ComponentProps } from 'react';
import { clockTime } from '../words/dates';
import { counted } from '../words/numbers';
import { silentChoices } from './silent-days';

interface Props {
  readonly heading: ComponentProps<'h1'>;
  readonly asOf: Date | undefined;
  readonly reports: number | undefined;
  readonly isReading: boolean;
  readonly onRefresh: () => void;
  readonly silentDays: number;
  readonly onSilentDays: (days: number) => void;
}

export function OverviewHead({ heading, asOf, reports, isReading, onRefresh, silentDays, onSilentDays }: Props) {
  const id = useId();
  const choices = [...new Set<number>([...silentChoices, silentDays])].sort((a, b) => a - b);
  return (
    <div className="head">
      <h1 {...heading}>Overview</h1>
      <p role="status" className="as-of">
        {asOf !== undefined && reports !== undefined && `As of ${clockTime(asOf)}, ${counted(reports, 'Mac')}`}
        {isReading && asOf !== undefined && ' · reading…'}
      </p>
      <div className="actions">
        <label htmlFor={id}>Silent after</label>
        <select id={id} value={silentDays} onChange={({ target }) => onSilentDays(Number(target.value))}>
          {choices.map((days) => (
            <option key={days} value={days}>
              {counted(days, 'day')}
            </option>
          ))}
        </select>
        <button type="button" onClick={isReading ? undefined : onRefresh} aria-disabled={isReading}>
          Refresh
        </button>
      </div>
    </div>
  );
}
