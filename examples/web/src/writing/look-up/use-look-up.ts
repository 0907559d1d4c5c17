import { useCallback, useEffect, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { failureOf, type Failure } from '../../api/failure';
import type { ReportInput } from '../report-values';
import { findReports, type Found } from './find-reports';

export interface LookUp {
  /** Undefined while it looks, and if that failed. */
  readonly found: Found | undefined;
  readonly failure: Failure | undefined;
  readonly look: () => void;
}

/** Looks at once, and again on request. `input` and `by` must stay the same. */
export function useLookUp(input: ReportInput, by: readonly string[]): LookUp {
  const client = useApolloClient();
  const [state, setState] = useState<Omit<LookUp, 'look'>>({ found: undefined, failure: undefined });

  const read = useCallback(async (): Promise<Omit<LookUp, 'look'>> => {
    try {
      return { found: await findReports(client, input, by), failure: undefined };
    } catch (error) {
      return { found: undefined, failure: failureOf(error) };
    }
  }, [client, input, by]);

  useEffect(() => {
    let isCurrent = true;
    void read().then((result) => {
      if (isCurrent) setState(result);
    });
    return () => {
      isCurrent = false;
    };
  }, [read]);

  const look = (): void => {
    setState({ found: undefined, failure: undefined });
    void read().then(setState);
  };
  return { ...state, look };
}
