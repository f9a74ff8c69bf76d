// docs/structure.md: the plot, and a table of what differs and why.

import { TAILS } from './guidParts.mjs';
import { MEASURES, TAIL_WHY } from './measures.mjs';
import { DAYS, HOSTS_A_DAY } from './office.mjs';
import { quartiles } from './quantiles.mjs';
import { grouped, percent, shown } from './words.mjs';

const INTRODUCTION = `# Structure against real records

How records lie in time and number, and what the parts of their values look like: the real samples of Sysmon Event 3 beside our own. How often which program connects to which port is on
[another page](background.md#compared-with-real-hosts), and the fields one by one are in [Sysmon Event 3](fields/sysmon-winevt.md).

![Cumulative distributions of lag, record ids, ports, process identity and names, real and ours](structure.svg)
`;

/** @param real - @param ours - What was measured. */
export function page(real, ours) {
  const hosts = DAYS.length * HOSTS_A_DAY;
  return `${INTRODUCTION}
**Real** are ${real.records} records of lab captures, mostly of attacks, of 2017 to 2023: 116 as XML, in pieces of captures, and 100 as JSON, picked one by one, so that steps between neighbours are of the XML alone. They are not part of
this repository; of them only quantiles and counts are here. **Ours** are ${grouped(ours.records)} records of ${hosts} hosts: 24 hours of an office of two branches, with seeds 1 to ${DAYS.length}, on ${DAYS.join(', ')}, so that there are all eras;
most are of controllers and servers, which talk most. A small sample of staged attacks and a whole day of work have to differ: below the table is how, and why.

\`npm run compare:structure -- [SAMPLES]\` writes this page and its plot (\`scripts/compareStructure.mjs\`). Neighbours are records of one host of which one follows the other, with a greater id and
within an hour; of the ports, those that begin TCP connections. Quantiles are of the sample, without interpolation, to three digits.

| what | | n | p5 | p25 | p50 | p75 | p95 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${MEASURES.flatMap((measure) => rows(measure, real, ours)).join('\n')}

| form of the tail of the ProcessGuid | real | ours |
| --- | --- | --- |
${TAILS.map((form) => `| ${form} | ${share(real, form)} | ${share(ours, form)} |`).join('\n')}

## What differs, and why

${MEASURES.map(({ title, why }) => `- **${title}**: ${why}`).join('\n')}
- **form of the tail**: ${TAIL_WHY}
`;
}

const share = ({ tails, records }, form) => `${grouped(tails.get(form))}, ${percent(tails.get(form) / records)}`;

function rows(measure, real, ours) {
  const { title, of, unit } = measure;
  const row = (first, who, measured) => {
    const values = measured.values(measure.name);
    return `| ${[first, who, grouped(values.length), ...quartiles(values).map(shown)].join(' | ')} |`;
  };
  return [row(`${title}, each ${of}, ${unit}`, 'real', real), row('', 'ours', ours)];
}
