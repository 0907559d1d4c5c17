import { Icon } from './Icon';

/** What the numbers do not say. */
export function NotProven() {
  return (
    <p className="note">
      <Icon name="info" /> A Mac that is missing here is not proven up to date: Intune lists a Mac only once it has
      reported about its updates.
    </p>
  );
}
