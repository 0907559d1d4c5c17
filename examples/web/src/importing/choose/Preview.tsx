import { labelOf } from '../../writing/report-fields';
import type { TableRow } from '../file/read-table';
import type { Columns } from '../file/required';

const rowsShown = 20;

interface Props {
  readonly columns: Columns;
  readonly rows: readonly TableRow[];
}

/** The first rows, as they were read. */
export function Preview({ columns, rows }: Props) {
  const shown = rows.slice(0, rowsShown);
  const named = columns.flatMap((name, index) => (name === undefined ? [] : [{ name, index }]));
  return (
    <div className="card">
      <h2 id="preview">{shown.length === rows.length ? 'What was read' : `The first ${shown.length} rows`}</h2>
      {/* It scrolls sideways, which must be possible with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="preview" role="region" aria-labelledby="preview" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Row</th>
              {named.map(({ name }) => (
                <th key={name} scope="col">
                  {labelOf(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ number, cells, problems }) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                {named.map(({ name, index }) => {
                  const isWrong = problems.some(({ property }) => property === name);
                  return (
                    <td key={name} className={isWrong ? 'bad' : undefined}>
                      {cells[index] || <span className="second">(empty)</span>}
                      {isWrong && <span className="visually-hidden"> to correct</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
