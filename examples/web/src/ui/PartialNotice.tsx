import { problemsOf } from '../api/failure';
import { counted } from '../words/numbers';

/** What is missing in data that arrived: a row that cannot be read costs itself alone, and is never left out silently. */
export function PartialNotice({ error, unreadable = 0 }: { readonly error: unknown; readonly unreadable?: number }) {
  const problems = problemsOf(error);
  if (problems.length === 0 && unreadable === 0) return null;
  return (
    <section className="partial" role="status" aria-label="Incomplete data">
      {unreadable > 0 && <p>{counted(unreadable, 'report')} could not be read. The numbers are about the others.</p>}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ code, count, example }) => (
            <li key={code}>
              {counted(count, 'part')} of the data could not be read: {example.sentence} <code>{code}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
