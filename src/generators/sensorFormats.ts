import type { Flow } from '../model/flow.js';
import type { FalconRecords } from './crowdstrike/falconRecords.js';
import { falconSlots } from './crowdstrike/falconSlots.js';
import { networkConnectIp6 } from './crowdstrike/networkConnectIp6.js';
import type { Format, TextFormat } from './format.js';
import { FormatError } from './refuseImpossible.js';
import { event3, sysmonHost } from './sysmon/event3.js';
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
  { sysmon, falcon }: TextFormat,
  flows: readonly Flow[],
  pinnedIds: ReadonlyMap<number, string> = new Map(),
): SensorFormats {
  return {
    ...(sysmon && { sysmon: sysmonFormat(sysmon, flows) }),
    ...(falcon && { falcon: falconFormat(falcon, flows, pinnedIds) }),
  };
}

function sysmonFormat(text: NonNullable<TextFormat['sysmon']>, flows: readonly Flow[]): Format<SysmonRecords> {
  return cached(
    sysmonTable.slots,
    ({ flow, side }, i) => flow[i]! * 2 + side[i]!,
    (number) => (mark) => {
      const flow = flows[number >> 1]!;
      const side = (number & 1) === 0 ? 'initiator' : 'responder';
      const varying = sysmonTable.marks;
      const { os } = sysmonHost(flow, side)!;
      const event = event3(flow, side, {
        systemTime: os.timeDigits === 9 ? varying.systemTime9 : varying.systemTime7,
        eventRecordId: varying.recordId,
        utcTime: varying.utcTime,
        initiatorPort: flow.sourcePort.kind === 'fixed' ? String(flow.sourcePort.port) : varying.port,
      });
      return `${text({ flow, side, event, varying, mark })}\n`;
    },
  );
}

function falconFormat(
  text: NonNullable<TextFormat['falcon']>,
  flows: readonly Flow[],
  pinnedIds: ReadonlyMap<number, string>,
): Format<FalconRecords> {
  return cached(
    falconTable.slots,
    ({ flow }, i) => flow[i]!,
    (number) => (mark) => {
      const flow = flows[number]!;
      const varying = falconTable.marks;
      const event = networkConnectIp6(flow, {
        contextTimeStamp: varying.contextTimeStamp,
        timestamp: varying.timestamp,
        id: pinnedId(pinnedIds.get(number)) ?? varying.id,
        localPort: flow.sourcePort.kind === 'fixed' ? String(flow.sourcePort.port) : varying.port,
      });
      return `${text({ flow, event, varying, mark })}\n`;
    },
  );
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
