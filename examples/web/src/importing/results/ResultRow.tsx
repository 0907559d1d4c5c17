import { Link } from 'react-router';
import { Icon } from '../../ui/Icon';
import type { ImportRow, Outcome } from '../run/rows';
import { explanationOf, results } from './words';

interface Props {
  readonly row: ImportRow;
  readonly mac: string;
  readonly index: number;
  readonly top: number;
  readonly measure: (element: HTMLElement | null) => void;
}

const icons = {
  waiting: 'waiting',
  sent: 'waiting',
  stored: 'installed',
  refused: 'failed',
  unknown: 'unknown',
} as const;

export function ResultRow({ row, mac, index, top, measure }: Props) {
  const { number, outcome } = row;
  return (
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      className="row body-row result-row"
      style={{ top }}
    >
      <div role="rowheader">{number}</div>
      <div role="cell" className="whole">
        {mac || '(no name)'}
      </div>
      <div role="cell" className="whole">
        <span className={`result result-${outcome.kind}`}>
          <Icon name={icons[outcome.kind]} /> <ResultWord outcome={outcome} />
        </span>
        <span className="second">{explanationOf(row)}</span>
      </div>
    </div>
  );
}

function ResultWord({ outcome }: { readonly outcome: Outcome }) {
  const word = results[outcome.kind];
  return outcome.kind === 'stored' ? <Link to={`/macs/${encodeURIComponent(outcome.id)}`}>{word}</Link> : word;
}
