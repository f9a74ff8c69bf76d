import { describe, expect, it } from 'vitest';
import { type Issue, validateNetworkConnectIp6, validateText } from '../../src/validate/index.js';
import { falconFaults } from './falconFaults.js';
import { changedDocument } from './soundDocument.js';
import { soundConnect } from './soundRecords.js';
import { nthConnect, processEnd, processStart } from './streams.js';

const found = (records: readonly unknown[], options = {}) =>
  validateText(records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n'), options)
    .issues.filter(({ check }) => check !== 'input/not-checked')
    .map(({ check, line }) => [check, line]);

const nthDocument = (n: number, change: Readonly<Record<string, unknown>> = {}) =>
  changedDocument({ 'event.id': `0b5a3c1e-52d4-4e0f-9a56-0d6c1f2e3b${n}b`, ...change });
const documentOf = (action: string, process: object, at = '2024-03-05T10:15:00.000Z') => ({
  '@timestamp': at,
  crowdstrike: { aid: soundConnect.aid },
  event: { action },
  process: { entity_id: soundConnect.ContextProcessId, ...process },
});

describe('records of one Falcon sensor', () => {
  it('are the same sensor in every form', () => {
    expect(found([nthConnect(0), nthDocument(0, { 'crowdstrike.cid': '0'.repeat(32) })])).toEqual([
      ['falcon-ip6/stream-customer', 2],
    ]);
    expect(found([nthConnect(0), nthDocument(0)])).toEqual([]);
  });

  it('have each id once in documents of Elasticsearch too', () => {
    expect(found([nthDocument(0), nthDocument(1), nthDocument(0)])).toEqual([['falcon-ip6/stream-duplicate', 3]]);
  });

  it('may share an id with those of another sensor', () => {
    const aid = '00000000000000000000000000000002';
    expect(found([nthConnect(0), nthConnect(0, { aid })])).toEqual([]);
  });

  it('may share an id with those of another customer', () => {
    const cid = '00000000000000000000000000000002';
    expect(found([nthConnect(0), nthConnect(0, { cid })])).toEqual([['falcon-ip6/stream-customer', 2]]);
  });

  it('lie between start and end of their process, as documents of Elasticsearch tell it', () => {
    const start = documentOf('ProcessRollup2', { start: '2024-03-05T10:15:31.000Z' });
    const end = documentOf('EndOfProcess', {}, '2024-03-05T10:15:29.000Z');
    expect(found([start, nthDocument(0)])).toEqual([['falcon-ip6/stream-process-life', 2]]);
    expect(found([end, nthDocument(0)])).toEqual([['falcon-ip6/stream-process-life', 2]]);
  });

  it('of a process whose start is told elsewhere in the file are not said to lack it', () => {
    expect(found([nthConnect(0), processStart, processEnd])).toEqual([]);
  });

  it.each(['EndOfProcess', 'TerminateProcess'])('come before %s', (event) => {
    expect(found([processEnd.replace('EndOfProcess', event), nthConnect(2)])).toEqual([['falcon-ip6/stream-process-life', 2]]);
  });

  it('are said to lack process starts once for all of them', () => {
    const other = processStart.replace(soundConnect.ContextProcessId, '1');
    const connects = [0, 1, 2].map((n) => nthConnect(n, { ContextProcessId: `${n + 10}` }));
    expect(found([other, ...connects])).toEqual([['falcon-ip6/stream-process-missing', undefined]]);
  });

  it('are compared as far as they are remembered, and that is said once', () => {
    const connects = [0, 1, 2, 3].map((n) => nthConnect(n, { ContextProcessId: `${n + 10}` }));
    expect(found(connects, { maxRemembered: 2 })).toEqual([['input/forgotten', 3]]);
  });

  it('that are masked are not compared', () => {
    const masked = { aid: 'masked' };
    const checks = found([nthConnect(0, masked), nthConnect(0, masked)], { profile: 'lenient' }).map(([check]) => check);
    expect(checks).toEqual(['falcon-ip6/agent-id', 'falcon-ip6/agent-id']);
  });
});

describe('JSON beside the connects', () => {
  it.each([
    ['another event in FDR', { event_simpleName: 'DnsRequest', aid: 'x' }, 'event_simpleName'],
    ['another event in LogScale', { '#event_simpleName': 'DnsRequest' }, '#event_simpleName'],
    ['another event in Elasticsearch', documentOf('DnsRequest', {}), 'event.action'],
    ['another event in a hit', { _source: documentOf('DnsRequest', {}) }, '_source.event.action'],
  ])('%s is noted', (_, record, path) => {
    expect(validateText(JSON.stringify(record)).issues).toMatchObject([
      { check: 'input/not-checked', path, received: 'DnsRequest' },
    ]);
  });

  it('a list of sensors, which has ids and no connection, is no connect', () => {
    const sensor = { aid: soundConnect.aid, cid: soundConnect.cid, event_platform: 'Win', ComputerName: 'WS01' };
    expect(found([sensor])).toEqual([['input/unknown-form', 1]]);
  });
});

/** What a record alone and a file say differently of the same thing. */
const OF_FILES = ['falcon-ip6/event-name', 'falcon-ip6/object'];
const withoutLine = ({ line, ...issue }: Issue) => issue;

describe('a record in a file is judged as it is alone, when it is first read and when its layout is known', () => {
  const neighbours = [nthConnect(0), JSON.stringify(changedDocument({}))];
  it.each(falconFaults.filter(({ check }) => !OF_FILES.includes(check)))('$fault', ({ text }) => {
    const alone = validateNetworkConnectIp6(text);
    const { issues } = validateText([...neighbours, text, text, ...neighbours, text].join('\n'), { stream: false });
    expect(issues.map(({ line }) => line)).toEqual([3, 4, 7].flatMap((line) => alone.map(() => line)));
    for (const line of [3, 4, 7]) expect(issues.filter((issue) => issue.line === line).map(withoutLine)).toEqual(alone);
  });
});
