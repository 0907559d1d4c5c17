import { fieldsOfChange } from '../../writing/report-fields';
import type { Draft } from './use-edit';

/** What was changed by others, and by the person. */
export function Conflict({ draft: { earlier: stored, typed, conflictWith } }: { readonly draft: Draft }) {
  if (conflictWith === undefined) return null;
  const rows = fieldsOfChange.filter(({ name }) => {
    return stored[name] !== conflictWith[name] || typed[name] !== stored[name];
  });
  return (
    <table>
      <caption>What differs. The fields have your changes over what is stored now.</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">When you began</th>
          <th scope="col">Stored now</th>
          <th scope="col">Yours</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, label }) => (
          <tr key={name}>
            <th scope="row">{label}</th>
            {[conflictWith, stored, typed].map((values, column) => (
              <td key={column}>{values[name] || 'None'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
