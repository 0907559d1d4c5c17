/** When each operation was last answered with data: a page that shows the cache says how old that is. */
import { ApolloLink } from '@apollo/client';
import { map } from 'rxjs';

export class ReadTimes {
  readonly #times = new Map<string, Date>();

  readonly link = new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      map((result) => {
        const parts = Object.values(result.data ?? {});
        if (parts.some((part) => part !== null)) this.#times.set(operation.operationName ?? '', new Date());
        return result;
      }),
    ),
  );

  of(operationName: string): Date | undefined {
    return this.#times.get(operationName);
  }
}

export const readTimes = new ReadTimes();
