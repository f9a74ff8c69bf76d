import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/displayWidth.js';
import { drawTimeline, shortTime, timelineBins } from '../../src/cli/drawTimeline.js';
import { terminalOf } from '../../src/cli/terminal.js';
import { prepareRun } from '../../src/engine/index.js';
import { storyTimeline } from '../../src/engine/storyTimeline.js';
import { readStory } from '../../src/scenarios/index.js';
import type { Plan } from '../../src/scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../../src/scenarios/sources/source.js';
import { runStory } from '../support/runStory.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const STORY = `
id: drawn
title: Drawn
start: 2026-05-04T07:30:00Z
world:
  domain: { dns: corp.example }
  hosts: { desk: {}, clients: { count: 2 }, dc: { role: domain-controller }, idle: {} }
  outside: { c2: { ipv4: 203.0.113.7 } }
steps:
  - { id: ask, at: 1s, role: benign, title: It asks, connect: { from: desk/dnscache, to: dc, protocol: udp, port: 53 } }
  - { id: call, at: 1.02s, technique: T1071.001, beacon: { from: desk/System, to: c2, port: 443, every: 10s, for: 45s } }
  - { id: sweep, at: 21s, role: red-herring, forEach: { hosts: clients-*, stagger: 10s, steps: [{ id: knock, connect: { from: desk/System, to: "\${host}", port: 445 } }] } }
`;
const planOf = (text: string): Plan => prepareRun(readStory(text, 'x.yaml'), { seed: 1 }).plan;
const hostsOf = ({ world }: Plan) => world.machines.filter(({ background }) => !background).map(({ host }) => host.id);
const PLAIN = { color: false, unicode: false };

function drawn(
  plan: Plan,
  width: number,
  look: { readonly color: boolean; readonly unicode: boolean } = PLAIN,
): readonly string[] {
  return drawTimeline(storyTimeline(plan, timelineBins(hostsOf(plan), { width })), plan.start, { width, ...look });
}

/** The story's connections, straight from the plan. */
function connectionsOf(plan: Plan): readonly { readonly at: number; readonly flow: number }[] {
  const all: { at: number; flow: number }[] = [];
  const [first, last] = [plan.from, plan.storyEnd].map((at) => Math.floor(at / EPOCH_MICROSECONDS)) as [number, number];
  for (let epoch = first; epoch <= last; epoch += 1)
    for (const source of plan.sources)
      source.emit(epoch, { add: (at, flow) => void (plan.flows.at(flow)!.background || all.push({ at, flow })) });
  return all;
}

describe('the timeline', () => {
  it('looks like this', () =>
    expect(drawn(planOf(STORY), 70).join('\n')).toBe(
      `2026-05-04 07:30:01.000 to 07:30:41.626 UTC, a column is 781ms
                             10s          20s          30s         40s
                  -----------|------------|------------|-----------|--
desk          8 > *...........b............*............*............b
dc            1 < a...................................................
clients-1     1 < .........................c..........................
clients-2     1 < ......................................c.............

a ask          1s        desk/dnscache -> dc/dns port 53
                         benign: It asks
b call         1.02s     desk/System -> 203.0.113.7 port 443, 5 times
                         malicious T1071.001
c sweep/knock  21s       desk/System -> clients-1/System port 445, ...
                         red-herring
* several steps
> begins connections, < accepts them; times count from the start of...`,
    ));

  it('says the same with other characters, and with colours', () => {
    const plan = planOf(STORY);
    const plain = drawn(plan, 90);
    const unicode = drawn(plan, 90, { color: false, unicode: true });
    const asAscii = (line: string) =>
      line.replaceAll('→ ', '> ').replaceAll('←', '<').replaceAll('·', '.').replaceAll('─', '-').replaceAll('┬', '|');
    expect(unicode.slice(1, 7).map(asAscii)).toEqual(plain.slice(1, 7));
    const colored = drawn(plan, 90, { color: true, unicode: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours are made of
    expect(colored.map((line) => line.replace(/\u001b\[\d+m/gu, ''))).toEqual(plain);
    expect(colored.join('\n')).toContain('\u001b[31mb\u001b[0m');
    expect(colored.join('\n')).toContain('\u001b[32ma\u001b[0m');
    expect(plain.join('\n')).not.toContain('\u001b');
    for (const line of plain) expect(line).toMatch(/^[\x20-\x7e]*$/u);
  });

  it('counts what the labels tell of', async () => {
    const { labels } = await runStory(readStory(STORY, 'x.yaml'));
    const told = new Map<string, Set<string>>();
    for (const { step, connection } of labels) told.set(step, (told.get(step) ?? new Set()).add(connection));
    const { steps, lanes } = storyTimeline(planOf(STORY), 7);
    expect(Object.fromEntries(steps.map(({ step, connections }) => [step, connections]))).toEqual(
      Object.fromEntries([...told].map(([step, connections]) => [step, connections.size])),
    );
    const out = lanes.flatMap((lane) => lane.out);
    expect(steps.map((_, n) => out.filter(({ step }) => step === n).reduce((sum, { count }) => sum + count, 0))).toEqual(
      steps.map(({ connections }) => connections),
    );
  });

  it('sums up hosts that there is no room for, and steps that there is no letter for', () => {
    const many = `
id: many
title: Many
start: 2026-05-04T07:30:00Z
world: { hosts: { desk: {}, clients: { count: 40 } } }
steps:
${Array.from(
  { length: 40 },
  (_, n) => `  - { id: knock-${n}, at: ${n}s, connect: { from: desk/System, to: clients-${n + 1}, port: 445 } }
  - { id: again-${n}, at: ${n}s, connect: { from: desk/System, to: clients-${n + 1}, port: 139 } }`,
).join('\n')}
`;
    const lines = drawn(planOf(many), 80);
    expect(lines).toContain('and 17 more hosts');
    expect(lines.filter((line) => / [<>] [.*#\w]+$/u.test(line))).toHaveLength(24);
    expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(80 - 62);
  });

  it('of a story in which nothing happens says so', () =>
    expect(drawn(planOf(STORY.slice(0, STORY.indexOf('steps:'))), 80)).toEqual(['nothing happens']));

  it('fits, names every step, and has every connection in its lane and column', () =>
    fc.assert(
      fc.property(stories, seeds, fc.integer({ min: 40, max: 200 }), fc.boolean(), (story, seed, width, unicode) => {
        const { plan } = prepareRun(loaded(story), { seed });
        const lines = drawn(plan, width, { color: false, unicode });
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        const signs = new Map(
          plan.steps.map(({ id }) => [id, lines.find((line) => line.slice(2, 26).startsWith(`${id} `))?.[0]]),
        );
        expect([...signs.values()]).not.toContain(undefined);
        const { from, to, bins } = storyTimeline(plan, timelineBins(hostsOf(plan), { width }));
        // The lines of a host: its name is on the first of them.
        const row = (host: string, side: 'out' | 'in') => {
          const at = lines.findIndex((line) => line.startsWith(`${host} `));
          const arrow = { out: unicode ? '→' : '>', in: unicode ? '←' : '<' }[side];
          const found = lines.slice(at, at + 2).find((line) => line.slice(0, -bins).trimEnd().endsWith(arrow));
          return found!.slice(-bins);
        };
        for (const { at, flow } of connectionsOf(plan)) {
          const { initiator, responder, meaning } = plan.flows.at(flow)!;
          const column = Math.floor(((at - from) / (to - from)) * bins);
          const accepted = [signs.get(meaning.step), '*'];
          if (initiator.host) expect(accepted).toContain(row(initiator.host.id, 'out')[column]);
          if (responder.host) expect(accepted).toContain(row(responder.host.id, 'in')[column]);
        }
      }),
      { numRuns: 60 },
    ));
});

describe('a length of time', () => {
  it.each([
    [0, '0s'],
    [12, '12us'],
    [1_500, '1.5ms'],
    [2_589_123, '2.589s'],
    [-1_500_000, '-1.5s'],
    [60e6, '1m'],
    [3_900e6, '1h5m'],
    [90_000e6, '1d1h'],
  ])('%d is %s', (micros, text) => expect(shortTime(micros)).toBe(text));
});

describe('the terminal', () => {
  const of = (stdout: object, env: Record<string, string> = {}) => terminalOf({ stdout: stdout as never, env });
  it('of a pipe is 80 wide and plain', () => expect(of({ columns: 200 })).toEqual({ width: 80, color: false, unicode: false }));
  it('is as wide as it says', () => {
    expect(of({ isTTY: true, columns: 133 }).width).toBe(133);
    expect(of({ isTTY: true, columns: 5 }).width).toBe(40);
    expect(of({ isTTY: true }).width).toBe(80);
  });
  it('has colours unless told otherwise', () => {
    expect(of({ isTTY: true }).color).toBe(true);
    expect(of({ isTTY: true }, { NO_COLOR: '1' }).color).toBe(false);
    expect(of({ isTTY: true }, { TERM: 'dumb' }).color).toBe(false);
  });
  it('shows what its locale can', () => {
    expect(of({}, { LANG: 'de_DE.UTF-8' }).unicode).toBe(true);
    expect(of({}, { LANG: 'de_DE.UTF-8', LC_ALL: 'C' }).unicode).toBe(false);
    expect(of({}, { LC_CTYPE: 'C.utf8' }).unicode).toBe(true);
  });
});
