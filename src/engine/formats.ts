import type { Format } from '../generators/format.js';
import { type FalconRecords, falconFdr, type SysmonRecords, sysmonWinevt } from '../generators/index.js';
import type { Plan } from '../scenarios/plan.js';

/** How users name what a run writes. */
export type FormatId = 'sysmon-winevt' | 'falcon-fdr';

/** A format and the sensor whose records it takes. */
export type SensorFormat =
  | { readonly sensor: 'sysmon'; readonly format: Format<SysmonRecords> }
  | { readonly sensor: 'falcon'; readonly format: Format<FalconRecords> };

/** Every format: one that is forgotten here does not compile. */
export const formats: Record<FormatId, (plan: Plan) => SensorFormat> = {
  'sysmon-winevt': ({ flows }) => ({ sensor: 'sysmon', format: sysmonWinevt(flows) }),
  'falcon-fdr': (plan) => ({ sensor: 'falcon', format: falconFdr(plan.flows, pinnedIds(plan)) }),
};

export const FORMAT_IDS = Object.keys(formats) as FormatId[];

/** By flow: the UUID of a Falcon event that the story fixes. */
export function pinnedIds({ pins }: Plan): Map<number, string> {
  return new Map(pins.flatMap(({ flow, initiator }) => (initiator?.id === undefined ? [] : [[flow, initiator.id]])));
}
