import { useRef, useState } from 'react';
import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import type { Failure } from '../api/failure';
import { forgetLists } from '../api/after-write';
import { CreateReportDocument, type CreateSummaryInput, type MacRowFragment } from '../api/generated/graphql';
import { usualLookUp } from '../writing/look-up/find-reports';
import type { ReportInput } from '../writing/report-values';
import { afterFailure, newSubmission, nextSubmission, type Submission } from '../writing/submission';
import { untilSettled } from '../writing/until-settled';
import { useWrite, type Writing } from '../writing/use-write';

/** A report that may be stored, for the person to decide upon. */
export interface Question {
  readonly submission: Submission;
  readonly lookUp: readonly string[];
  /** What the form has by now, if that is something else. */
  readonly instead: Submission | undefined;
}

export interface Creation extends Writing {
  readonly question: Question | undefined;
  /** The id of the stored report with which the last try was in conflict. */
  readonly existing: string | undefined;
  readonly submit: (input: ReportInput) => void;
  readonly sendAgain: () => void;
  readonly closeQuestion: () => void;
}

/** Stores reports. A submission whose outcome is not known is never followed by another one without a question. */
export function useCreation(onStored: (report: MacRowFragment) => void): Creation {
  const client = useApolloClient();
  const writing = useWrite();
  const [question, setQuestion] = useState<Question>();
  const [existing, setExisting] = useState<string>();
  const earlier = useRef<Submission>(undefined);

  const send = async (submission: Submission): Promise<Failure | undefined> => {
    const result = await writing.write(() => untilSettled(() => create(client, submission)));
    if (result === undefined) return undefined;
    const { value, failure } = result;
    // Until another page is there the form may come back: the same once more is then the same submission.
    earlier.current = failure === undefined ? submission : afterFailure(submission, failure);
    const { id } = submission.input;
    setExisting(failure?.remedy === 'compare' && typeof id === 'string' ? id : undefined);
    const isUnknown = failure?.remedy === 'look';
    setQuestion(isUnknown ? { submission, lookUp: failure.lookUp, instead: undefined } : undefined);
    if (value !== undefined) onStored(value);
    return failure;
  };

  const submit = (input: ReportInput): void => {
    if (writing.isSending || writing.wait.left > 0) return;
    const last = earlier.current;
    const next = nextSubmission(input, last);
    if (last?.mayBeStored === true && next !== last) {
      setQuestion({ submission: last, lookUp: usualLookUp, instead: next });
    } else void send(next);
  };

  const sendAgain = async ({ submission, instead }: Question): Promise<void> => {
    if (instead !== undefined) return void (await send(instead));
    // With the same key the gateway looks once more, and returns what it finds. Only then is it another submission.
    const failure = await send(submission);
    if (failure?.remedy === 'look') await send(newSubmission(submission.input));
  };
  return {
    ...writing,
    question,
    existing,
    submit,
    sendAgain: () => question && void sendAgain(question),
    closeQuestion: () => setQuestion(undefined),
  };
}

async function create(client: ApolloClient, { input, key }: Submission): Promise<MacRowFragment> {
  const { data } = await client.mutate({
    mutation: CreateReportDocument,
    // What is missing is null: the gateway says at which field.
    variables: { input: input as CreateSummaryInput, idempotencyKey: key },
    update: forgetLists,
  });
  if (!data?.created) throw new Error('The response has neither a report nor an error.');
  return data.created;
}
