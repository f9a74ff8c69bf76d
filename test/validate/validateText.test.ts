import { describe, expect, it } from 'vitest';
import { validateText } from '../../src/validate/index.js';
import { noticed } from './plantedFault.js';
import { soundConnect, soundEvent, soundLogScale, soundTableRow } from './soundRecords.js';
import { nthConnect, nthEvent, soundStreams, streamFaults } from './streams.js';

const ids = (text: string, options = {}) => validateText(text, options).issues.map(({ check, line }) => [check, line]);

describe('between the records of a file', () => {
  it.each(streamFaults)('notices $fault: $check', ({ check, level, text }) => {
    expect(noticed(validateText(text).issues, check)).toEqual({ level, otherErrors: [] });
    expect(noticed(validateText(text, { stream: false }).issues, check)).toEqual({ level: undefined, otherErrors: [] });
  });

  it.each(soundStreams)('has nothing against %s', (_, text) => {
    const { issues } = validateText(text);
    expect(issues.filter(({ level }) => level !== 'note')).toEqual([]);
  });

  it('takes a reboot for what explains another boot number', () => {
    const text = `${nthEvent(0)}\n${nthEvent(1, ["'3120'", "'2980'"], ['5307-000000000400', '5307-000000000500'])}`;
    expect(ids(text)).toEqual([['sysmon3/stream-writer', 2]]);
  });

  it('says one displaced record once', () => {
    const text = [nthEvent(0), nthEvent(2), nthEvent(1, ['10:16:31.4567890Z', '10:17:31.4567890Z']), nthEvent(3)].join('\n');
    expect(ids(text)).toEqual([
      ['sysmon3/stream-record-id', 3],
      ['sysmon3/lag', 3],
    ]);
  });

  it('remembers the newest processes of a host, one or many', () => {
    const event = (record: number, process: number, ...more: (readonly [string, string])[]) =>
      nthEvent(record, ['5307-000000000400', `5307-00000${process}000400`], ...more);
    const others = [event(0, 1), event(1, 2), event(2, 3)];
    const again = (process: number) => event(3, process, ['>6604<', '>6608<']);
    for (const process of [1, 2, 3]) {
      expect(ids([...others, again(process)].join('\n'))).toEqual([['sysmon3/stream-process-id', 4]]);
      const few = ids([...others, again(process)].join('\n'), { maxRemembered: 2 });
      expect(few).toEqual([['input/forgotten', 3], ...(process === 1 ? [] : [['sysmon3/stream-process-id', 4]])]);
    }
  });

  it('remembers so many hosts and says once when it forgets', () => {
    const hosts = [0, 1, 2, 3].map((n) =>
      nthEvent(0, ['ws01.corp.example<', `ws0${n + 1}.corp.example<`], ['>50123<', `>5012${n}<`]),
    );
    expect(ids(hosts.join('\n'), { maxRemembered: 2 })).toEqual([['input/forgotten', 3]]);
  });
});

describe('the forms of a file', () => {
  const laidOut = soundEvent.replaceAll('></Data>', '/>').replaceAll('><', '>\n  <');
  const tree = laidOut
    .replace('<Event ', '- <Event ')
    .replace('  <System>', '  - <System>')
    .replace('  <EventData>', '  - <EventData>');
  const second = nthEvent(1);

  it.each([
    ['one event per line', `${soundEvent}\n${second}\n`],
    ['Windows line ends', `${soundEvent}\r\n${second}\r\n`],
    ['several events on one line', soundEvent + second],
    ['a root element', `<?xml version="1.0" encoding="utf-8"?>\n<Events>\n${soundEvent}\n${second}\n</Events>\n`],
    ['an event over several lines', `${laidOut}\n${second}`],
    ['a byte order mark', `\uFEFF${soundEvent}${second}`],
    ['comments', `<!-- <Event> -->\n${soundEvent}<!-- x -->${second}`],
  ])('Sysmon XML with %s', (_, text) => {
    expect(validateText(text)).toMatchObject({ issues: [], summary: { records: 2, byForm: { 'sysmon-winevt': 2 } } });
  });

  it('a tree copied from a browser is read with a warning', () => {
    expect(ids(`${tree.replaceAll('\n', ' \n')}\n`)).toEqual([['input/tree-copy', 1]]);
  });

  it.each([
    ['falcon-fdr', soundConnect],
    ['falcon-table', soundTableRow],
    ['falcon-logscale', soundLogScale],
  ])('%s', (form, record) => {
    for (const text of [JSON.stringify(record), JSON.stringify(record, null, 2), `\n\n${JSON.stringify(record)}\r\n`]) {
      expect(validateText(text)).toMatchObject({ issues: [], summary: { records: 1, byForm: { [form]: 1 } } });
    }
  });

  it('names the line on which the record begins', () => {
    expect(ids(`\n${laidOut}\n${nthEvent(1, ['>443<', '>0<'])}`)).toEqual([['sysmon3/port', laidOut.split('\n').length + 2]]);
    expect(ids(`${nthConnect(0)}\n\n${nthConnect(1, { RemotePort: 'x' })}`)).toEqual([['falcon-ip6/port', 3]]);
  });
});

describe('what is not checked', () => {
  it.each([
    ['another Sysmon event', "<Event><System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID></System></Event>"],
    ['another Falcon event', '{"event_simpleName":"DnsRequest"}'],
  ])('%s is noted', (_, text) => {
    expect(validateText(text)).toMatchObject({
      issues: [{ check: 'input/not-checked', level: 'note' }],
      summary: { records: 0, errors: 0 },
    });
  });

  it.each(['', ' \n\n', '\uFEFF', '<Events></Events>'])('an empty file is noted: %j', (text) =>
    expect(ids(text)).toEqual([['input/empty', undefined]]),
  );

  it.each(['EventID 3', '[{}]', 'ts,src,dst\n1,2,3', '"x"'])('another kind of file is refused: %j', (text) => {
    expect(validateText(text)).toMatchObject({ issues: [{ check: 'input/unknown-form', level: 'error' }] });
  });

  it('JSON of another product is refused', () => expect(ids('{"a":1}')).toEqual([['input/unknown-form', 1]]));
});
