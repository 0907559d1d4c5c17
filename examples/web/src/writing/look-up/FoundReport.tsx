import type { MacRowFragment } from '../../api/generated/graphql';
import { dateInWords } from '../../words/dates';
import { macName, versionName } from '../../words/names';
import { counted, number } from '../../words/numbers';
import { labelOf, type FieldName } from '../report-fields';

interface Props {
  readonly report: MacRowFragment;
  readonly differences: readonly FieldName[];
  readonly onIsIt: () => void;
}

/** A stored report that may be the one that was sent. */
export function FoundReport({ report, differences, onIsIt }: Props) {
  const { osVersion, failedUpdateCount, totalUpdateCount, lastUpdatedDateTime } = report;
  return (
    <li className="found">
      <div>
        <strong>{macName(report)}</strong>
        <span className="second">
          {versionName(osVersion)}, {number(failedUpdateCount)} of {counted(totalUpdateCount, 'update')} failed, report
          of {dateInWords(lastUpdatedDateTime)}
        </span>
        <span className="second">
          {differences.length === 0
            ? 'The same as yours in everything'
            : `Other values than yours: ${differences.map(labelOf).join(', ')}`}
        </span>
      </div>
      <button type="button" className={differences.length === 0 ? 'primary' : ''} onClick={onIsIt}>
        It is there
      </button>
    </li>
  );
}
