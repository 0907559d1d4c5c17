import type { MacQuery } from '../api/generated/graphql';
import { categoryInWords } from '../words/categories';
import { counted, number } from '../words/numbers';
import { stateInWords, type Outcome } from '../words/states';
import { UpdateItem } from './UpdateItem';

type Mac = NonNullable<MacQuery['mac']>;
export type Category = NonNullable<NonNullable<Mac['categorySummaries']>[number]>;
export type Update = NonNullable<NonNullable<Category['updateStateSummaries']>[number]>;

/** What needs attention comes first. */
const order: readonly Outcome[] = ['failed', 'unknown', 'waiting', 'installed'];
const place = ({ state }: Update): number => order.indexOf(stateInWords(state).outcome);

export function CategoryCard({ category }: { readonly category: Category }) {
  const { updateCategory, failedUpdateCount, successfulUpdateCount, totalUpdateCount, updateStateSummaries } = category;
  const updates = (updateStateSummaries ?? []).flatMap((update) => update ?? []);
  const left = Math.max(0, totalUpdateCount - failedUpdateCount - successfulUpdateCount);
  return (
    <section className="card">
      <h2>{categoryInWords(updateCategory)}</h2>
      <p className="counts">
        {counted(totalUpdateCount, 'update')}:{' '}
        <span className={failedUpdateCount > 0 ? 'bad' : ''}>{number(failedUpdateCount)} failed</span>,{' '}
        {number(successfulUpdateCount)} successful{left > 0 && `, ${number(left)} in progress`}
      </p>
      {updates.length > 0 && (
        <ul className="updates">
          {updates
            .toSorted((a, b) => place(a) - place(b))
            .map((update) => (
              <UpdateItem key={update.id} update={update} />
            ))}
        </ul>
      )}
    </section>
  );
}
