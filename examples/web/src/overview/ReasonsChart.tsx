import type { FailingMacs } from '../api/use-failing-macs';
import { macsUrl } from '../macs/macs-url';
import { reasons } from '../words/states';
import { failuresByReason } from './failures';
import { FailingFigure } from './FailingFigure';

export function ReasonsChart({ failing }: { readonly failing: FailingMacs }) {
  const data = [...failuresByReason(failing.macs)].map(([reason, value]) => ({
    key: reason,
    label: reasons[reason],
    value,
    to: macsUrl({ reason }),
  }));
  return <FailingFigure title="Why updates fail" column="Reason" failing={failing} data={data} />;
}
