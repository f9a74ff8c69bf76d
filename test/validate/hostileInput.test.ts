import { describe, expect, it } from 'vitest';
import { validateChunks, validateNetworkConnectIp6, validateSysmonEvent3, validateText } from '../../src/validate/index.js';
import { soundConnect, soundEvent } from './soundRecords.js';
import { nthConnect, nthEvent } from './streams.js';

const found = (text: string, options = {}) => {
  const { issues, summary } = validateText(text, { stream: false, ...options });
  return [summary.records, issues.map(({ check, line }) => `${check}@${line}`)];
};
const [first, second] = [nthEvent(0), nthEvent(1)];
const NUL = '\0';

describe('one broken record costs no other', () => {
  it.each<[string, string, number, string[]]>([
    ['an event cut off', `${first.slice(0, 700)}\n${second}`, 1, ['input/truncated@1']],
    ['an event cut off at the end', `${first}\n${second.slice(0, 700)}`, 1, ['input/truncated@2']],
    ['an event cut off at its beginning', `${first.slice(700)}\n${second}`, 1, ['input/stray-text@1']],
    ['text between events', `${first}\nwas here\n${second}`, 2, ['input/stray-text@2']],
    ['an end tag of another element', `${first.replace('</System>', '</Sistem>')}\n${second}`, 1, ['input/xml-syntax@1']],
    ['an attribute without quotes', `${first.replace("'S-1-5-18'", 'S-1-5-18')}\n${second}`, 1, ['input/xml-syntax@1']],
    [
      'an attribute twice',
      `${first.replace("ProcessID='3120'", "ProcessID='3120' ProcessID='3120'")}\n${second}`,
      1,
      ['input/xml-syntax@1'],
    ],
    ['an unfinished comment', `${first}\n<!-- ${second}`, 2, ['input/truncated@2']],
    ['an unfinished processing instruction', `${first}\n<?xml x\n${second}`, 2, ['input/truncated@2']],
    ['an unfinished document type', `<!DOCTYPE a [\n${first}\n${second}`, 2, ['input/doctype@1', 'input/truncated@1']],
    ['an unfinished comment in an event', `${first.replace('<System>', '<System><!--')}\n${second}`, 1, ['input/xml-syntax@1']],
    ['an unfinished CDATA section', `${first.replace('CORP', '<![CDATA[')}\n${second}`, 1, ['input/xml-syntax@1']],
    ['an unfinished comment at the end of an event', `${first.replace('</Event>', '<!--')}\n${second}`, 1, ['input/truncated@1']],
    ['an unfinished comment in each gap', `<!-- a\n${first}\n<!-- b\n${second}`, 2, ['input/truncated@1', 'input/truncated@3']],
    ['a document type', `<!DOCTYPE Events [<!ENTITY a "b">]>\n<Events>${first}</Events>`, 1, ['input/doctype@1']],
    ['an entity of its own', `${first.replace('CORP', '&corp;')}\n${second}`, 2, ['input/xml-entity@1']],
    ['a reference to a forbidden character', `${first.replace('CORP', 'CORP&#1;')}\n${second}`, 2, ['input/xml-character@1']],
    ['a reference beyond Unicode', `${first.replace('CORP', 'CORP&#x110000;')}\n${second}`, 2, ['input/xml-character@1']],
    ['a NUL', `${first.replace('CORP', `CORP${NUL}`)}\n${second}`, 2, ['input/xml-character@1']],
    ['half a surrogate pair', `${first.replace('CORP', 'CORP\ud800')}\n${second}`, 2, ['input/xml-character@1']],
    ['a JSON line cut off', `${nthConnect(0).slice(0, 300)}\n${nthConnect(1)}`, 1, ['input/truncated@1']],
    ['a JSON line with a comma too many', `${nthConnect(0).replace('}', ',}')}\n${nthConnect(1)}`, 1, ['input/json-syntax@1']],
    [
      'a control character in a JSON string',
      `${nthConnect(0).replace('example', `ex${NUL}ample`)}\n${nthConnect(1)}`,
      1,
      ['input/json-syntax@1'],
    ],
    [
      'an escape that JSON does not have',
      `${nthConnect(0).replace('example', 'ex\\xample')}\n${nthConnect(1)}`,
      1,
      ['input/json-syntax@1'],
    ],
    ['two JSON values on a line', `${nthConnect(0)}${nthConnect(1)}\n${nthConnect(2)}`, 1, ['input/json-syntax@1']],
    ['an unfinished object over several lines', `{\n"aid":"x",\n${nthConnect(1)}`, 1, ['input/truncated@1']],
    ['a JSON line cut off at its beginning', `${nthConnect(0).slice(300)}\n${nthConnect(1)}`, 1, ['input/json-syntax@1']],
  ])('%s', (_, text, records, checks) => expect(found(text)).toEqual([records, checks]));
});

describe('what syslog puts before a line of Sysmon for Linux', () => {
  const prefix = 'Nov  4 09:59:47 build-7 sysmon: ';
  const linux =
    '<Event><System><Provider Name="Linux-Sysmon" Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"/><EventID>1</EventID></System><EventData/></Event>';
  const text = `${prefix}${linux}\n${first}\n${prefix.replace('sysmon', 'sysmon[812]')}${linux}\nNov 14 09:59:47 build-7 sysmon: ${linux}\n`;

  it('is no stray text', () =>
    expect(found(text)).toEqual([1, ['input/not-checked@1', 'input/not-checked@3', 'input/not-checked@4']]));

  it('is none wherever the text is cut into pieces', async () => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      const checks: string[] = [];
      for await (const { check, line } of validateChunks(
        (async function* () {
          yield* pieces;
        })(),
        { stream: false },
      ))
        checks.push(`${check}@${line}`);
      expect(checks, `cut at ${cut}`).toEqual(['input/not-checked@1', 'input/not-checked@3', 'input/not-checked@4']);
    }
  });

  it.each([
    ['of another program', prefix.replace('sysmon', 'sshd')],
    ['before an event on the next line', `${prefix}\n`],
    ['twice', prefix + prefix],
    ['without a time', 'build-7 sysmon: '],
  ])('%s is', (_, stray) => expect(found(`${first}\n${stray}${linux}`)[1]).toContain('input/stray-text@2'));
});

describe('lines of other programs in a log that holds Sysmon for Linux', () => {
  const linux = '<Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID></System><EventData/></Event>';
  const event = `Nov 14 10:00:02 host sysmon[7]: ${linux}\n`;
  const short = '2024-11-14T10:00:02+0100 host sysmon[7]: ';
  const others = [
    'Nov 14 10:00:01 host CRON[1]: (root) CMD (x)',
    'Nov  4 10:00:01 host kernel: [   12.3] eth0: link up',
    '<30>Nov 14 10:00:01 host systemd[1]: Started a <b>bold</b> thing.',
    'Nov 14 10:00:01 host NetworkManager[612]: <info>  [1699956001.1] policy',
    '2024-11-14T10:00:01+0100 host dbus-daemon[600]: [system] x',
    '2024-11-14T10:00:01.123456+01:00 host postfix/smtpd[1]: x',
    '<14>1 2024-11-14T10:00:01.1Z host app 1 - - text',
    '-- Logs begin at Mon 2024-11-11 10:00:00 CET, end at Thu 2024-11-14 10:00:00 CET. --',
    '-- Journal begins at Mon 2024-11-11 10:00:00 CET. --',
    '-- Reboot --',
  ];
  const NOTE = 'input/not-checked';

  it.each(others)('are noted: %s', (line) => {
    expect(found(`${line}\n${line}\n${event}${line}\n${event}${line}`)[1]).toEqual([1, 3, 4, 5, 6].map((n) => `${NOTE}@${n}`));
    expect(validateText(`${event}${line}`).issues[1]).toMatchObject({ received: line.slice(0, 80), level: 'note' });
  });

  it('are noted once between two events, whatever they are', () =>
    expect(found(`${others.join('\n')}\n${event}${others.join('\n')}`)[1]).toEqual([1, 11, 12].map((n) => `${NOTE}@${n}`)));

  it('may fill a whole file, or its beginning', () => {
    expect(found(`${others[0]}\n`)).toEqual([0, [`${NOTE}@1`]]);
    expect(found(`${`${others[0]}\n`.repeat(5000)}${event}`)).toEqual([0, [`${NOTE}@1`, `${NOTE}@5001`]]);
  });

  it('journalctl writes the offset without a colon', () => expect(found(short + linux)).toEqual([0, [`${NOTE}@1`]]));

  it.each([
    ['that hold an event', `Nov 14 10:00:01 host sshd[1]: ${linux}`],
    ['of Sysmon that hold none', 'Nov 14 10:00:01 host sysmon[1]: started'],
    ['without a program', 'Nov 14 10:00:01 host'],
    ['that do not begin as one', 'x Nov 14 10:00:01 host CRON[1]: y'],
  ])('%s are stray text', (_, line) => expect(found(`${event}${line}\n${event}`)[1]).toContain('input/stray-text@2'));

  it('of no end are stray text', () => {
    const text = `${event}${others[0]}${'x'.repeat(70_000)}\n${event}`;
    expect(found(text)[1]).toEqual([`${NOTE}@1`, 'input/stray-text@2', `${NOTE}@3`]);
  });
});

describe('a comment is looked for no further than a record may be long', () => {
  const gap = (length: number) => `<!--${'x'.repeat(length - 4)}-->`;
  const records = Array(9).fill(first);

  it('if it ends there it is one', () => {
    expect(found(`${first}\n${gap(4000)}\n${second}`, { maxRecordLength: 4000 })).toEqual([2, []]);
    expect(found(`${first}\n${gap(4001)}\n${second}`, { maxRecordLength: 4000 })).toEqual([2, ['input/truncated@2']]);
  });

  it('if it does not, what follows is read', () => {
    const text = `<!-- \n${records.join('\n')}\n-->\n`;
    expect(found(text, { maxRecordLength: 4000 })).toEqual([9, ['input/truncated@1', 'input/stray-text@11']]);
    expect(found(text)[0]).toBe(0);
  });

  it('it says what is missing, and where', () => {
    const { issues } = validateText(`${first}\n<!-- x`);
    expect(issues).toMatchObject([{ code: 'MISSING', path: 'document', expected: '"-->" at the end of this comment', line: 2 }]);
  });

  it('many of them take no time', () => {
    const started = performance.now();
    for (const one of [
      '<!--',
      '<?',
      '<!--<?',
      '<Event><!--',
      '<Event><![CDATA[',
      '<!--<Event></Event>',
      '<Event><!--</Event>\n',
      'Nov 14 10:00:01 host x: y\n',
      '<a>',
    ])
      validateText(one.repeat(1_000_000 / one.length), { maxRecordLength: 200_000 });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('size', () => {
  it('an event that is too long is passed over', () => {
    const long = first.replace('jdoe', 'j'.repeat(5000));
    expect(found(`${long}\n${second}`, { maxRecordLength: 4000 })).toEqual([1, ['input/too-long@1']]);
  });

  it('a line that is too long is passed over', () => {
    const long = nthConnect(0).replace('example.exe', 'x'.repeat(5000));
    expect(found(`${long}\n${nthConnect(1)}`, { maxRecordLength: 4000 })).toEqual([1, ['input/too-long@1']]);
  });

  it('depth is bounded', () => {
    expect(found(`<Event>${'<a>'.repeat(100_000)}</Event>`)).toEqual([0, ['input/xml-syntax@1']]);
    expect(found(`{"event_simpleName":${'['.repeat(100_000)}`)).toEqual([0, ['input/json-syntax@1']]);
  });

  it('the issues of one record are bounded', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `<Data Name='x${n}'/>`).join('');
    const { issues } = validateText(first.replace('</EventData>', `${many}</EventData>`));
    expect(issues).toHaveLength(100);
    expect(issues.at(-1)).toMatchObject({ check: 'input/issues-cut' });
  });

  it('a million opening brackets take no time', () => {
    const started = performance.now();
    validateText('<'.repeat(1_000_000));
    validateText(`<Event>${'<'.repeat(1_000_000)}`);
    validateText(`<Event ${'a '.repeat(500_000)}></Event>`);
    validateText(`<Event>${'&'.repeat(1_000_000)}</Event>`);
    validateText('{'.repeat(1_000_000));
    validateText(`{"a":"${'\\"'.repeat(400_000)}`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('no pattern takes longer than its text is long', () => {
  const n = 200_000;
  const values = [
    'a'.repeat(n),
    `A${'a'.repeat(n)}`,
    'V1'.repeat(n),
    'Data['.repeat(n),
    ']/@'.repeat(n),
    '.a'.repeat(n),
    '-'.repeat(n),
    '1'.repeat(n),
  ];
  const blanks = [
    ' '.repeat(n),
    '\t \r'.repeat(n),
    ' \\'.repeat(n),
    '\u00e9'.repeat(n),
    '0:'.repeat(n),
    'x=y '.repeat(n),
    'NetworkConnectIP6'.repeat(n / 10),
  ];

  it.each([...values, ...blanks].map((value) => [value.slice(0, 12), value]))('%s…', (_, value) => {
    const started = performance.now();
    const { event_simpleName: __, ...rest } = soundConnect;
    for (const key of Object.keys(soundConnect)) validateText(JSON.stringify({ ...soundConnect, [key]: value }));
    validateText(JSON.stringify({ ...rest, event_simpleName: 'NetworkConnectIP6V11', [value]: value }));
    for (const [text] of soundEvent.matchAll(/>[^<>]+(?=<\/)|='[^']*(?=')/g))
      validateText(soundEvent.replace(text, () => text[0] + (text[0] === '=' ? "'" : '') + value));
    for (const head of ['', '\n', 'Record ', '<', '{', '- ', '<14>', '1 ', 'Nov  4 09:59:47 ']) validateText(head + value);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('text that is shown', () => {
  it('is cut and has no control characters', () => {
    const [issue] = validateSysmonEvent3(soundEvent.replace('>tcp<', `>\u009b31m\u202e${'x'.repeat(500)}<`));
    expect(issue?.received).toMatch(/^\\u009b31m\\u202ex+… \(505 characters\)$/);
  });

  it('keys are shown as safely as values', () => {
    const [issue] = validateNetworkConnectIp6({ ...soundConnect, 'a\nb\u001b[2J': '1' });
    expect(issue?.path).toBe('a\\u000ab\\u001b[2J');
  });
});

describe('objects', () => {
  const trap = new Proxy({}, { ownKeys: () => fail() });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  function fail(): never {
    throw new Error('trap');
  }

  it('that are none are said to be none', () => {
    const trapped = {
      get aid() {
        return fail();
      },
    };
    for (const value of [undefined, null, 1, true, 10n, Symbol('x'), () => 1, [], trap, revoked, trapped]) {
      expect(validateNetworkConnectIp6(value)).toMatchObject([{ check: 'falcon-ip6/object' }]);
    }
  });

  it('keys of the prototype are keys like others', () => {
    const text = JSON.stringify(soundConnect).replace('{', '{"__proto__":"1","constructor":"2","toString":"3",');
    expect(validateNetworkConnectIp6(text).map(({ check }) => check)).toEqual(Array(3).fill('falcon-ip6/unknown-key'));
    expect(validateNetworkConnectIp6({ ...soundConnect, event_platform: 'constructor' }).map(({ check }) => check)).toContain(
      'falcon-ip6/platform',
    );
  });
});
