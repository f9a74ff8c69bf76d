import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falconStream, type SysmonDraft, sysmonStream } from '../../src/arbitraries/index.js';
import { groupBy } from './groupBy.js';

const captures = fc.sample(sysmonStream(), 400).map(({ drafts }) => drafts);
const withStarts = fc.sample(sysmonStream({ processEvents: true }), 200).map(({ drafts }) => drafts);
const perHost = [...captures, ...withStarts].flatMap((drafts) => groupBy(drafts, ({ system }) => system.computer));
const one = (values: readonly unknown[]) => new Set(values).size <= 1;
const guidOf = ({ data }: SysmonDraft) => data.ProcessGuid!;
const isZero = (draft: SysmonDraft) => /^[{}0-]+$/u.test(guidOf(draft));
const connections = (drafts: readonly SysmonDraft[]) => drafts.filter(({ system }) => system.eventId === '3');
const utc = ({ data }: SysmonDraft) => Date.parse(`${data.UtcTime!.replace(' ', 'T')}Z`);

describe('the records of a host in a capture', () => {
  it.each<[string, (drafts: readonly SysmonDraft[]) => boolean]>([
    [
      'have rising ids',
      (drafts) => drafts.every(({ system }, n) => n === 0 || Number(system.recordId) > Number(drafts[n - 1]!.system.recordId)),
    ],
    [
      'are written one after another',
      (drafts) => drafts.every(({ system }, n) => n === 0 || system.systemTime >= drafts[n - 1]!.system.systemTime),
    ],
    ['have one machine id', (drafts) => one(drafts.filter((draft) => !isZero(draft)).map((draft) => guidOf(draft).slice(1, 9)))],
    ['have one writer', (drafts) => one(connections(drafts).map(({ system }) => `${system.processId} ${system.threadId}`))],
    [
      'have GUIDs of one letter case',
      (drafts) => !drafts.some((draft) => /[a-f]/u.test(guidOf(draft))) || !drafts.some((draft) => /[A-F]/u.test(guidOf(draft))),
    ],
    [
      'have one style for what is unknown',
      (drafts) =>
        !drafts.some(({ data }) => Object.values(data).includes('')) ||
        !drafts.some(({ data }) => Object.values(data).includes('-')),
    ],
    [
      'name one process by a GUID',
      (drafts) => {
        const processes = groupBy(
          drafts.filter(({ data }) => data.Image !== '<unknown process>'),
          guidOf,
        );
        return processes.every((all) => one(all.map(({ data }) => `${data.ProcessId} ${data.Image} ${data.User}`)));
      },
    ],
  ])('%s', (_, holds) => expect(perHost.find((drafts) => !holds(drafts))).toBeUndefined());
});

describe('captures', () => {
  it('have several hosts, and connections that two of them record', () => {
    const key = ({ data }: SysmonDraft) =>
      [data.SourceIp, data.SourcePort, data.DestinationIp, data.DestinationPort].sort().join();
    const shared = captures.flatMap((drafts) =>
      groupBy(drafts, key).filter(
        (all) => !one(all.map(({ system }) => system.computer)) && !one(all.map(({ data }) => data.Initiated)),
      ),
    );
    expect(shared.length).toBeGreaterThan(50);
    for (const [first, second] of shared) expect(Math.abs(utc(first!) - utc(second!))).toBeLessThan(10_000);
  });

  it('have the two records of a host that talks to itself within a millisecond', () => {
    const ports = ({ data }: SysmonDraft) => [data.SourcePort, data.DestinationPort].sort().join();
    const selves = perHost.flatMap((drafts) => {
      const toSelf = drafts.filter(({ data }) => data.SourceIp === data.DestinationIp);
      const pairs = groupBy(toSelf, ports).filter((both) => !one(both.map(({ data }) => data.Initiated)));
      return pairs.map(([first, second]) => Math.abs(utc(second!) - utc(first!)));
    });
    expect(selves.length).toBeGreaterThan(50);
    expect(Math.max(...selves)).toBeLessThanOrEqual(1);
  });

  it('have, if asked for, the start of every process before it connects, and no connection after its end', () => {
    for (const drafts of withStarts) {
      for (const connection of connections(drafts)) {
        const own = drafts.filter((draft) => guidOf(draft) === guidOf(connection));
        const [start] = own;
        expect(start).toMatchObject({ system: { eventId: '1' }, data: { User: connection.data.User } });
        expect(utc(start!)).toBeLessThanOrEqual(utc(connection));
        const end = own.find(({ system }) => system.eventId === '5');
        if (end) expect(utc(connection)).toBeLessThanOrEqual(utc(end));
      }
    }
  });

  it('of one record are what a capture shrinks to', () => {
    const { counterexample } = fc.check(fc.property(sysmonStream(), () => false));
    const [{ form, drafts }] = counterexample as [{ form: string; drafts: readonly SysmonDraft[] }];
    expect([form, drafts.length]).toEqual(['winevt', 1]);
  });
});

describe('Falcon captures', () => {
  const all = fc.sample(falconStream(), 300).map(({ drafts }) => drafts.map(({ fields }) => fields));

  it('have one customer, one platform per sensor, and ids of their own', () => {
    for (const fields of all) {
      expect(one(fields.map(({ cid }) => cid))).toBe(true);
      for (const own of groupBy(fields, ({ aid }) => aid)) expect(one(own.map((each) => each.event_platform))).toBe(true);
      expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    }
  });

  it('have, if asked for, the processes of all connects', () => {
    for (const { drafts } of fc.sample(falconStream({ processEvents: true }), 100)) {
      const events = drafts.map(({ fields }) => fields);
      const starts = events.filter((fields) => fields.event_simpleName === 'ProcessRollup2');
      for (const { aid, ContextProcessId, event_simpleName, ContextTimeStamp } of events) {
        if (event_simpleName !== 'NetworkConnectIP6') continue;
        const start = starts.find((fields) => fields.aid === aid && fields.TargetProcessId === ContextProcessId);
        expect(Number(start?.ContextTimeStamp)).toBeLessThanOrEqual(Number(ContextTimeStamp));
      }
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    }
  });
});
