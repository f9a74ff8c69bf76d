import type { AimedCheck, FaultName } from '../../check.js';
import type { JsonNode, JsonObject } from '../../text/json.js';
import type { FalconDraft } from '../draft.js';
import type { FalconForm } from '../forms.js';
import { type SensorId, sensors } from '../sensors.js';

/** Where a fault means something: all that is left out is allowed. */
export interface FalconScope {
  readonly forms?: (form: FalconForm) => boolean;
  readonly platforms?: readonly ('Win' | 'Mac' | 'Lin' | 'iOS')[];
  readonly when?: (fields: FalconDraft['fields']) => boolean;
}

/** One thing wrong with one event: with its values, or with the object that is written of them. */
export interface FalconFault extends FaultName {
  readonly scope: FalconScope;
  readonly damage:
    | { readonly on: 'draft'; readonly apply: (draft: FalconDraft, n: number) => FalconDraft }
    | { readonly on: 'json'; readonly apply: (event: JsonObject, n: number) => JsonNode };
}

const falcon = (check: string): AimedCheck => `falcon-ip6/${check}`;

export type FalconRow = readonly [
  id: string,
  check: string,
  scope: FalconScope,
  apply: (draft: FalconDraft, n: number) => FalconDraft,
  ...alsoFires: readonly string[],
];

/** Faults of values, out of a table. */
export function falconDraftFaults(rows: readonly FalconRow[]): FalconFault[] {
  return rows.map(([id, check, scope, apply, ...alsoFires]) => ({
    id,
    check: falcon(check),
    alsoFires: alsoFires.map(falcon),
    scope,
    damage: { on: 'draft', apply },
  }));
}

export type FalconJsonRow = readonly [
  id: string,
  check: string,
  scope: FalconScope,
  apply: (event: JsonObject, n: number) => JsonNode,
  ...alsoFires: readonly string[],
];

/** Faults of an event's JSON, out of a table. */
export function falconJsonFaults(rows: readonly FalconJsonRow[]): FalconFault[] {
  return rows.map(([id, check, scope, apply, ...alsoFires]) => ({
    id,
    check: falcon(check),
    alsoFires: alsoFires.map(falcon),
    scope,
    damage: { on: 'json', apply },
  }));
}

/** Whether a fault may be put into events of a sensor in a form at all. */
export function fitsFalcon({ scope }: FalconFault, form: FalconForm, sensor: SensorId): boolean {
  return (scope.forms?.(form) ?? true) && (scope.platforms?.includes(sensors[sensor].platform) ?? true);
}

/** Whether a fault makes a difference to an event in a form. */
export function falconFaultApplies(fault: FalconFault, draft: FalconDraft, form: FalconForm): boolean {
  return fitsFalcon(fault, form, draft.sensor) && (fault.scope.when?.(draft.fields) ?? true);
}
