import { Link } from 'react-router';
import type { MacRowFragment } from '../api/generated/graphql';
import { macName, userName } from '../words/names';
import { columns } from './columns';

interface Props {
  readonly mac: MacRowFragment;
  readonly index: number;
  readonly top: number;
  readonly height: number;
}

export function MacRow({ mac, index, top, height }: Props) {
  const isFailing = mac.failedUpdateCount > 0;
  return (
    <div role="row" aria-rowindex={index + 2} className="row body-row" style={{ top, height }}>
      <div role="rowheader" className="cell">
        <Link className="row-link" data-index={index} to={`/macs/${encodeURIComponent(mac.id)}`}>
          {macName(mac)}
        </Link>
        <span className="second narrow-only">{userName(mac)}</span>
      </div>
      {columns.map(({ field, text, className }) => (
        <div
          key={field}
          role="cell"
          className={`cell ${className}${field === 'failedUpdateCount' && isFailing ? ' bad' : ''}`}
        >
          {text(mac)}
        </div>
      ))}
    </div>
  );
}
