// What formatter.c reads: the records of a run in columns, and the values of each flow and side.
//
//   node bench/yardsticks/recordDump.mjs STORY HOSTS RECORDS FILE
//
// Little endian, one part after the other:
//
//   header      records, flows, bytes of text, 0                                               uint32 each
//   columns     recordId, created, utc (float64), flow (uint32), port (uint16), side, tenth    in the order of arrival
//   flows       number (2 × flow + side), decimals of SystemTime, and of each value where it begins in the text and its bytes   uint32 each
//   text
//
// Of the library it takes the slow side only, the text that a format gives for a flow: how the fast one prepares it is what is measured.
import { writeFileSync } from 'node:fs';
import { prepareRun } from '../../dist/engine/prepareRun.js';
import { createSlices } from '../../dist/engine/slices.js';
import { event3, sysmonHost } from '../../dist/generators/sysmon/event3.js';
import { xmlText } from '../../dist/generators/sysmon/xml/xmlText.js';
import { resolveStory } from '../../dist/scenarios/library.js';
import { loadStory } from '../../dist/scenarios/loadStory.js';

const [story, hosts, wanted, file] = process.argv.slice(2);

/** The first records to arrive, one column after the other. */
function recordsOf({ plan, pins }, count) {
  const columns = {
    recordId: new Float64Array(count),
    created: new Float64Array(count),
    utc: new Float64Array(count),
    flow: new Uint32Array(count),
    port: new Uint16Array(count),
    side: new Uint8Array(count),
    tenth: new Uint8Array(count),
  };
  const names = Object.keys(columns);
  const slices = createSlices(plan, pins);
  let n = 0;
  for (let epoch = slices.first; epoch <= slices.last && n < count; epoch += 1) {
    const { sysmon, sysmonOrder } = slices.slice(epoch);
    const taken = sysmonOrder.subarray(0, count - n);
    for (const i of taken) {
      for (const name of names) columns[name][n] = sysmon[name][i];
      n += 1;
    }
  }
  if (n < count) throw new Error(`${story}: expected ${count} records, received ${n}`);
  return columns;
}

/** Values outside the data, in the order of formatter.c. */
const SYSTEM = ['providerGuid', 'executionProcessId', 'executionThreadId', 'computer'];

/** The values of a flow and side, escaped; a port that differs from record to record is empty. */
function valuesOf(flow, side) {
  const { timeDigits } = sysmonHost(flow, side).os;
  const event = event3(flow, side, {
    systemTime: '',
    eventRecordId: '',
    utcTime: '',
    initiatorPort: flow.sourcePort.kind === 'fixed' ? String(flow.sourcePort.port) : '',
  });
  const data = event.data.filter(([name]) => name !== 'UtcTime').map(([, value]) => value);
  return { decimals: timeDigits, values: [...SYSTEM.map((name) => event[name]), ...data].map((value) => xmlText(value, "'")) };
}

const loaded = await loadStory(await resolveStory(story));
const run = prepareRun(loaded, { seed: 1, workstations: Number(hosts), duration: Infinity });
const columns = recordsOf(run, Number(wanted));
const used = new Set(Array.from(columns.flow, (flow, i) => flow * 2 + columns.side[i]));
const flows = [];
const texts = [];
let text = 0;
for (const number of [...used].sort((a, b) => a - b)) {
  const flow = run.plan.flows.at(number >> 1);
  const side = number % 2 === 0 ? 'initiator' : 'responder';
  const { decimals, values } = valuesOf(flow, side);
  const words = [number, decimals];
  for (const value of values) {
    const bytes = Buffer.from(value);
    words.push(text, bytes.length);
    texts.push(bytes);
    text += bytes.length;
  }
  flows.push(Uint32Array.from(words));
}
const parts = [Uint32Array.of(Number(wanted), flows.length, text, 0), ...Object.values(columns), ...flows];
const bytes = parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
writeFileSync(file, Buffer.concat([...bytes, ...texts]));
