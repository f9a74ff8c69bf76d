import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/index.js';
import { formatPath } from '../../src/scenarios/storyPath.js';
import { tries } from '../support/soak.js';
import { problemsOf } from './problemsOf.js';

type Path = readonly (string | number)[];
type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** A sound story that says everything that can be said in texts. */
const STORY = {
  id: 'story',
  title: 'A story',
  description: 'All there is.',
  references: ['https://example.com/'],
  techniques: ['T1071.001'],
  start: '2026-03-10T09:00:00Z',
  world: {
    domain: { dns: 'corp.example', netbios: 'CORP' },
    site: { ipv4: '10.20.0.0/16', ipv6: '2001:db8:20:1::/64' },
    falcon: { cid: 'ab'.repeat(16) },
    sysmon: { era: '11' },
    hosts: {
      desk: {
        role: 'workstation',
        os: 'windows-11',
        user: 'clerk',
        sensors: ['sysmon', 'falcon'],
        name: 'DESK-1',
        reverseName: 'desk-1.corp.example',
        boot: { at: '-3d' },
        addresses: { ipv4: '10.20.0.7', linkLocal: 'fe80::7', ipv6: '2001:db8:20:1::7', temporary: '2001:db8:20:1::77' },
        clock: { wall: '4ms', trace: '5ms' },
        sysmon: { era: '10.4', machineId: 'ABCDEF01' },
        falcon: { aid: 'cd'.repeat(16), keySet: 'windows-2023', aip: '192.0.2.9', configBuild: '1007.3.0016812.10' },
        services: { lsass: { image: 'C:\\Windows\\System32\\lsass.exe', start: '-2d', uniqueProcessId: '123456789012' } },
        ports: { svcctl: 49_726 },
      },
      web: { role: 'server', os: 'linux', sysmon: { era: '11' } },
      mac: { os: 'macos', falcon: { keySet: 'macos-2021' } },
    },
    users: {
      clerk: { name: 'clerk.one', sid: 'S-1-5-21-1-2-3-1104' },
      keeper: { local: 'desk' },
    },
    outside: { c2: { name: 'c2.example', reverseName: 'edge.example.net', ipv4: '203.0.113.7', ipv6: '2001:db8:ffff::7' } },
  },
  processes: {
    shell: { host: 'desk', image: 'C:\\Users\\{user}\\shell.exe', user: 'clerk', start: '1s', uniqueProcessId: '123456789999' },
    agent: { host: 'web', image: '/opt/{user}/agent', user: 'www-data', start: '0s' },
    tool: { host: 'mac', image: '/usr/local/bin/tool', user: 'clerk', start: '0s' },
    waiter: { host: 'web', image: '/opt/waiter', user: 'root', start: '-1s' },
  },
  steps: [
    {
      id: 'call',
      title: 'A call',
      at: '2..3s',
      technique: 'T1071.001',
      role: 'benign',
      rules: ['some-rule'],
      ruleName: 'Suspicious NetCon',
      connect: { from: 'shell', to: 'c2', port: 443, protocol: 'tcp', family: 'ipv6' },
      pin: { initiator: { TimeCreated: '2026-03-10T09:00:09.1234567Z', id: '00000000-0000-1000-8000-000000000000' } },
    },
    { id: 'control', after: 'call + 4..9ms', connect: { from: 'web/sshd', to: 'desk', service: 'svcctl' } },
    { id: 'accept', at: '9s', connect: { from: 'shell', to: 'web', port: 8080, acceptedBy: 'waiter' } },
    { id: 'mapped', at: '10s', connect: { from: 'tool', to: '::ffff:203.0.113.7', port: 443 } },
    { id: 'beat', at: '4s', beacon: { from: 'agent', to: 'c2', port: 443, every: '60s', jitter: '10%', for: '5m' } },
  ],
  background: { profile: 'office', lead: '1m', tail: '1m' },
} as const satisfies Value;

/** Texts that are read by people only: no record holds any of them. */
const FOR_PEOPLE: ReadonlySet<string | number> = new Set(['title', 'description', 'references']);

/** Texts that become numbers: blanks of any kind round them are left out. */
const TIMES: ReadonlySet<string | number | undefined> = new Set([
  'at',
  'after',
  'start',
  'wall',
  'trace',
  'every',
  'jitter',
  'for',
  'lead',
  'tail',
]);

const textsIn = (value: Value, path: Path = []): Path[] => {
  if (typeof value === 'string') return path.some((segment) => FOR_PEOPLE.has(segment)) ? [] : [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]));
};
const keysIn = (value: Value, path: Path = []): Path[] => {
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(Array.isArray(value) ? [] : [here]), ...keysIn(inner, here)];
  });
};

/** The value at a path of a copy replaced, or its key. */
function changed(value: Value, path: Path, change: (text: string) => string, what: 'text' | 'key'): Value {
  const [first, ...rest] = path;
  if (first === undefined) return change(value as string);
  if (Array.isArray(value)) return value.map((inner, i) => (i === first ? changed(inner, rest, change, what) : inner));
  return Object.fromEntries(
    Object.entries(value as Record<string, Value>).map(([key, inner]) => {
      if (key !== first) return [key, inner];
      return what === 'key' && rest.length === 0 ? [change(key), inner] : [key, changed(inner, rest, change, what)];
    }),
  );
}

const at = (value: Value, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
const pathText = (story: Value, path: Path) =>
  formatPath(path, (member) => {
    const id = at(story, [...member, 'id']);
    return typeof id === 'string' ? id : undefined;
  });

const range = (from: number, to: number) => fc.integer({ min: from, max: to });
/** What XML 1.0 cannot carry (section 2.2 of the recommendation), and controls that no name has. */
const impossible = fc
  .oneof(range(0x00, 0x1f), range(0x7f, 0x9f), range(0xd800, 0xdfff), fc.constantFrom(0xfffe, 0xffff))
  .map((code) => String.fromCharCode(code));
const place = fc.nat(9_999);

/** JSON with escapes for all that is not ASCII: YAML reads them alike. */
const escaped = (story: Value) =>
  JSON.stringify(story).replace(/[^ -~]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );

const planted = (text: string, character: string, by: number) => {
  const i = by % (text.length + 1);
  return text.slice(0, i) + character + text.slice(i);
};

describe('a character that no record can carry', () => {
  it('is planted into a story that is sound without it', () => {
    expect(problemsOf(escaped(STORY))).toEqual([]);
    expect(() => prepareRun(readStory(escaped(STORY), 's.yaml'), { seed: 1 })).not.toThrow();
  });

  it.each(textsIn(STORY).map((path) => [pathText(STORY, path), path] as const))('is refused in %s, by this name', (_, path) => {
    fc.assert(
      fc.property(impossible, place, (character, by) => {
        fc.pre(!TIMES.has(path.at(-1)) || character.trim() !== '');
        const story = changed(STORY, path, (text) => planted(text, character, by), 'text');
        expect(problemsOf(escaped(story)).map((problem) => problem.path)).toContain(pathText(story, path));
      }),
      tries(12),
    );
  });

  it('is refused where it stands in the file itself, before anything is read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('\x7f', '\ufffe', '\uffff'),
        fc.constantFrom(...textsIn(STORY)),
        place,
        (character, path, by) => {
          // JSON leaves these as they are.
          const text = JSON.stringify(changed(STORY, path, (inner) => planted(inner, character, by), 'text'));
          expect(problemsOf(text)).toMatchObject([{ code: 'SYNTAX', line: 1, column: text.indexOf(character) + 1 }]);
        },
      ),
      tries(60),
    );
  });

  it('is refused in every key, by this name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keysIn(STORY)), impossible, place, (path, character, by) => {
        const story = changed(STORY, path, (key) => planted(key, character, by), 'key');
        const wrong = [...path.slice(0, -1), planted(String(path.at(-1)), character, by)];
        expect(problemsOf(escaped(story)).map((problem) => problem.path)).toContain(pathText(story, wrong));
      }),
      tries(400),
    );
  });
});
