import { counted } from '../../words/numbers';
import { messageInWords } from '../../writing/report-fields';
import type { TableRow } from '../file/read-table';

const rowsShown = 100;

/** What is wrong, at its row and column. */
export function WrongRows({ rows }: { readonly rows: readonly TableRow[] }) {
  const more = rows.length - rowsShown;
  return (
    <section className="failure" aria-labelledby="wrong-rows">
      <h2 id="wrong-rows">To correct</h2>
      <ul className="wrong-rows">
        {rows.slice(0, rowsShown).map(({ number, problems }) => (
          <li key={number}>
            Row {number}: {problems.map(({ property, message }) => messageInWords(property, message)).join('; ')}.
          </li>
        ))}
      </ul>
      {more > 0 && <p>And {counted(more, 'more row', 'more rows')}, which the file of results will name.</p>}
    </section>
  );
}
