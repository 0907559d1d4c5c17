import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { number } from '../words/numbers';
import type { Datum } from './datum';

interface Props {
  readonly title: string;
  /** One sentence that says what the chart shows. */
  readonly caption: string;
  /** Headings of the label and the numbers. */
  readonly columns: readonly string[];
  readonly data: readonly Datum[];
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

/** A picture for the eye, and the same numbers as a table for everything else. */
export function ChartFigure({ title, caption, columns, data, children, note }: Props) {
  const id = useId();
  const hasFailed = data.some(({ failed }) => failed !== undefined);
  return (
    <figure className="card chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <figcaption>{caption}</figcaption>
      <div aria-hidden="true">{children}</div>
      {note}
      <details>
        <summary>
          Numbers<span className="visually-hidden"> of the chart “{title}”</span>
        </summary>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map(({ key, label, value, failed, to }) => (
              <tr key={key}>
                <th scope="row">{to === undefined ? label : <Link to={to}>{label}</Link>}</th>
                <td>{number(value)}</td>
                {hasFailed && <td>{number(failed ?? 0)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
