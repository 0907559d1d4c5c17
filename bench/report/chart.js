/**
 * The chart: the CPU of one creation as a multiple of the bare proxy's. SVG without a library, because it is only a few
 * bars.
 *
 * It has no background and follows the reader's light or dark mode. The gateway has a blue that color-blind readers can
 * distinguish from the grey, and a bold name, so that nothing depends on colour alone.
 */
import { number } from './numbers.js';
import { medianOf } from './statistics.js';

const width = 820;
const [left, right] = [290, 190];
const [top, rowHeight, barHeight] = [64, 44, 26];

const style = `
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .title { font-size: 17px; font-weight: 600 }
  .own { font-weight: 700 }
  .small { font-size: 12px; fill: #59636e }
  .bar { fill: #767f89 }
  .bar.own { fill: #0072b2 }
  .tick { stroke: #d1d9e0; stroke-width: 1 }
  .one { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 4 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .small { fill: #9da7b1 }
    .bar { fill: #8b949e }
    .bar.own { fill: #56b4e9 }
    .tick { stroke: #3d444d }
    .one { stroke: #9da7b1 }
  }`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');

/** `rounds` is a map from contestants to their rounds of the one creation. */
export function chart(contestants, rounds, caption) {
  const floor = medianOf(rounds.get('proxy'), 'cpu');
  const bars = contestants
    .filter(({ name }) => rounds.has(name))
    .map(({ name, title }) => {
      const [cpu, perSecond] = ['cpu', 'perSecond'].map((key) => medianOf(rounds.get(name), key));
      return { own: name === 'gateway', title: escaped(title), cpu, perSecond, ratio: cpu / floor };
    })
    .toSorted((one, other) => one.ratio - other.ratio);
  const longest = Math.ceil(Math.max(...bars.map(({ ratio }) => ratio)));
  const scale = (ratio) => left + (ratio / longest) * (width - left - right);
  const bottom = top + bars.length * rowHeight;
  const step = longest > 12 ? 2 : 1;
  const ticks = Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 56}" role="img" aria-labelledby="title description">
<title id="title">CPU of one creation, as a multiple of the bare proxy's</title>
<desc id="description">${bars.map(({ title, ratio }) => `${title}: ${number(ratio, 1)} times`).join('; ')}.</desc>
<style>${style}
</style>
<text class="title" x="16" y="28">CPU of one creation: how many times the bare proxy’s (less is better)</text>
${ticks
  .map(
    (tick) => `<line class="tick" x1="${at(scale(tick))}" y1="${top - 10}" x2="${at(scale(tick))}" y2="${bottom}"/>
<text class="small" x="${at(scale(tick))}" y="${bottom + 18}" text-anchor="middle">${tick}×</text>`,
  )
  .join('\n')}
${bars
  .map(({ own, title, cpu, perSecond, ratio }, index) => {
    const y = top + index * rowHeight;
    const middle = y + barHeight / 2 + 5;
    const kind = own ? ' own' : '';
    return `<text class="name${kind}" x="${left - 12}" y="${middle}" text-anchor="end">${title}</text>
<rect class="bar${kind}" x="${left}" y="${y}" width="${at(scale(ratio) - left)}" height="${barHeight}" rx="2"/>
<text class="value${kind}" x="${at(scale(ratio) + 8)}" y="${middle}">${number(ratio, 1)}×<tspan class="small" dx="8">${number(cpu)} µs, ${number(perSecond)}/s</tspan></text>`;
  })
  .join('\n')}
<line class="one" x1="${at(scale(1))}" y1="${top - 10}" x2="${at(scale(1))}" y2="${bottom}"/>
<text class="small" x="16" y="${bottom + 42}">${escaped(caption)}</text>
</svg>
`;
}

const at = (value) => Number(value.toFixed(1));
