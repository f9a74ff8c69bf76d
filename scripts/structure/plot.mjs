// docs/structure.svg: a cumulative distribution for each measure, real and ours, and bars for the forms of the ProcessGuid.

import { TAILS } from './guidParts.mjs';
import { MEASURES } from './measures.mjs';
import { steps } from './quantiles.mjs';
import { scaleOf } from './scales.mjs';
import { grouped, percent } from './words.mjs';

const WIDTH = 900;
const COLUMNS = 3;
const CELL = { width: 300, height: 184 };
const HEAD = 64;
const PLOT = { x: 40, y: 40, width: 244, height: 96 };

/** Dark where the reader's system is dark; lines differ by dashes too, for those who see no difference of colours. */
const STYLE = `
.back{fill:#fff}.frame{fill:none;stroke:#8c959f}.grid{stroke:#d8dee4}.bar{fill-opacity:.8}
text{font:11px system-ui,sans-serif;fill:#57606a}.title{font-weight:600;font-size:12px;fill:#1f2328}.head{font-weight:600;font-size:17px;fill:#1f2328}
.line{fill:none;stroke-width:1.8}.real{stroke:#0969da}.ours{stroke:#bc4c00;stroke-dasharray:5 2.5}.realBar{fill:#0969da}.oursBar{fill:#bc4c00}
@media (prefers-color-scheme:dark){.back{fill:#0d1117}.frame{stroke:#6e7681}.grid{stroke:#30363d}text{fill:#9da7b3}.title,.head{fill:#e6edf3}
.real{stroke:#58a6ff}.ours{stroke:#f0883e}.realBar{fill:#58a6ff}.oursBar{fill:#f0883e}}
`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const place = (value) => `${Math.round(value * 10) / 10}`;
const text = (x, y, words, more = '') => `<text x="${place(x)}" y="${place(y)}"${more}>${escaped(words)}</text>`;
const MIDDLE = ' text-anchor="middle"';
const END = ' text-anchor="end"';

/** @param real - @param ours - What was measured. */
export function plot(real, ours) {
  const cells = [...MEASURES.map((measure) => curves(measure, real, ours)), bars(real, ours)];
  const height = HEAD + Math.ceil(cells.length / COLUMNS) * CELL.height;
  const placed = cells.map((cell, n) => {
    const x = (n % COLUMNS) * CELL.width;
    const y = HEAD + Math.floor(n / COLUMNS) * CELL.height;
    return `<g transform="translate(${x} ${y})">\n${cell.join('\n')}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d">
<!-- Written by scripts/compareStructure.mjs. -->
<title id="t">Structure of Sysmon Event 3: real samples and wiretale</title>
<desc id="d">Cumulative distributions side by side; the figures are in the table of structure.md.</desc>
<style>${STYLE}</style>
<rect class="back" width="${WIDTH}" height="${height}"/>
${text(16, 27, 'Structure of Sysmon Event 3, real samples and ours', ' class="head"')}
${text(16, 48, 'share of values up to x; each line is fifty quantiles')}
<path class="line real" d="M560 44h30"/>${text(596, 48, `real, ${grouped(real.records)} records`)}
<path class="line ours" d="M720 44h30"/>${text(756, 48, `ours, ${grouped(ours.records)} records`)}
${placed.join('\n')}
</svg>
`;
}

function curves(measure, real, ours) {
  const [realValues, ourValues] = [real, ours].map((measured) => measured.values(measure.name));
  const [realSteps, ourSteps] = [steps(realValues), steps(ourValues)];
  const scale = scaleOf(measure, [...realSteps, ...ourSteps]);
  const x = (value) => PLOT.x + PLOT.width * scale.place(value);
  const bottom = PLOT.y + PLOT.height;
  const ticks = scale.ticks.flatMap(([value, label]) => [
    `<path class="grid" d="M${place(x(value))} ${PLOT.y}V${bottom}"/>`,
    text(x(value), bottom + 14, label, MIDDLE),
  ]);
  return [
    ...heading(measure.title, note(measure.of, realValues.length, ourValues.length)),
    ...ticks,
    ...sideTicks(),
    ...(measure.unit === 's' ? [] : [text(PLOT.x + PLOT.width, bottom + 28, measure.unit, END)]),
    frame(),
    line('real', realSteps, x),
    line('ours', ourSteps, x),
  ];
}

const note = (of, real, ours) => `each ${of}; n = ${grouped(real)} real, ${grouped(ours)} ours`;
const heading = (title, below) => [text(PLOT.x, 16, title, ' class="title"'), text(PLOT.x, 32, below)];
const frame = () => `<rect class="frame" x="${PLOT.x}" y="${PLOT.y}" width="${PLOT.width}" height="${PLOT.height}"/>`;
const sideTicks = () => [0, 0.5, 1].map((share) => text(PLOT.x - 5, PLOT.y + PLOT.height * (1 - share) + 4, `${share}`, END));

/** Up by the same share at every quantile. */
function line(who, values, x) {
  const y = (n) => PLOT.y + PLOT.height * (1 - n / values.length);
  const parts = values.map((value, n) => (value === values[n + 1] ? '' : `H${place(x(value))}V${place(y(n + 1))}`));
  return `<path class="line ${who}" d="M${PLOT.x} ${place(y(0))}${parts.join('')}H${PLOT.x + PLOT.width}"/>`;
}

function bars(real, ours) {
  const height = PLOT.height / TAILS.length;
  const left = PLOT.x + 70;
  const most = PLOT.width - 110;
  const rows = TAILS.flatMap((form, n) =>
    [real, ours].flatMap((measured, which) => {
      const share = measured.tails.get(form) / measured.records;
      const y = PLOT.y + n * height + 1 + (which * height) / 2;
      const name = which === 0 ? [text(left - 6, y + height / 2 + 3, form.replace('LUID, ', ''), END)] : [];
      const bar = `<rect class="bar ${which === 0 ? 'realBar' : 'oursBar'}" x="${left}" y="${place(y)}" width="${place(most * share)}" height="${place(height / 2 - 2)}"/>`;
      return [...name, bar, text(left + most * share + 4, y + height / 2 - 3, percent(share))];
    }),
  );
  return [...heading('form of the ProcessGuid’s tail', note('record', real.records, ours.records)), ...rows];
}
