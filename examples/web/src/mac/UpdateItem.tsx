import { Icon } from '../ui/Icon';
import { stateInWords } from '../words/states';
import type { Update } from './CategoryCard';

/** The state as icon, word and colour, so that none of them is needed. */
export function UpdateItem({ update }: { readonly update: Update }) {
  const { outcome, word } = stateInWords(update.state);
  return (
    <li className="update">
      <span className={`state ${outcome}`}>
        <Icon name={outcome} /> {word}
      </span>
      <span className="update-name">
        {update.displayName} {update.updateVersion}
      </span>
      {update.productKey && (
        <span className="second">
          Product key <code>{update.productKey}</code>
        </span>
      )}
    </li>
  );
}
