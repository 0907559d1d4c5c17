import { describe, expect, it } from '@jest/globals';
import { canonicalSpelling } from '../../src/core/token-spelling.js';

describe('the canonical spelling', () => {
  // 'QQ' is one byte with four unread bits, 'QUI' two bytes with two, 'QUJD' three bytes with none.
  it.each<[token: string, canonical: string]>([
    ['QQ.QQ.QQ', 'QQ.QQ.QQ'],
    ['QR.QQ.QQ', 'QQ.QQ.QQ'],
    ['QQ.Qf.QQ', 'QQ.QQ.QQ'],
    ['QQ.QQ.Qg', 'QQ.QQ.Qg'],
    ['QQ.QQ.Q_', 'QQ.QQ.Qw'],
    ['QQ.QQ.QZ', 'QQ.QQ.QQ'],
    ['QUI.QUI.QUI', 'QUI.QUI.QUI'],
    ['QUI.QUI.QUJ', 'QUI.QUI.QUI'],
    ['QUI.QUI.QUL', 'QUI.QUI.QUI'],
    ['QUI.QUI.QUM', 'QUI.QUI.QUM'],
    ['QUJD.QUJE.QUJ_', 'QUJD.QUJE.QUJ_'],
    ['QQ==.QUI=.QUJD', 'QQ.QUI.QUJD'],
    ['QQ.QR=.QUK=', 'QQ.QQ.QUI'],
    ['QQ.QQ.QR===', 'QQ.QQ.QR='],
    ['Q=Q.QQ.QQ', 'Q=Q.QQ.QQ'],
    ['QR.QR.QR.QR.QR', 'QQ.QQ.QQ.QQ.QQ'],
    ['..', '..'],
    ['=.QQ.QQ', '.QQ.QQ'],
    ['Q!.QQ.QQ', 'Q!.QQ.QQ'],
    ['A.B.C', 'A.B.C'],
    ['QA.QUA.QUJA', 'QA.QUA.QUJA'],
    ['QQ.Q=Q=.QQ', 'QQ.Q=Q.QQ'],
    ['QQ.QQ=Q==.QQ', 'QQ.QQ=Q.QQ'],
  ])('of %s is %s', (token, canonical) => {
    expect(canonicalSpelling(token)).toBe(canonical);
  });

  it.each(['QR', 'QR.QR', 'QR.QR.QR.QR', 'QR.QR.QR.QR.QR.QR', 'QR==', ''])(
    'of %j, which is not a JWT, is itself',
    (token) => {
      expect(canonicalSpelling(token)).toBe(token);
    },
  );
});
