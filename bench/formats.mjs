// How fast the formats write, against sysmon-winevt: bytes per second of the writers alone, interleaved in one process, medians.
//
//   node bench/formats.mjs             the table; npm run bench has it too
//   node bench/formats.mjs --quick     fewer and shorter rounds
//   node bench/formats.mjs --json      the same as JSON
//
// Measured is what a run does per record once its templates are there: take the records of a slice, write them into outputs of 1 MiB that are
// filled again and again. Left out, as the same for all formats: making the records, hashing, and the sink.
import { fileURLToPath } from 'node:url';
import { openFormat } from '../dist/engine/formats.js';
import { FORMAT_IDS, prepareRun } from '../dist/engine/index.js';
import { createSlices } from '../dist/engine/slices.js';
import { OF_FALCON, openBulkWriter } from '../dist/generators/index.js';
import { loadStory } from '../dist/scenarios/index.js';
import { against, json, judge, median, print, quick } from './figures.mjs';

const YARDSTICK = 'sysmon-winevt';
const LEAST = 0.4;
const STORY = fileURLToPath(new URL('../scenarios/ipv6-beaconing.yaml', import.meta.url));
const WORKSTATIONS = 40;
/** Records of each sensor: some thousands of templates, so that they do not all lie in the nearest cache. */
const RECORDS = 20_000;
const rounds = quick ? 15 : 51;
/** Seconds that one format is measured at a stretch: short, so that what else the machine does falls on all of them. */
const STRETCH = 0.04;

/** Columns of their own: those of a slice last until the next one is made. */
const copied = (records) =>
  Object.fromEntries(
    Object.entries(records).map(([name, column]) => [name, name === 'length' ? column : column.slice(0, records.length)]),
  );

/** Slices of one run, with enough records of either sensor to be measured. */
function* slicesOf({ plan, pins }) {
  const slices = createSlices(plan, pins);
  for (let epoch = slices.first; epoch <= slices.last; epoch += 1) {
    const { sysmon, sysmonOrder, falcon, falconOrder } = slices.slice(epoch);
    const records = { sysmon: copied(sysmon), falcon: copied(falcon) };
    yield { sysmon: { records, order: sysmonOrder.slice() }, falcon: { records, order: falconOrder.map((i) => i + OF_FALCON) } };
  }
}

function enoughOf(sensor, slices) {
  const taken = [];
  let records = 0;
  for (const slice of slices) {
    if (records >= RECORDS) break;
    taken.push(slice[sensor]);
    records += slice[sensor].order.length;
  }
  return { parts: taken, records };
}

/** Writes all records once. @returns How many bytes that were. */
function writeAll(format, parts) {
  let bytes = 0;
  for (const { records, order } of parts) {
    bulk.take(records.sysmon, records.falcon);
    bulk.order(order);
    for (let from = 0, output = 0; from < order.length; output = 1 - output) {
      const written = bulk.write(format, from, { output, at: 0, records: 0 });
      bytes += written.bytes.length;
      from += written.ends.length;
    }
  }
  return bytes;
}

const run = prepareRun(await loadStory(STORY), { seed: 1, workstations: WORKSTATIONS });
const slices = [...slicesOf(run)];
const written = { sysmon: enoughOf('sysmon', slices), falcon: enoughOf('falcon', slices) };
const bulk = openBulkWriter(2);
// A format that writes the records of both sensors has a writer for each.
const writers = FORMAT_IDS.flatMap((id) => {
  const formats = openFormat(id, run.plan);
  const sensors = Object.keys(formats);
  const format = bulk.open(formats, run.plan.flows.length);
  return sensors.map((sensor) => ({ name: sensors.length > 1 ? `${id} (${sensor})` : id, format, ...written[sensor] }));
});

/** Bytes and records per second of one format. @param seconds - At least so long. */
function speed({ format, parts, records }, seconds) {
  const began = process.hrtime.bigint();
  let bytes = 0;
  let passes = 0;
  let elapsed = 0;
  for (; elapsed < seconds; elapsed = Number(process.hrtime.bigint() - began) / 1e9) {
    bytes += writeAll(format, parts);
    passes += 1;
  }
  return { bytes: bytes / elapsed, records: (passes * records) / elapsed };
}

// The first pass builds the templates, which is set-up; the others let the compiler see every format before one is measured.
for (let pass = 0; pass < 4; pass += 1) for (const writer of writers) speed(writer, STRETCH);

const taken = new Map(writers.map(({ name }) => [name, { bytes: [], records: [] }]));
for (let round = 0; round < rounds; round += 1) {
  for (const writer of writers) {
    const { bytes, records } = speed(writer, STRETCH);
    taken.get(writer.name).bytes.push(bytes);
    taken.get(writer.name).records.push(records);
  }
}

const figures = [...taken].map(([name, { bytes }]) => ({
  what: `${name}, writer alone, against ${YARDSTICK} (bytes/s)`,
  ratios: against(bytes, taken.get(YARDSTICK).bytes),
  ...(name !== YARDSTICK && { least: LEAST }),
  digits: 2,
}));
const absolute = [...taken].flatMap(([name, { bytes, records }]) => [
  [`${name} writer MB/s`, median(bytes) / 1e6],
  [`${name} writer records/s`, median(records)],
]);
if (json) console.log(JSON.stringify({ ids: FORMAT_IDS, figures, absolute }));
else print(figures, absolute);
process.exitCode = judge(figures);
