import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import type { LoadedStory } from '../../src/scenarios/index.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { tries } from '../support/soak.js';
import { type Told, toldBy } from '../support/wholeRun.js';

const START = Date.UTC(2026, 4, 4, 7, 30) * 1000;
const MILLISECOND = 1_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A small office, in which one program of the story does something. */
const storyOf = (steps: readonly object[], more: { readonly processes?: object; readonly world?: object } = {}): LoadedStory =>
  readStory(
    JSON.stringify({
      id: 'story',
      title: 'A story',
      start: new Date(START / 1000).toISOString(),
      distributions: { slow: { '0%': '1s', '50%': '2s', '100%': '10s' } },
      world: {
        domain: { dns: 'corp.example' },
        site: { ipv4: '10.20.0.0/16', ipv6: '2001:db8:20:1::/64' },
        hosts: {
          desk: { addresses: { ipv4: '10.20.1.7' } },
          files: { role: 'server' },
          dc: { role: 'domain-controller' },
          build: { role: 'server', os: 'linux' },
          clients: { count: 5 },
        },
        outside: { c2: {} },
        ...more.world,
      },
      processes: {
        tool: { host: 'desk', image: 'C:\\tool.exe', user: 'SYSTEM', start: '-1d' },
        server: { host: 'files', image: 'C:\\server.exe', user: 'SYSTEM', start: '-1d' },
        ...more.processes,
      },
      steps,
    }),
    'story.yaml',
  );

const run = (story: LoadedStory, seed: number): readonly Told[] => [...toldBy(prepareRun(story, { seed })).values()];
const moments = (told: readonly Told[]) => told.map(({ at }) => at);
const gaps = (times: readonly number[]) => times.slice(1).map((time, i) => time - times[i]!);
const seeds = fc.nat(0xffff_ffff);

describe('a beacon', () => {
  const beacon = (more: object) => storyOf([{ id: 'call', at: '1s', beacon: { from: 'tool', to: 'c2', port: 443, ...more } }]);

  it('calls as often as it is told, waiting as long as it is told', () =>
    fc.assert(
      fc.property(
        fc.record({ calls: fc.integer({ min: 1, max: 200 }), every: fc.integer({ min: 1, max: 90 }), swing: fc.nat(100) }),
        seeds,
        ({ calls, every, swing }, seed) => {
          const times = moments(run(beacon({ every: `${every}s`, calls, jitter: `${swing}%` }), seed));
          expect(times).toHaveLength(calls);
          expect(times[0]).toBe(START + SECOND);
          for (const gap of gaps(times)) {
            expect(gap).toBeGreaterThanOrEqual(every * SECOND * (1 - swing / 100) - 1);
            // Asking and being answered takes up to half a second.
            expect(gap).toBeLessThanOrEqual(every * SECOND * (1 + swing / 100) + 1 + 500 * MILLISECOND);
          }
        },
      ),
      tries(60),
    ));

  it('waits as a distribution says', () => {
    const all = Array.from({ length: 10 }, (_, seed) => gaps(moments(run(beacon({ every: 'slow', calls: 200 }), seed)))).flat();
    expect(Math.min(...all)).toBeGreaterThanOrEqual(SECOND);
    expect(Math.max(...all)).toBeLessThanOrEqual(10.5 * SECOND);
    // Half of them below 2 s and what the answer takes.
    expect(Math.abs(all.filter((gap) => gap < 2.11 * SECOND).length / all.length - 0.5)).toBeLessThan(0.06);
  });

  it('calls in its hours and on its days only, and not all mornings at the same second', () =>
    fc.assert(
      fc.property(
        fc.record({
          from: fc.nat(1_439),
          lasts: fc.integer({ min: 1, max: 1_438 }),
          every: fc.integer({ min: 1, max: 300 }),
          days: fc.constantFrom(undefined, 'mon-fri', 'sat-mon', 'wed', 'mon, wed, sun'),
        }),
        seeds,
        ({ from, lasts, every, days }, seed) => {
          const to = (from + lasts) % 1_440;
          const clock = (minute: number) =>
            `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const hours = `${clock(from)}-${clock(to)}`;
          const times = moments(
            run(beacon({ every: `${every}m`, jitter: '20%', calls: 40, hours, ...(days && { days }) }), seed),
          );
          expect(times).toHaveLength(40);
          const open: Record<string, number[]> = {
            'mon-fri': [1, 2, 3, 4, 5],
            'sat-mon': [6, 0, 1],
            wed: [3],
            'mon, wed, sun': [1, 3, 0],
          };
          for (const time of times) {
            const date = new Date(time / 1000);
            const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
            const passed = (minute - from + 1_440) % 1_440;
            expect([hours, date.toISOString(), passed < lasts]).toEqual([hours, date.toISOString(), true]);
            // An opening over midnight belongs to the day on which it began.
            const begun = new Date(Math.floor(time / 1000) - (from + passed >= 1_440 ? 86_400_000 : 0));
            if (days) expect(open[days]).toContain(begun.getUTCDay());
          }
          expect(gaps(times).filter((gap) => gap < 0)).toEqual([]);
          const seconds = times.filter((time) => (time % DAY) - from * MINUTE < SECOND && time % DAY >= from * MINUTE);
          if (every > 1) expect(seconds.length).toBeLessThanOrEqual(6);
        },
      ),
      tries(150),
    ));

  it('sleeps after so many calls', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), seeds, (calls, seed) => {
        const times = moments(run(beacon({ every: '5s', calls: 30, sleep: { calls, for: '10..20m' } }), seed));
        gaps(times).forEach((gap, i) => {
          const sleeps = (i + 1) % calls === 0;
          expect(gap >= 10 * MINUTE).toBe(sleeps);
          expect(gap).toBeLessThanOrEqual((sleeps ? 20 * MINUTE : 0) + 5.5 * SECOND);
        });
      }),
      tries(30),
    ));
});

describe('a scan', () => {
  const draft = fc.record({
    to: fc.constantFrom<readonly string[]>(
      ['10.20.9.0/29'],
      ['files', 'dc'],
      ['10.20.9.8/31', 'clients-*', '10.77.0.1'],
      ['files'],
    ),
    ports: fc.constantFrom<readonly (number | string)[]>([445], ['20-25', 443], [22, '21-23', 8080]),
    order: fc.constantFrom('by-host', 'by-port', 'random'),
    rate: fc.constantFrom(1, 7, 50, 400),
  });
  const scanned: Record<string, readonly string[]> = {
    '10.20.9.0/29': [1, 2, 3, 4, 5, 6].map((n) => `10.20.9.${n}`),
    '10.20.9.8/31': ['10.20.9.8', '10.20.9.9'],
    'clients-*': [1, 2, 3, 4, 5].map((n) => `clients-${n}`),
  };
  const probed: Record<string, readonly number[]> = { '20-25': [20, 21, 22, 23, 24, 25], '21-23': [21, 22, 23] };
  const scan = ({ rate, ...more }: typeof draft extends fc.Arbitrary<infer T> ? T : never) =>
    storyOf([{ id: 'scan', at: '1s', scan: { from: 'tool', rate: `${rate}/s`, ...more } }]);
  const wanted = ({ to, ports }: { readonly to: readonly string[]; readonly ports: readonly (number | string)[] }) => ({
    hosts: to.flatMap((text) => scanned[text] ?? [text]),
    ports: [...new Set(ports.flatMap((port) => probed[String(port)] ?? [Number(port)]))],
  });
  const nameOf = ({ flow: { responder } }: Told) =>
    responder.host && responder.host.id !== 'desk' ? responder.host.id : responder.address.text;

  it('tries each port of each target once, in the order it is told, as fast as it is told', () =>
    fc.assert(
      fc.property(draft, seeds, (one, seed) => {
        const told = run(scan(one), seed);
        const { hosts, ports } = wanted(one);
        const pairs = told.map((probe) => `${nameOf(probe)} ${probe.flow.destinationPort}`);
        const byHost = hosts.flatMap((host) => ports.map((port) => `${host} ${port}`));
        const byPort = ports.flatMap((port) => hosts.map((host) => `${host} ${port}`));
        if (one.order === 'by-host') expect(pairs).toEqual(byHost);
        else if (one.order === 'by-port') expect(pairs).toEqual(byPort);
        else expect([...pairs].sort()).toEqual([...byHost].sort());
        told.forEach(({ at }, n) => {
          const due = START + SECOND + (n * SECOND) / one.rate;
          expect(Math.abs(at - due)).toBeLessThanOrEqual(SECOND / one.rate + 1);
        });
      }),
      tries(80),
    ));

  it('in random order keeps the order of the others when a target or port is added', () =>
    fc.assert(
      fc.property(seeds, (seed) => {
        const of = (to: readonly string[], ports: readonly (number | string)[]) =>
          run(scan({ to, ports, order: 'random', rate: 50 }), seed).map(
            (probe) => `${nameOf(probe)} ${probe.flow.destinationPort}`,
          );
        const few = of(['10.20.9.0/29', 'files'], ['20-25']);
        const many = of(['files', '10.20.9.0/29', 'dc'], [443, '20-25']);
        expect(few.length).toBeLessThan(many.length);
        expect(many.filter((pair) => few.includes(pair))).toEqual(few);
        expect(few).not.toEqual([...few].sort());
      }),
      tries(20),
    ));

  it('ends with its last probe', () =>
    fc.assert(
      fc.property(draft, seeds, (one, seed) => {
        const { rate, ...more } = one;
        const told = run(
          storyOf([
            { id: 'scan', at: '1s', scan: { from: 'tool', rate: `${rate}/s`, ...more } },
            { id: 'then', after: 'end of scan + 1s', connect: { from: 'tool', to: 'files', port: 445 } },
          ]),
          seed,
        );
        const last = Math.max(...told.filter(({ flow }) => flow.meaning.step === 'scan').map(({ at }) => at));
        expect(told.find(({ flow }) => flow.meaning.step === 'then')!.at).toBe(last + SECOND);
      }),
      tries(30),
    ));
});

describe('a transfer', () => {
  it('opens as many connections as its size takes, so many side by side, as long as its rate takes', () =>
    fc.assert(
      fc.property(
        fc.record({
          size: fc.integer({ min: 1, max: 400 }),
          rate: fc.integer({ min: 1, max: 900 }),
          connections: fc.integer({ min: 1, max: 40 }),
          chunk: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
        }),
        seeds,
        ({ size, rate, connections, chunk: most }, seed) => {
          const chunk = most && Math.min(most, size);
          const transfer = {
            from: 'tool',
            to: 'c2',
            port: 443,
            size: `${size}MB`,
            rate: `${rate}MB/s`,
            connections,
            ...(chunk && { chunk: `${chunk}MB` }),
          };
          const story = storyOf([
            { id: 'copy', at: '1s', transfer },
            { id: 'then', after: 'end of copy', connect: { from: 'tool', to: 'files', port: 445 } },
          ]);
          const prepared = prepareRun(story, { seed });
          // As the source lists them: in the order of time.
          const listed: number[] = [];
          for (let epoch = Math.floor(START / 300e6) - 1; epoch < (START + DAY) / 300e6; epoch += 1)
            prepared.plan.told[0]!.emit(epoch, { add: (at) => listed.push(at) });
          expect(listed).toHaveLength(chunk ? Math.ceil(size / chunk) : connections);
          expect(listed).toEqual([...listed].sort((a, b) => a - b));
          const then = run(story, seed).find(({ flow }) => flow.meaning.step === 'then')!;
          expect(then.at).toBe(Math.max(...listed));
        },
      ),
      tries(150),
    ));
});

describe('what spreads', () => {
  const spread = (more: object = {}, to: unknown = { role: 'workstation', except: ['desk'] }) =>
    storyOf([
      {
        id: 'worm',
        at: '1s',
        spread: {
          from: 'tool',
          to,
          over: [{ port: 445 }, { service: 'svcctl' }],
          gap: '40..60ms',
          run: { image: 'C:\\worm.exe', user: 'SYSTEM', start: '1..3s' },
          pause: '20..60s',
          fanOut: 2,
          ...more,
        },
      },
    ]);

  it('reaches each host once, over all that it is told in their order, from hosts that have it', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), seeds, (fanOut, seed) => {
        const told = run(spread({ fanOut }), seed);
        const reached = new Map<string, Told[]>();
        for (const one of told) {
          const host = one.flow.responder.host!.id;
          reached.set(host, [...(reached.get(host) ?? []), one]);
        }
        expect([...reached.keys()].sort()).toEqual([1, 2, 3, 4, 5].map((n) => `clients-${n}`));
        const victims = new Map<string, number>();
        for (const [host, opened] of reached) {
          expect(opened.map(({ flow }) => flow.destinationPort === 445)).toEqual([true, false]);
          const [from, again] = opened.map(({ flow }) => flow.initiator);
          expect(again!.process).toBe(from!.process);
          expect(from!.host!.id).not.toBe(host);
          const key = `${from!.host!.id}/${from!.process!.name}`;
          victims.set(key, (victims.get(key) ?? 0) + 1);
          if (from!.host!.id === 'desk') continue;
          // Whoever gives it on has got it before, and runs it.
          const got = reached.get(from!.host!.id)!.at(-1)!.at;
          expect(from!.process).toMatchObject({ image: 'C:\\worm.exe' });
          expect(from!.process!.startedAt).toBeGreaterThanOrEqual(got + SECOND);
          expect(from!.process!.startedAt).toBeLessThanOrEqual(got + 3 * SECOND);
          expect(opened[0]!.at).toBeGreaterThanOrEqual(from!.process!.startedAt + 20 * SECOND);
        }
        expect(Math.max(...victims.values())).toBeLessThanOrEqual(fanOut);
      }),
      tries(40),
    ));

  it('does not come back to the host on which it began', () => {
    expect(() => spread({}, { role: 'workstation' })).toThrow('expected other hosts than desk, where it begins');
  });

  it('in each round of a block is a thing of its own', () => {
    const story = storyOf([
      {
        id: 'waves',
        at: '1s',
        repeat: {
          times: 2,
          every: '1h',
          steps: [
            {
              id: 'worm',
              spread: {
                from: 'tool',
                to: 'clients-*',
                over: [{ port: 445 }],
                run: { image: 'C:\\worm.exe', user: 'SYSTEM', start: '1s' },
                pause: '1s',
              },
            },
          ],
        },
      },
    ]);
    const told = run(story, 1);
    expect(told).toHaveLength(10);
    for (const { at, flow } of told) expect(flow.initiator.process!.startedAt).toBeLessThanOrEqual(at);
  });
});

describe('who answers a probe', () => {
  const scan = (ports: unknown, more: object = {}) => ({
    id: 'scan',
    at: '10s',
    scan: { from: 'tool', to: 'files', ports, rate: '2/s', ...more },
  });
  /** The process that answers each probe. */
  const answers = (story: LoadedStory, seed: number) =>
    run(story, seed)
      .filter(({ flow }) => flow.meaning.step === 'scan')
      .map(({ at, flow }) => ({ at, name: flow.responder.process?.name, unanswered: flow.unanswered === true }));

  it('is whoever listens when it comes: one that opens and closes in the middle of the scan too', () => {
    const open = { id: 'open', at: '13s', listen: { process: 'server', port: 4444, for: '5s' } };
    const { at: _, ...probe } = scan(4444, { rate: '100/s' });
    const block = { id: 'scan', at: '10s', repeat: { times: 20, every: '500ms', steps: [probe] } };
    for (let seed = 1; seed < 6; seed += 1) {
      const probes = run(storyOf([open, block]), seed).map(({ at, flow }) => [at, flow.responder.process?.name] as const);
      expect(probes).toHaveLength(20);
      for (const [at, name] of probes)
        expect(name).toBe(at >= START + 13 * SECOND && at <= START + 18 * SECOND ? 'server' : undefined);
      expect(new Set(probes.map(([, name]) => name)).size).toBe(2);
    }
  });

  it('is nobody where the process has ended, or what listens is not chosen', () => {
    const short = { processes: { brief: { host: 'files', image: 'C:\\b.exe', user: 'SYSTEM', start: '1s', life: '12s' } } };
    const open = { id: 'open', at: '2s', listen: { process: 'brief', port: 4444 } };
    const all = scan(4444);
    const late = { ...all, at: '20s' };
    for (let seed = 1; seed < 6; seed += 1) {
      expect(answers(storyOf([open, all], short), seed)).toMatchObject([{ name: 'brief', unanswered: false }]);
      expect(answers(storyOf([open, late], short), seed)).toMatchObject([{ name: undefined, unanswered: true }]);
    }
    const listen = { id: 'open', listen: { process: 'server', port: 4444 } };
    const quiet = { id: 'quiet', connect: { from: 'tool', to: 'dc', port: 445 } };
    const either = {
      id: 'either',
      at: '2s',
      choose: [
        { id: 'a', steps: [listen] },
        { id: 'b', steps: [quiet] },
      ],
    };
    const seen = new Set<string | undefined>();
    for (let seed = 1; seed < 20; seed += 1) {
      const told = run(storyOf([either, all]), seed);
      const chosen = !told.some(({ flow }) => flow.meaning.step === 'either/b/quiet');
      const [probe] = answers(storyOf([either, all]), seed);
      expect(probe!.name).toBe(chosen ? 'server' : undefined);
      seen.add(probe!.name);
    }
    expect(seen.size).toBe(2);
  });

  it('is the service that has a dynamic port, one of the story too', () => {
    const serving = {
      processes: { server: { host: 'files', image: 'C:\\s.exe', user: 'SYSTEM', start: '-1d', serves: ['agent-rpc'] } },
    };
    const world = { hosts: { desk: {}, dc: { role: 'domain-controller' }, files: { role: 'server', ports: { svcctl: 49726 } } } };
    for (let seed = 1; seed < 6; seed += 1) {
      const byName = run(
        storyOf(
          ['agent-rpc', 'svcctl', 'lsarpc'].map((service, n) => ({
            id: `c${n}`,
            at: `${n + 1}s`,
            connect: { from: 'tool', to: 'files', service },
          })),
          { ...serving, world },
        ),
        seed,
      ).map(({ flow }) => [flow.destinationPort, flow.responder.process!.name]);
      const found = run(storyOf([scan('49152-50151', { rate: '1000/s' })], { ...serving, world }), seed).filter(
        ({ flow }) => flow.responder.process,
      );
      const pairs = found.map(({ flow }) => [flow.destinationPort, flow.responder.process!.name]);
      expect(pairs).toContainEqual([49726, 'services']);
      for (const pair of byName) if ((pair[0] as number) < 50152) expect(pairs).toContainEqual(pair);
    }
  });
});

describe('a lookup', () => {
  it.each([
    ['desk', 'dnscache'],
    ['tool', 'dnscache'],
    ['build', 'systemd-resolved'],
  ])('from %s is asked by %s, of the domain controller', (from, service) => {
    const told = run(storyOf([{ id: 'ask', at: '1s', resolve: { from, name: 'c2' } }]), 1);
    expect(told).toHaveLength(1);
    const { initiator, responder, protocol, destinationPort } = told[0]!.flow;
    expect([initiator.process!.name, responder.host!.id, protocol, destinationPort]).toEqual([service, 'dc', 17, 53]);
  });
});

describe('a listener', () => {
  const story = (at: string, life: object = {}) =>
    storyOf([
      'choice' in life
        ? {
            id: 'either',
            at: '5s',
            choose: [
              { id: 'one', steps: [{ id: 'open', listen: { process: 'server', port: 4444 } }] },
              { id: 'two', weight: 0, steps: [{ id: 'else', connect: { from: 'tool', to: 'dc', port: 445 } }] },
            ],
          }
        : { id: 'open', at: '5..10s', listen: { process: 'server', port: 4444, ...life } },
      { id: 'call', ...JSON.parse(at), connect: { from: 'tool', to: 'files', port: 4444 } },
    ]);

  it('accepts what comes after it', () => {
    const told = run(story('{"after":"open + 1ms"}'), 1);
    expect(told.map(({ flow }) => flow.responder.process!.name)).toEqual(['server']);
  });

  it.each([
    ['before it begins', '{"at":"4s"}', {}],
    ['before it begins for some seeds', '{"at":"7s"}', {}],
    ['after it has ended', '{"after":"open + 11m"}', { for: '10m' }],
    ['where a connection beside its choice comes', '{"at":"1m"}', { choice: true }],
  ])('accepts nothing %s', (_, at, life) => {
    for (const seed of [1, 2, 3]) expect(() => run(story(at, life), seed)).toThrow();
  });
});

describe('a process', () => {
  const agent = (more: object) => ({
    processes: { agent: { host: 'desk', image: 'C:\\agent.exe', user: 'SYSTEM', ...more } },
  });
  const copy = { id: 'copy', at: '1..9s', connect: { from: 'tool', to: 'files', port: 445 } };
  const call = (when: object, more: object = {}) => ({
    id: 'call',
    ...when,
    connect: { from: 'agent', to: 'files', port: 445, ...more },
  });

  it('starts after a step, and what comes later after that step may be done by it, whatever the seed', () => {
    const story = storyOf([copy, call({ after: 'copy + 2s' })], agent({ start: 'copy + 300..600ms' }));
    for (let seed = 0; seed < 20; seed += 1) {
      const [first, second] = run(story, seed);
      const started = second!.flow.initiator.process!.startedAt;
      expect(started).toBeGreaterThanOrEqual(first!.at + 300 * MILLISECOND);
      expect(started).toBeLessThanOrEqual(first!.at + 600 * MILLISECOND);
    }
  });

  it('that starts after a step may act after a block that comes later still', () => {
    const block = {
      id: 'loop',
      after: 'copy + 1s',
      repeat: { times: 3, every: '5s', steps: [{ id: 'x', connect: copy.connect }] },
    };
    const story = storyOf([copy, block, call({ after: 'end of loop' })], agent({ start: 'copy + 300..600ms' }));
    for (let seed = 0; seed < 5; seed += 1) expect(run(story, seed)).toHaveLength(5);
  });

  it('inside of a block acts from the beginning of the block on which it waits', () => {
    const block = {
      id: 'loop',
      after: 'copy + 1s',
      repeat: { times: 3, gap: '5s', steps: [{ id: 'x', connect: { from: 'agent', to: 'files', port: 445 } }] },
    };
    const story = storyOf([copy, block], agent({ start: 'copy + 300..600ms', life: '1h' }));
    for (let seed = 0; seed < 5; seed += 1) expect(run(story, seed)).toHaveLength(4);
  });

  it.each([
    ['before it has started', { after: 'copy + 500ms' }, { start: 'copy + 300..600ms' }],
    ['after it has ended', { after: 'copy + 2h' }, { start: 'copy + 300..600ms', life: '30m' }],
    ['when it may have ended', { after: 'copy + 30m' }, { start: 'copy', life: '20..40m' }],
  ])('does nothing %s, whatever the seed', (_, when, more) => {
    for (const seed of [1, 2, 3, 4]) expect(() => run(storyOf([copy, call(when)], agent(more)), seed)).toThrow();
  });

  it('serves at a port of its own', () => {
    const serving = {
      processes: { server: { host: 'files', image: 'C:\\s.exe', user: 'SYSTEM', start: '-1d', serves: ['agent-rpc'] } },
    };
    const story = storyOf([{ ...copy, connect: { from: 'tool', to: 'files', service: 'agent-rpc' } }], serving);
    const ports = new Set<number>();
    for (let seed = 0; seed < 10; seed += 1) {
      const { flow } = run(story, seed)[0]!;
      expect(flow.responder.process!.name).toBe('server');
      expect([...prepareRun(story, { seed }).plan.world.machineById.get('files')!.listeners.keys()]).not.toContain(
        `tcp/${flow.destinationPort}`,
      );
      ports.add(flow.destinationPort);
    }
    expect(ports.size).toBeGreaterThan(5);
  });
});
