/** The people of the sign-in page. Other users exist as soon as a test names them; these two differ in what they may do. */
import { userNamed, type User } from '../directory.js';

export interface Person {
  /** As {@link userNamed} has it, so that their tokens and those of tests are of the same user. */
  readonly name: string;
  readonly displayName: string;
  readonly mayWrite: boolean;
}

export const people: readonly Person[] = [
  { name: 'ada', displayName: 'Ada', mayWrite: true },
  { name: 'ben', displayName: 'Ben', mayWrite: false },
];

export const userOf = ({ name }: Person, tenantId: string): User => userNamed(name, tenantId);

/** By name, or by the user name that an application gives as `login_hint`. */
export function personOf(text: string | undefined): Person | undefined {
  return people.find(({ name }) => text === name || text === userNamed(name, '').userPrincipalName);
}
