import { expect } from 'vitest';
import type { WholeRun } from './wholeRun.js';

/** A record without what the law lets an edit change, and whose it is. */
interface Kept {
  readonly format: string;
  readonly line: string;
  readonly recordId: string;
  readonly port: string;
  readonly host: string;
  /** The host whose counter gave the initiator's port; absent where the port is no counter's. */
  readonly counter: string | undefined;
}

/** Where the initiator's port stands follows from the layout. */
function withoutCounters(run: WholeRun): Map<string, Kept[]> {
  const kept = new Map<string, Kept[]>();
  const add = (connection: string, record: Kept) => kept.set(connection, [...(kept.get(connection) ?? []), record]);
  const counterOf = ({ flow }: WholeRun['sysmon'][number]['told']) =>
    flow.sourcePort.kind === 'counted' ? flow.initiator.host!.id : undefined;
  for (const { line, label, told, side, fields, initiatorPort, initiator } of run.sysmon) {
    const counter = counterOf(told);
    const end = fields.SourceIp === initiator && Number(fields.SourcePort) === initiatorPort ? 'SourcePort' : 'DestinationPort';
    const recordId = fields['System/EventRecordID']!;
    const masked = line.replace(`<EventRecordID>${recordId}<`, '<EventRecordID><');
    add(label.connection, {
      format: `sysmon ${side}`,
      line: counter === undefined ? masked : masked.replace(new RegExp(`(["']${end}["']>)${initiatorPort}<`, 'u'), '$1<'),
      recordId,
      port: String(initiatorPort),
      host: told.flow[side].host!.id,
      counter,
    });
  }
  for (const { line, label, told, fields } of run.falcon) {
    const counter = counterOf(told);
    add(label.connection, {
      format: 'falcon',
      line: counter === undefined ? line : line.replace(`"LocalPort":"${fields.LocalPort}"`, '"LocalPort":""'),
      recordId: '',
      port: fields.LocalPort!,
      host: told.flow.initiator.host!.id,
      counter,
    });
  }
  return kept;
}

/**
 * Holds an edit to the law that every connection which nobody edited keeps its records.
 *
 * @param moved - Labels of steps that the edit may change.
 * @param partly - Labels of steps of which there may be more or less afterwards, and those that stay keep their records.
 */
export function expectLocal(
  before: WholeRun,
  after: WholeRun,
  moved: ReadonlySet<string>,
  partly: ReadonlySet<string> = new Set(),
): void {
  const survives = (one: WholeRun, other: WholeRun) =>
    [...one.told.values()].filter(
      ({ name, at, flow }) =>
        !moved.has(flow.meaning.step) &&
        !(partly.has(flow.meaning.step) && !other.told.has(name)) &&
        at >= other.prepared.plan.from &&
        at < other.prepared.plan.to,
    );
  for (const label of partly) {
    const of = (run: WholeRun) => [...run.told.values()].filter(({ flow }) => flow.meaning.step === label);
    const staying = of(before).filter(({ name }) => after.told.has(name)).length;
    expect([label, staying]).toEqual([label, Math.min(of(before).length, of(after).length)]);
  }
  // What nobody edited, and lies within both runs, is in both.
  expect(survives(before, after).filter(({ name }) => !after.told.has(name))).toEqual([]);
  const surviving = survives(before, after).map(({ name }) => name);

  const gone = [...before.told.values(), ...after.told.values()].filter(
    ({ name }) => !before.told.has(name) || !after.told.has(name),
  );
  const rewritten = [...before.told.values(), ...after.told.values()].filter(({ flow }) => moved.has(flow.meaning.step));
  const hosts = [...gone, ...rewritten].flatMap(({ flow }) => [flow.initiator.host?.id, flow.responder.host?.id]);
  const concerned = new Set(hosts.filter((id) => id !== undefined));

  const [was, is] = [withoutCounters(before), withoutCounters(after)];
  for (const connection of surviving) {
    const [one, other] = [was.get(connection) ?? [], is.get(connection) ?? []];
    const byFormat = (records: readonly Kept[]) => [...records].sort((a, b) => (a.format < b.format ? -1 : 1));
    expect(byFormat(other).map(({ line }) => line)).toEqual(byFormat(one).map(({ line }) => line));
    byFormat(one).forEach(({ recordId, port, host, counter }, i) => {
      const now = byFormat(other)[i]!;
      if (!concerned.has(host)) expect([host, now.recordId]).toEqual([host, recordId]);
      if (counter === undefined || !concerned.has(counter)) expect([counter, now.port]).toEqual([counter, port]);
    });
  }
}
