import { useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { forgetLists, forgetReport } from '../../api/after-write';
import { DeleteReportDocument, type MacRowFragment } from '../../api/generated/graphql';
import type { ArrivalState } from '../../app/arrival';
import { useIsHere } from '../../app/use-is-here';
import { useWrite, type Writing } from '../../writing/use-write';

export interface Removal extends Writing {
  readonly isAsking: boolean;
  readonly ask: () => void;
  /** Does not end a deletion that is on its way. */
  readonly close: () => void;
  readonly remove: () => void;
}

/** Deletes a report, and leaves its page if the person is still there. */
export function useRemoval({ id }: Pick<MacRowFragment, 'id'>): Removal {
  const client = useApolloClient();
  const navigate = useNavigate();
  const isHere = useIsHere();
  const writing = useWrite();
  const [isAsking, setIsAsking] = useState(false);

  const remove = async (): Promise<void> => {
    const result = await writing.write(() => client.mutate({ mutation: DeleteReportDocument, variables: { id } }));
    if (result === undefined) return;
    // What is gone already is what the person wants.
    const isAbsent = result.failure?.outcome === 'absent';
    // The dialog says why, also to a person who has closed it.
    if (result.failure !== undefined && !isAbsent) return setIsAsking(true);
    forgetLists(client.cache);
    if (isHere.current) {
      await navigate('/macs', {
        replace: true,
        state: { outcome: isAbsent ? 'gone' : 'deleted' } satisfies ArrivalState,
      });
    }
    forgetReport(client.cache, id);
  };
  return {
    ...writing,
    isAsking,
    ask: () => {
      if (!writing.isSending) writing.forgetFailure();
      setIsAsking(true);
    },
    close: () => setIsAsking(false),
    remove: () => void remove(),
  };
}
