import { useEffect, useId, useState, type DragEvent } from 'react';
import { fieldsOfCreation } from '../../writing/report-fields';
import { maxRows } from '../file/limits';
import { keptDays } from '../run/storage';
import { isRequired } from '../file/required';
import { number } from '../../words/numbers';
import { TemplateButton } from './TemplateButton';

interface Props {
  /** Why the last file was not accepted. */
  readonly problems: readonly string[];
  readonly onChosen: (file: File) => void;
}

export function ChooseFile({ problems, onChosen }: Props) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  useEffect(keepDropsOnPage, []);
  const take = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file) onChosen(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  const drag = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <>
      {problems.length > 0 && (
        <section className="failure" role="alert" aria-labelledby={`${id}-problems`}>
          <h2 id={`${id}-problems`}>This file cannot be imported</h2>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      <section
        className={`card drop-zone${isOver ? ' over' : ''}`}
        aria-labelledby={`${id}-choose`}
        onDragOver={drag}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <h2 id={`${id}-choose`}>Choose a CSV file</h2>
        <p>
          <label htmlFor={id}>One report in each row, up to {number(maxRows)}. Drop the file here, or choose it.</label>
        </p>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={({ target }) => take(target.files)}
        />
        <TemplateButton />
      </section>
      <section className="card" aria-labelledby={`${id}-columns`}>
        <h2 id={`${id}-columns`}>Its columns</h2>
        <p>In any order. The words of the forms and of an exported file are headings as well.</p>
        <table className="columns">
          <thead>
            <tr>
              <th scope="col">Heading</th>
              <th scope="col">What it has</th>
            </tr>
          </thead>
          <tbody>
            {fieldsOfCreation.map(({ name, label, kind }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  {label}
                  {isRequired(name) || label.includes('optional') ? '' : ' (optional)'}
                  <span className="second">{hints[kind]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="note">
          Nothing is sent before you have seen what was read. The rows are kept in this browser until you forget them,
          for {keptDays} days at most, so that the import goes on after a reload. No token is kept with them.
        </p>
      </section>
    </>
  );
}

/** A browser opens a file that is dropped beside the zone, in place of the page. */
function keepDropsOnPage(): () => void {
  const stay = (event: Event): void => event.preventDefault();
  window.addEventListener('dragover', stay);
  window.addEventListener('drop', stay);
  return () => {
    window.removeEventListener('dragover', stay);
    window.removeEventListener('drop', stay);
  };
}

const hints = {
  text: '',
  count: 'A whole number. An empty cell is not 0.',
  time: 'With an offset, as in 2026-11-27T08:30:00Z',
} as const;
