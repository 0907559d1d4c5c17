import { useState } from 'react';
import { counted, number } from '../../words/numbers';
import type { Table } from '../file/read-table';
import { useArrivedHeading } from '../use-arrived-heading';
import { Preview } from './Preview';
import { WrongRows } from './WrongRows';

interface Props {
  readonly fileName: string;
  readonly table: Table;
  readonly onStart: () => Promise<void>;
  readonly onChooseAnother: () => void;
}

/** What was read, before anything is sent. */
export function CheckedFile({ fileName, table, onStart, onChooseAnother }: Props) {
  const heading = useArrivedHeading();
  const [isStarting, setIsStarting] = useState(false);
  const { columns, rows } = table;
  const wrong = rows.filter(({ problems }) => problems.length > 0);
  const good = rows.length - wrong.length;
  const start = (): void => {
    setIsStarting(true);
    void onStart().finally(() => setIsStarting(false));
  };
  return (
    <>
      <section className="card" aria-labelledby="checked-file">
        <h2 id="checked-file" {...heading}>
          {counted(rows.length, 'row')} in {fileName}
        </h2>
        <p>
          {wrong.length === 0
            ? 'The types of all cells are right. The gateway checks their rules when they arrive.'
            : `${counted(wrong.length, 'row')} ${wrong.length === 1 ? 'has' : 'have'} something to correct, and will not be sent.`}{' '}
          Nothing was sent so far.
        </p>
        <div className="actions">
          <button type="button" onClick={onChooseAnother}>
            Choose another file
          </button>
          {good > 0 && (
            <button
              type="button"
              className="primary"
              aria-disabled={isStarting}
              onClick={isStarting ? undefined : start}
            >
              {wrong.length === 0 ? `Import ${counted(good, 'row')}` : `Import the other ${number(good)}`}
            </button>
          )}
        </div>
      </section>
      {wrong.length > 0 && <WrongRows rows={wrong} />}
      <Preview columns={columns} rows={rows} />
    </>
  );
}
