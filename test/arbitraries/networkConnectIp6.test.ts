import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FALCON_FORM_IDS,
  type FalconDraft,
  type FalconSample,
  networkConnectIp6,
  SENSOR_IDS,
} from '../../src/arbitraries/index.js';

const samples = fc.sample(networkConnectIp6(), 4000);
const drafts = samples.map(({ draft }) => draft);
const every = (holds: (fields: Record<string, string>, draft: FalconDraft) => boolean) =>
  expect(drafts.find((draft) => !holds(draft.fields, draft))).toBeUndefined();

describe('networkConnectIp6 reaches', () => {
  it('every form', () => expect(new Set(samples.map(({ form }) => form))).toEqual(new Set(FALCON_FORM_IDS)));
  it('every sensor', () => expect(new Set(drafts.map(({ sensor }) => sensor))).toEqual(new Set(SENSOR_IDS)));
  it.each([
    ['protocols', 'Protocol', 6],
    ['peers', 'RemoteAddressIP6', 8],
    ['names', 'name', 6],
    ['public addresses', 'aip', 3],
  ])('several %s', (_, field, atLeast) =>
    expect(new Set(drafts.map(({ fields }) => fields[field])).size).toBeGreaterThanOrEqual(atLeast),
  );
});

describe('what networkConnectIp6 gives', () => {
  it.each([
    ['windows-2025', 25],
    ['windows-2023', 24],
    ['windows-2023-early', 23],
    ['windows-2020', 22],
    ['linux-2021', 22],
    ['macos-2021', 22],
    ['macos-2020', 21],
    ['ios-2025', 22],
  ])('has of %s %i keys', (sensor, keys) =>
    expect(new Set(drafts.filter((draft) => draft.sensor === sensor).map(({ fields }) => Object.keys(fields).length))).toEqual(
      new Set([keys]),
    ),
  );

  it('has its keys in the order of a Java HashMap', () =>
    every((fields) => {
      const keys = Object.keys(fields);
      const size = keys.length > 24 ? 64 : 32;
      const buckets = keys.map((key) => {
        let hash = 0;
        for (const character of key) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
        return (hash ^ (hash >>> 16)) & (size - 1);
      });
      return buckets.every((bucket, n) => n === 0 || buckets[n - 1]! <= bucket);
    }));

  it('has ids, times and numbers in their forms', () =>
    every(
      ({ aid, cid, id, timestamp, ContextTimeStamp, ContextProcessId }) =>
        /^[\da-f]{32} [\da-f]{32}$/u.test(`${aid} ${cid}`) &&
        /^[\da-f]{8}-[\da-f]{4}-[14][\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/u.test(id!) &&
        /^\d{13}$/u.test(timestamp!) &&
        /^\d{10}\.\d{3}$/u.test(ContextTimeStamp!) &&
        BigInt(ContextProcessId!) < 2n ** 64n,
    ));

  it('is of one platform in name, platform and build', () =>
    every(({ name, event_platform, ConfigBuild }) => {
      const suffix = { Win: '', Mac: 'Mac', Lin: 'Lin', iOS: 'IOS' }[event_platform!]!;
      const number = { Win: '3', Mac: '4', Lin: '8', iOS: '32' }[event_platform!];
      return new RegExp(`^NetworkConnectIP6${suffix}V\\d+$`, 'u').test(name!) && ConfigBuild!.split('.')[1] === number;
    }));
});

describe('the forms', () => {
  it('fdr is one line of texts in the order of the draft', () => {
    for (const { draft, text } of samples.filter(({ form }) => form === 'fdr')) {
      expect(text.endsWith('\n')).toBe(true);
      expect(Object.entries(JSON.parse(text))).toEqual(Object.entries(draft.fields));
      expect(text).not.toMatch(/[=&<>']/u);
    }
  });

  it('logscale has the same values beside its own', () => {
    for (const { draft, text } of samples.filter(({ form }) => form === 'logscale')) {
      const { event_simpleName, ...rest } = draft.fields;
      expect(JSON.parse(text)).toEqual({
        ...rest,
        '#event_simpleName': event_simpleName,
        '#repo': 'base_sensor',
        '@timestamp': Number(draft.fields.timestamp),
        ComputerName: draft.computer,
      });
    }
  });

  it('table has five keys, three of them numbers', () => {
    for (const { draft, text } of samples.filter(({ form }) => form === 'table')) {
      const { RemotePort, Protocol, LocalPort } = draft.fields;
      const numbers = { RemotePort: Number(RemotePort), Protocol: Number(Protocol), LocalPort: Number(LocalPort) };
      expect(JSON.parse(text)).toEqual({
        ...numbers,
        RemoteAddressIP6: expect.stringContaining(':'),
        LocalAddressIP6: expect.stringContaining(':'),
      });
    }
  });
});

it('shrinks to a plain connect of the newest Windows sensor', () => {
  const { counterexample } = fc.check(fc.property(networkConnectIp6(), () => false));
  const [{ form, draft }] = counterexample! as [FalconSample];
  expect({ form, sensor: draft.sensor }).toEqual({ form: 'fdr', sensor: 'windows-2025' });
  expect(draft.fields).toMatchObject({ Protocol: '6', LocalPort: '50000', RemotePort: '443', ConnectionDirection: '0' });
});
