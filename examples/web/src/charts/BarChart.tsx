import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { Link } from 'react-router';
import { number } from '../words/numbers';
import type { Datum } from './datum';
import { useWidth } from './use-width';

const rowHeight = 38;
const barTop = 19;
const barHeight = 10;
/** A bar that stands for something is never invisible. */
const leastWidth = 2;

/** Bars below their labels, so that long labels fit a narrow screen. */
export function BarChart({
  data,
  tone = 'plain',
}: {
  readonly data: readonly Datum[];
  readonly tone?: 'plain' | 'bad';
}) {
  const [ref, width] = useWidth();
  const most = Math.max(1, ...data.map(({ value }) => value));
  const scale = scaleLinear({ domain: [0, most], range: [0, width] });
  const widthOf = (value: number): number => (value === 0 ? 0 : Math.max(leastWidth, scale(value)));
  return (
    <div ref={ref} className="chart-picture">
      <svg width={width} height={data.length * rowHeight}>
        {data.map(({ key, label, value, failed, to }, index) => {
          const row = (
            <>
              <rect className="chart-target" width={width} height={rowHeight} />
              <text className="chart-label" y={13}>
                {label}
              </text>
              <text className="chart-value" x={width} y={13} textAnchor="end">
                {failed ? `${number(value)}, ${number(failed)} with failures` : number(value)}
              </text>
              <Bar className="chart-track" y={barTop} width={width} height={barHeight} rx={3} />
              <Bar className={`chart-bar ${tone}`} y={barTop} width={widthOf(value)} height={barHeight} rx={3} />
              {failed ? (
                <Bar className="chart-bar bad" y={barTop} width={widthOf(failed)} height={barHeight} rx={3} />
              ) : null}
            </>
          );
          return (
            <Group key={key} top={index * rowHeight}>
              {to === undefined ? (
                row
              ) : (
                <Link to={to} tabIndex={-1}>
                  {row}
                </Link>
              )}
            </Group>
          );
        })}
      </svg>
    </div>
  );
}
