import { messageInWords } from '../../writing/report-fields';
import type { ImportRow, Outcome } from '../run/rows';

/** In one or two words, for a filter and a column. */
export const results: Readonly<Record<Outcome['kind'], string>> = {
  waiting: 'Not sent yet',
  sent: 'No answer yet',
  stored: 'Stored',
  refused: 'To correct',
  unknown: 'Unknown',
};

/** What more there is to know. */
export function explanationOf({ outcome }: ImportRow): string {
  switch (outcome.kind) {
    case 'refused':
      return `${outcome.problems.map(({ property, message }) => messageInWords(property, message)).join('; ')}.`;
    case 'unknown':
      return 'It may have been stored: its answer was lost, and no equal report was found.';
    case 'stored':
      return { now: '', before: 'By an earlier try.', found: 'Its answer was lost, and the report was found.' }[
        outcome.how
      ];
    default:
      return '';
  }
}
