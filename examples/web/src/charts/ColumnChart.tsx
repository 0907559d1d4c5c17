import { AxisBottom } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { number } from '../words/numbers';
import type { Datum } from './datum';
import { useWidth } from './use-width';

const height = 220;
const top = 20;
const bottom = 28;

const axisLabel = ({ short, label }: Datum): string => short ?? label;

/** Columns from left to right, for values with an order. */
export function ColumnChart({ data }: { readonly data: readonly Datum[] }) {
  const [ref, width] = useWidth();
  const x = scaleBand({ domain: data.map(axisLabel), range: [0, width], padding: 0.3 });
  const y = scaleLinear({
    domain: [0, Math.max(1, ...data.map(({ value }) => value))],
    range: [0, height - top - bottom],
  });
  return (
    <div ref={ref} className="chart-picture">
      <svg width={width} height={height}>
        {data.map((datum) => {
          const { key, value } = datum;
          const columnHeight = y(value);
          return (
            <Group key={key} left={x(axisLabel(datum)) ?? 0} top={height - bottom - columnHeight}>
              <Bar className="chart-bar plain" width={x.bandwidth()} height={columnHeight} rx={3} />
              <text className="chart-value" x={x.bandwidth() / 2} y={-6} textAnchor="middle">
                {number(value)}
              </text>
            </Group>
          );
        })}
        <AxisBottom
          scale={x}
          top={height - bottom}
          hideTicks
          axisLineClassName="chart-axis"
          tickClassName="chart-tick"
          tickLabelProps={{ className: 'chart-label', textAnchor: 'middle' }}
        />
      </svg>
    </div>
  );
}
