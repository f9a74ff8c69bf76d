import type { AimedCheck, FaultName } from '../../check.js';
import type { JsonObject } from '../../text/json.js';
import type { XmlElement } from '../../text/xml.js';
import type { SysmonDraft } from '../draft.js';
import type { EraId } from '../eras.js';
import type { JsonForm, SysmonForm } from '../forms/form.js';

/** Where a fault means something: all that is left out is allowed. */
export interface Scope {
  readonly forms?: (form: SysmonForm) => boolean;
  readonly platform?: 'windows' | 'linux';
  readonly eras?: readonly EraId[];
  readonly when?: (draft: SysmonDraft) => boolean;
}

/** What is damaged: the values, the tree that is written of them, or the text. A number chooses between variants of one fault. */
export type Damage =
  | { readonly on: 'draft'; readonly apply: (draft: SysmonDraft, n: number) => SysmonDraft }
  | { readonly on: 'xml'; readonly apply: (event: XmlElement, n: number) => XmlElement }
  | { readonly on: 'json'; readonly apply: (record: JsonObject, n: number, form: JsonForm, draft: SysmonDraft) => JsonObject };

/** One thing wrong with one record. */
export interface SysmonFault extends FaultName {
  readonly scope: Scope;
  readonly damage: Damage;
}

export type DraftRow = readonly [
  id: string,
  check: string,
  scope: Scope,
  apply: (draft: SysmonDraft, n: number) => SysmonDraft,
  ...alsoFires: readonly string[],
];

const sysmon = (check: string): AimedCheck => (check.includes('/') ? (check as AimedCheck) : `sysmon3/${check}`);

/** Faults of values, out of a table. */
export function draftFaults(rows: readonly DraftRow[]): SysmonFault[] {
  return rows.map(([id, check, scope, apply, ...alsoFires]) => ({
    id,
    check: sysmon(check),
    alsoFires: alsoFires.map(sysmon),
    scope,
    damage: { on: 'draft', apply },
  }));
}

export type XmlRow = readonly [
  id: string,
  check: string,
  scope: Scope,
  apply: (event: XmlElement, n: number) => XmlElement,
  ...alsoFires: readonly string[],
];

/** Faults of an event's XML, out of a table. */
export function xmlFaults(rows: readonly XmlRow[]): SysmonFault[] {
  return rows.map(([id, check, scope, apply, ...alsoFires]) => ({
    id,
    check: sysmon(check),
    alsoFires: alsoFires.map(sysmon),
    scope: { ...scope, forms: (form) => form.kind === 'xml' && (scope.forms?.(form) ?? true) },
    damage: { on: 'xml', apply },
  }));
}

export type JsonRow = readonly [
  id: string,
  check: string,
  scope: Omit<Scope, 'forms'> & { readonly forms?: (form: JsonForm) => boolean },
  apply: (record: JsonObject, n: number, form: JsonForm, draft: SysmonDraft) => JsonObject,
  ...alsoFires: readonly string[],
];

/** Faults of a record's JSON, out of a table. */
export function jsonFaults(rows: readonly JsonRow[]): SysmonFault[] {
  return rows.map(([id, check, { forms, ...scope }, apply, ...alsoFires]) => ({
    id,
    check: sysmon(check),
    alsoFires: alsoFires.map(sysmon),
    scope: { ...scope, forms: (form) => form.kind === 'json' && (forms?.(form) ?? true) },
    damage: { on: 'json', apply },
  }));
}

/**
 * Whether a fault may be put into records of a form at all. Where sound records of a form already fail the check that it aims at, it
 * would prove nothing.
 */
export function fits(
  { check, scope }: SysmonFault,
  form: SysmonForm,
  system: { readonly platform: string; readonly era: EraId },
): boolean {
  return (
    !form.fires.includes(check) &&
    (scope.forms?.(form) ?? true) &&
    (scope.platform ?? system.platform) === system.platform &&
    (scope.eras?.includes(system.era) ?? true)
  );
}

/** Whether a fault makes a difference to a record in a form. */
export function applies(fault: SysmonFault, draft: SysmonDraft, form: SysmonForm): boolean {
  return fits(fault, form, draft) && (fault.scope.when?.(draft) ?? true);
}
