import type { Flows } from '../model/flow.js';
import { falconComposition } from './crowdstrike/falconComposition.js';
import type { FalconRecords } from './crowdstrike/falconRecords.js';
import { falconSlots } from './crowdstrike/falconSlots.js';
import { networkConnectIp6 } from './crowdstrike/networkConnectIp6.js';
import type { FalconAbout, Format, SysmonAbout, TextFormat } from './format.js';
import { FormatError } from './refuseImpossible.js';
import { type Event3, event3, sysmonHost } from './sysmon/event3.js';
import { shiftedData } from './sysmon/shiftedData.js';
import { sysmonComposition } from './sysmon/sysmonComposition.js';
import type { SysmonRecords } from './sysmon/sysmonRecords.js';
import { sysmonSlots } from './sysmon/sysmonSlots.js';
import type { Slot } from './template/slot.js';
import { slotTable, type TemplateText, templateOf, writeTemplate } from './template/template.js';
import { TemplateCache } from './template/templateCache.js';

const sysmonTable = slotTable<SysmonRecords, keyof typeof sysmonSlots>(sysmonSlots);
const falconTable = slotTable<FalconRecords, keyof typeof falconSlots>(falconSlots);

/** A format made ready for the flows of one plan; a sensor is absent where the format does not write its records. */
export interface SensorFormats {
  readonly sysmon?: Format<SysmonRecords>;
  readonly falcon?: Format<FalconRecords>;
}

/** @param pinnedIds - By flow, where the story fixes the UUID of a flow's only Falcon event. */
export function sensorFormats(
  { sysmon, falcon, escapeValue, namesFields }: TextFormat,
  flows: Flows,
  pinnedIds: ReadonlyMap<number, string> = new Map(),
): SensorFormats {
  return {
    ...(sysmon && { sysmon: sysmonFormat(sysmon, escapeValue, flows, namesFields === true) }),
    ...(falcon && { falcon: falconFormat(falcon, escapeValue, flows, pinnedIds) }),
  };
}

type Escape = TextFormat['escapeValue'];

function sysmonFormat(
  text: NonNullable<TextFormat['sysmon']>,
  escapeValue: Escape,
  flows: Flows,
  namesFields: boolean,
): Format<SysmonRecords> {
  const varying = sysmonTable.marks;
  // Behind the numbers of flows and sides come those of the same with shifted fields.
  const unshifted = flows.length * 2;
  const flowOf = (number: number) => flows.at((number % unshifted) >> 1)!;
  const sideOf = (number: number) => ((number & 1) === 0 ? 'initiator' : 'responder');
  const eventOf = (number: number) => {
    const flow = flowOf(number);
    const { os } = sysmonHost(flow, sideOf(number))!;
    const event = event3(flow, sideOf(number), {
      systemTime: os.timeDigits === 9 ? varying.systemTime9 : varying.systemTime7,
      eventRecordId: varying.recordId,
      utcTime: varying.utcTime,
      initiatorPort: flow.sourcePort.kind === 'fixed' ? String(flow.sourcePort.port) : varying.port,
    });
    return number < unshifted ? event : { ...event, data: shiftedData(event.data), original: event.data };
  };
  const lineOf = (number: number, event: Event3, mark: SysmonAbout['mark']) =>
    `${text({ flow: flowOf(number), side: sideOf(number), event, varying, mark })}\n`;
  const format = cached(
    sysmonTable.slots,
    ({ flow, side, shifted }: SysmonRecords, i) => flow[i]! * 2 + side[i]! + (namesFields && shifted?.[i] === 1 ? unshifted : 0),
    (number) => (mark) => lineOf(number, eventOf(number), mark),
  );
  if (!escapeValue) return format;
  const parts = {
    event: remembered(eventOf),
    text: (number: number, event: Event3) => lineOf(number, event, noSlots),
    escapeValue,
  };
  return { ...format, composition: sysmonComposition(flows, { ...parts, slots: sysmonTable.slots }) };
}

function falconFormat(
  text: NonNullable<TextFormat['falcon']>,
  escapeValue: Escape,
  flows: Flows,
  pinnedIds: ReadonlyMap<number, string>,
): Format<FalconRecords> {
  const varying = falconTable.marks;
  const eventOf = (number: number) => {
    const flow = flows.at(number)!;
    return networkConnectIp6(flow, {
      contextTimeStamp: varying.contextTimeStamp,
      timestamp: varying.timestamp,
      id: pinnedId(pinnedIds.get(number)) ?? varying.id,
      localPort: flow.sourcePort.kind === 'fixed' ? String(flow.sourcePort.port) : varying.port,
    });
  };
  const lineOf = (number: number, event: FalconAbout['event'], mark: FalconAbout['mark']) =>
    `${text({ flow: flows.at(number)!, event, varying, mark })}\n`;
  const format = cached(
    falconTable.slots,
    ({ flow }: FalconRecords, i) => flow[i]!,
    (number) => (mark) => lineOf(number, eventOf(number), mark),
  );
  if (!escapeValue) return format;
  const parts = {
    event: remembered(eventOf),
    text: (number: number, event: FalconAbout['event']) => lineOf(number, event, noSlots),
    escapeValue,
    isPinned: (number: number) => pinnedIds.has(number),
  };
  return { ...format, composition: falconComposition(flows, { ...parts, slots: falconTable.slots }) };
}

/** Remembers the last result: the parts of one record are asked for one after the other. */
function remembered<Result>(of: (number: number) => Result): (number: number) => Result {
  let last: { readonly number: number; readonly result: Result } | undefined;
  return (number) => {
    if (last?.number !== number) last = { number, result: of(number) };
    return last.result;
  };
}

/** Formats whose values stand as they are have no slots of their own. */
function noSlots(): never {
  throw new TypeError('a format that is put together from parts has the common slots only');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Callers of the library may pin what they like; the loader of stories has looked already. */
function pinnedId(id: string | undefined): string | undefined {
  if (id !== undefined && !UUID.test(id))
    throw new FormatError(`id: expected a UUID in lower case, received ${JSON.stringify(id)}`);
  return id;
}

/** @param numberOf - Which template a record takes. */
function cached<Records>(
  slots: readonly Slot<Records>[],
  numberOf: (records: Records, i: number) => number,
  textOf: (number: number) => TemplateText<Records>,
): Format<Records> {
  const template = (number: number) => templateOf(textOf(number), slots);
  const templates = new TemplateCache(template);
  return {
    template,
    room: (records, i) => templates.get(numberOf(records, i)).room,
    write: (records, i, out, at) => writeTemplate(templates.get(numberOf(records, i)), records, i, out, at),
  };
}
