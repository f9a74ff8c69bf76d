import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { compileStory } from '../../src/scenarios/compile/compileStory.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { grouped, type WholeRun, wholeRun } from '../support/wholeRun.js';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const FALCON = '11111111-2222-4333-8444-55555555555';

const story = (steps: readonly object[]) =>
  readStory(
    JSON.stringify({
      id: 'pinned',
      title: 'Pinned',
      start: '2026-03-10T09:00:00Z',
      world: {
        domain: { dns: 'corp.example' },
        sites: { berlin: { ipv4: '10.20.0.0/16', ipv6: { plan: 'global', rotate: '24h' } } },
        hosts: {
          desk: { role: 'workstation', user: 'clerk' },
          clients: { role: 'workstation', count: 8 },
          files: { role: 'server' },
          dc: { role: 'domain-controller' },
        },
        users: { clerk: {} },
        outside: { c2: {} },
      },
      processes: { script: { host: 'desk', user: 'clerk', image: 'C:\\a.exe', start: '0s' } },
      steps,
    }),
    'pinned.yaml',
  );

/** A step that is told in one way, and the connection of it that is pinned. */
const STEPS: Readonly<Record<string, { readonly step: object; readonly connection: number; readonly answered?: true }>> = {
  'a beacon, its first call': {
    step: { beacon: { from: 'script', to: 'files', port: 445, family: 'ipv6', every: '1m', jitter: '20%', calls: 9 } },
    connection: 1,
    answered: true,
  },
  'a beacon, one in the middle': {
    step: { beacon: { from: 'script', to: 'files', port: 445, family: 'ipv6', every: '1m', jitter: '20%', for: '10m' } },
    connection: 5,
    answered: true,
  },
  'a beacon that outlives its address': {
    step: { beacon: { from: 'script', to: 'c2', port: 443, family: 'ipv6', every: '8h', calls: 9 } },
    connection: 6,
  },
  'a scan in an order of its own': {
    step: { scan: { from: 'script', to: ['clients-*'], ports: [135, 445], family: 'ipv6', rate: '2/s', order: 'random' } },
    connection: 3,
    answered: true,
  },
  'a spread': {
    step: {
      spread: {
        from: 'script',
        to: 'clients-*',
        over: [
          { port: 445, family: 'ipv6' },
          { service: 'svcctl', family: 'ipv6' },
        ],
        run: { image: 'C:\\w.exe', user: 'SYSTEM', start: '1..3s' },
        pause: '1..9s',
      },
    },
    connection: 12,
    answered: true,
  },
  'a transfer': {
    step: {
      transfer: {
        from: 'script',
        to: 'files',
        port: 445,
        family: 'ipv6',
        size: '20MB',
        rate: '5MB/s',
        connections: 4,
        chunk: '2MB',
      },
    },
    connection: 10,
    answered: true,
  },
};

const pins = (connection: number, answered: boolean) => ({
  connection,
  initiator: {
    EventRecordID: 7_000_000,
    TimeCreated: '2026-03-14T00:00:00.1234567Z',
    id: `${FALCON}1`,
    timestamp: Date.parse('2026-03-14T00:00:00Z'),
  },
  ...(answered && { responder: { EventRecordID: 8_000_000 } }),
});

/** All of a step's records without what a pin may move, by connection in the order of their times. */
const connectionsOf = (run: WholeRun, step: string) =>
  [
    ...grouped(
      [...run.sysmon, ...run.falcon].filter(({ label }) => label.step === step),
      ({ told }) => told.name,
    ).values(),
  ].sort(([a], [b]) => a!.told.at - b!.told.at);

describe.each(Object.keys(STEPS))('a pin of %s', (name) => {
  const { step, connection, answered = false } = STEPS[name]!;

  it('is what the records of that connection show, and no other', async () => {
    for (const seed of SEEDS) {
      const run = await wholeRun(story([{ id: 'pinned', at: '5s', ...step, pin: pins(connection, answered) }]), { seed });
      const all = connectionsOf(run, 'pinned');
      expect(all.length).toBeGreaterThanOrEqual(connection);
      const shown = (records: (typeof all)[number]) => ({
        ids: records.flatMap((record) => ('side' in record ? [Number(record.fields['System/EventRecordID'])] : [])),
        created: records.map(({ fields }) => (fields as Record<string, string>)['System/TimeCreated/SystemTime']),
        falcon: records.flatMap((record) => ('side' in record ? [] : [record.fields.id, record.fields.timestamp])),
      });
      const pinned = shown(all[connection - 1]!);
      expect(pinned.ids.sort()).toEqual(answered ? [7_000_000, 8_000_000] : [7_000_000]);
      expect(pinned.created).toContain('2026-03-14T00:00:00.1234567Z');
      expect(pinned.falcon).toEqual([`${FALCON}1`, String(Date.parse('2026-03-14T00:00:00Z'))]);
      const others = all.filter((_, n) => n !== connection - 1).map(shown);
      for (const { ids, falcon } of others) {
        expect(ids).not.toContain(7_000_000);
        expect(falcon).not.toContain(`${FALCON}1`);
      }
    }
  });

  it('leaves times, ends and ids of all connections as they are without it', async () => {
    const told = (run: WholeRun) =>
      [...run.told.values()].map(({ name: key, at: when, flow }) => [
        key,
        when,
        flow.initiator.address.text,
        flow.initiator.process?.name,
        flow.responder.address.text,
        flow.destinationPort,
      ]);
    for (const seed of SEEDS) {
      const plain = await wholeRun(story([{ id: 'pinned', at: '5s', ...step }]), { seed });
      const pinned = await wholeRun(story([{ id: 'pinned', at: '5s', ...step, pin: pins(connection, answered) }]), { seed });
      expect(told(pinned)).toEqual(told(plain));
      expect(pinned.labels.length).toBe(plain.labels.length);
    }
  });
});

it('stands beside a port from which the counter of the host runs on', async () => {
  const calls = (pin: object) =>
    story([
      {
        id: 'home',
        at: '5s',
        beacon: { from: 'script', to: 'files', port: 445, every: '1m', calls: 9, sourcePort: 50_123 },
        ...pin,
      },
    ]);
  for (const seed of SEEDS) {
    const ports = async (pin: object) => (await wholeRun(calls(pin), { seed })).sysmon.map((record) => record.initiatorPort);
    const plain = await ports({});
    expect(plain[0]).toBe(50_123);
    expect(new Set(plain).size).toBe(9);
    expect(await ports({ pin: { connection: 4, initiator: { EventRecordID: 7_000_000 } } })).toEqual(plain);
  }
});

describe('connections that can be pinned', () => {
  const home = (rest: object) => story([{ id: 'home', at: '5s', beacon: { from: 'script', to: 'c2', port: 443, ...rest } }]);
  const calls = (rest: object, seed: number) => prepareRun(home(rest), { seed }).plan.steps[0]!.connections;
  /** The number up to which a connection may be pinned. */
  const pinnable = (rest: object) => {
    const { story: told } = home(rest);
    const pinned = (connection: number) => ({ ...told, steps: [{ ...told.steps[0]!, pin: { connection } }] });
    for (let connection = 1; ; connection += 1) {
      const problems: unknown[] = [];
      compileStory(pinned(connection), { seed: 1 }, (problem) => problems.push(problem));
      if (problems.length > 0) return connection - 1;
    }
  };

  it('are those that there are for every seed', () => {
    fc.assert(
      fc.property(
        fc.record({
          every: fc.constantFrom('7s', '5..9s', '2..40s'),
          jitter: fc.constantFrom('0%', '30%', '2s'),
          for: fc.constantFrom('3s', '40s', '2m'),
          sleep: fc.option(fc.record({ calls: fc.constantFrom(1, 2, 5), for: fc.constantFrom('10s', '10..20s') }), {
            nil: undefined,
          }),
        }),
        fc.nat(1000),
        (rest, seed) => {
          const { sleep, ...always } = rest;
          const beacon = { ...always, ...(sleep && { sleep }) };
          expect(pinnable(beacon)).toBeLessThanOrEqual(calls(beacon, seed));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ every: '10s', for: '65s' }, 7],
    [{ every: '10s', for: '65s', sleep: { calls: 1, for: '30s' } }, 2],
    [{ every: '10s', for: '65s', sleep: { calls: 2, for: '30s' } }, 4],
    [{ every: '10s', for: '9s' }, 1],
    [{ every: '10s', calls: 5, hours: '08:00-18:00' }, 5],
    [{ every: '10s', for: '2d', hours: '08:00-18:00' }, 1],
  ])('of %j are %i', (rest, many) => expect(pinnable(rest)).toBe(many));
});

describe('a pin in blocks', () => {
  const connect = { connect: { from: 'script', to: 'files', port: 445, family: 'ipv6' } };
  const idsOf = (run: WholeRun) =>
    run.falcon
      .map(({ fields, told }) => [told.at, fields.id] as const)
      .sort(([a], [b]) => a - b)
      .map(([, id]) => id);

  it('is of the round that it names, in blocks within blocks too', async () => {
    const inner = {
      id: 'inner',
      at: '1s',
      forEach: {
        in: [445, 'x'],
        stagger: '1s',
        steps: [
          {
            id: 'touch',
            ...connect,
            pin: [
              { round: '2/x', initiator: { id: `${FALCON}2` } },
              { round: '1/445', initiator: { id: `${FALCON}1` } },
            ],
          },
        ],
      },
    };
    const outer = { id: 'outer', at: '5s', repeat: { times: 3, every: '10s', steps: [inner] } };
    for (const seed of SEEDS) {
      const ids = idsOf(await wholeRun(story([outer]), { seed }));
      expect(ids).toHaveLength(6);
      expect(ids.map((id) => (id!.startsWith(FALCON) ? id!.slice(-1) : '-')).join('')).toBe('1--2--');
    }
  });

  it('is in each round where it names none, with the value of the round', async () => {
    const step = { id: 'touch', ...connect, pin: { initiator: { id: `${FALCON}\${n}` } } };
    const ids = idsOf(
      await wholeRun(story([{ id: 'again', at: '5s', repeat: { times: 3, every: '10s', steps: [step] } }]), { seed: 1 }),
    );
    expect(ids).toEqual([`${FALCON}1`, `${FALCON}2`, `${FALCON}3`]);
  });

  it('is nothing where its option is not chosen', async () => {
    const option = (id: string, last: number) => ({
      id,
      steps: [{ id: 'touch', ...connect, pin: { initiator: { id: `${FALCON}${last}`, EventRecordID: 70_000 + last } } }],
    });
    const either = { id: 'either', at: '5s', choose: [option('one', 1), option('two', 2)] };
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const run = await wholeRun(story([either, { id: 'later', at: '1m', ...connect }]), { seed });
      const first = run.falcon.find(({ label }) => label.step !== 'later')!;
      const digit = first.fields.id!.slice(-1);
      seen.add(digit);
      expect(run.falcon.map(({ fields }) => fields.id)).toContain(`${FALCON}${digit}`);
      const [pinned, later] = run.sysmon
        .filter(({ side }) => side === 'initiator')
        .map(({ fields }) => Number(fields['System/EventRecordID']));
      expect(pinned).toBe(70_000 + Number(digit));
      expect(later).toBeGreaterThan(pinned!);
      expect(later).toBeLessThan(71_000);
    }
    expect([...seen].sort()).toEqual(['1', '2']);
  });
});
