import { BarChart } from '../charts/BarChart';
import { ChartFigure } from '../charts/ChartFigure';
import type { Datum } from '../charts/datum';
import { Legend } from '../charts/Legend';
import { sum } from '../words/sum';
import { counted } from '../words/numbers';
import { versionName } from '../words/names';
import { macsUrl } from '../macs/macs-url';
import type { Statistics } from './Tiles';

/** Bars in the picture. The table below it always has every version. */
const mostBars = 8;

/** Newest version first, as the gateway sorts them. */
export function VersionsChart({ versions }: { readonly versions: Statistics['byOsVersion'] }) {
  const data = versions.map(({ osVersion, reports, withFailures }): Datum => {
    const label = versionName(osVersion);
    return {
      key: osVersion ?? '',
      label,
      value: reports,
      failed: withFailures,
      to: macsUrl({ version: osVersion ?? '' }),
    };
  });
  const shown = data.length > mostBars ? data.slice(0, mostBars - 1) : data;
  const others = data.slice(shown.length);
  const rest: Datum = {
    key: 'others',
    label: `Other versions (${others.length}, listed under Numbers)`,
    value: sum(others, ({ value }) => value),
    failed: sum(others, ({ failed }) => failed ?? 0),
  };
  return (
    <ChartFigure
      title="Macs by macOS version"
      caption={`${counted(data.length, 'version')}, the newest first; the part with failed updates is marked.`}
      columns={['macOS', 'Macs', 'With failures']}
      data={data}
      note={<Legend />}
    >
      <BarChart data={others.length > 0 ? [...shown, rest] : shown} />
    </ChartFigure>
  );
}
