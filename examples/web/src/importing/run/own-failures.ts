/** Why an import stops although the gateway was not asked. */
import type { Failure } from '../../api/failure';

const nothingSent = {
  requestId: undefined,
  retryAfterSeconds: undefined,
  asksForProof: false,
  requiredScopes: [],
  brokenRules: [],
  outcome: 'not carried out',
  lookUp: [],
} as const;

export const storageIsFull: Failure = {
  ...nothingSent,
  title: 'This browser cannot keep the progress',
  sentence: 'Its storage is full or switched off. Nothing more was sent.',
  remedy: 'try again',
  code: 'STORAGE',
};

export const signedOut: Failure = {
  ...nothingSent,
  title: 'You are not signed in',
  sentence: 'The sign-in has ended. Nothing more was sent.',
  remedy: 'sign in',
  code: 'UNAUTHENTICATED',
};
