import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ERA_IDS,
  EVENT_3_FIELDS,
  SYSMON_FORM_IDS,
  type SysmonDraft,
  type SysmonSample,
  sysmonEvent3,
} from '../../src/arbitraries/index.js';
import { jsonValues } from './jsonValues.js';

const samples = fc.sample(sysmonEvent3(), 6000);
const drafts = samples.map(({ draft }) => draft);
const of = (draft: SysmonDraft, field: string) => draft.data[field] ?? '';
const isWindows = ({ platform }: SysmonDraft) => platform === 'windows';
const every = (holds: (draft: SysmonDraft) => boolean) => expect(drafts.find((draft) => !holds(draft))).toBeUndefined();

describe('sysmonEvent3 reaches', () => {
  it('every form', () => expect(new Set(samples.map(({ form }) => form))).toEqual(new Set(SYSMON_FORM_IDS)));
  it('every era', () => expect(new Set(drafts.map(({ era }) => era))).toEqual(new Set(ERA_IDS)));
  it.each([
    ['both platforms', (draft: SysmonDraft) => draft.platform, 2],
    ['both protocols', (draft: SysmonDraft) => of(draft, 'Protocol'), 2],
    ['both directions', (draft: SysmonDraft) => of(draft, 'Initiated'), 2],
    ['both families', (draft: SysmonDraft) => of(draft, 'SourceIsIpv6'), 2],
    ['7 and 9 decimals', (draft: SysmonDraft) => draft.system.systemTime.length, 2],
    ['GUIDs in both cases', (draft: SysmonDraft) => /[A-F]/u.test(draft.system.providerGuid), 2],
    ['names looked up and not', (draft: SysmonDraft) => draft.lookup, 2],
    ['many programs', (draft: SysmonDraft) => of(draft, 'Image'), 15],
    ['many users', (draft: SysmonDraft) => of(draft, 'User'), 15],
    ['rules', (draft: SysmonDraft) => of(draft, 'RuleName'), 5],
    ['known port names', (draft: SysmonDraft) => of(draft, 'DestinationPortName'), 10],
    ['groups and broadcasts as sources', (draft: SysmonDraft) => /^(?:22[4-9]|23|255|ff)|\.255$/u.exec(of(draft, 'SourceIp')), 3],
  ])('%s', (_, seen: (draft: SysmonDraft) => unknown, atLeast) =>
    expect(new Set(drafts.map((draft) => String(seen(draft)))).size).toBeGreaterThanOrEqual(atLeast),
  );
});

describe('what sysmonEvent3 gives', () => {
  it('has the 18 fields in order, the oldest era without RuleName', () =>
    every((draft) => Object.keys(draft.data).join() === EVENT_3_FIELDS.slice(draft.era === '6' ? 1 : 0).join()));

  it('never mixes - and empty', () =>
    every(({ data }) => !(Object.values(data).includes('') && Object.values(data).includes('-'))));

  it('has one family, and flags that say which', () =>
    every((draft) => {
      const flags = ['Source', 'Destination'].map((end) => of(draft, `${end}Ip`).includes(':'));
      return (
        flags[0] === flags[1] &&
        String(flags[0]) === of(draft, 'SourceIsIpv6') &&
        String(flags[1]) === of(draft, 'DestinationIsIpv6')
      );
    }));

  it('has IPv6 in eight groups in lower case', () =>
    every((draft) => /^(?:[\d.]+|(?:(?:0|[1-9a-f][\da-f]{0,3}):){7}(?:0|[1-9a-f][\da-f]{0,3}))$/u.test(of(draft, 'SourceIp'))));

  it('has a process that started before the connection, at most a year', () =>
    every((draft) => {
      const guid = of(draft, 'ProcessGuid');
      if (/^[{}0-]+$/u.test(guid)) return of(draft, 'Image') === '<unknown process>' && of(draft, 'User') === '-';
      const [, low, high] = guid.split('-');
      const age = Date.parse(`${of(draft, 'UtcTime').replace(' ', 'T')}Z`) / 1000 - Number.parseInt(`${high}${low}`, 16);
      return age >= 0 && age < 366 * 86_400;
    }));

  it('is written 0.3 to 15 s later, on Linux some milliseconds earlier', () =>
    every((draft) => {
      const written = Date.parse(draft.system.systemTime.replace(/(\.\d{3})\d+Z/u, '$1Z'));
      const lag = written - Date.parse(`${of(draft, 'UtcTime').replace(' ', 'T')}Z`);
      return isWindows(draft) ? lag >= 300 && lag <= 15_000 : lag >= -9 && lag < 0;
    }));

  it('has groups only as what receives, over udp', () =>
    every((draft) => {
      const isGroup = (end: string) => /^(?:22[4-9]|23\d|255|ff)|\.255$/u.test(of(draft, `${end}Ip`));
      if (!isGroup('Source') && !isGroup('Destination')) return true;
      const end = of(draft, 'Initiated') === 'true' ? 'Destination' : 'Source';
      return of(draft, 'Protocol') === 'udp' && isGroup(end) && !isGroup(end === 'Source' ? 'Destination' : 'Source');
    }));

  it('has System behind the ports of System', () =>
    every((draft) => {
      const owned = of(draft, 'Protocol') === 'tcp' ? ['445', '139', '5985', '5357'] : ['137', '138'];
      if (!isWindows(draft) || of(draft, 'Initiated') === 'true' || !owned.includes(of(draft, `${draft.local}Port`))) return true;
      return of(draft, 'ProcessId') === '4' && ['System', '<unknown process>'].includes(of(draft, 'Image'));
    }));

  it('has names only where they are looked up, never on Linux', () =>
    every((draft) => {
      const names = ['SourceHostname', 'SourcePortName', 'DestinationHostname', 'DestinationPortName'].map((name) =>
        of(draft, name),
      );
      return draft.lookup ? isWindows(draft) : names.every((name) => name === '-' || name === '');
    }));
});

describe('every form shows every value', () => {
  const inForm = (form: string) => samples.filter((sample) => sample.form === form).slice(0, 100);

  it.each(SYSMON_FORM_IDS.filter((form) => inForm(form)[0]!.text.includes('<Event')))('%s, as XML', (form) => {
    for (const { draft, text } of inForm(form)) {
      const forced = form === 'libevtx' ? 'toUpperCase' : 'toLowerCase';
      for (const [name, value] of Object.entries(draft.data)) {
        const written = new RegExp(`<Data Name=['"]${name}['"](?: ?/>|>([^<]*)</Data>)`, 'u').exec(text);
        const read = (written?.[1] ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        if (name === 'ProcessGuid' && read !== value) expect(read).toBe(value[forced]());
        else expect(form === 'python-evtx' ? read.replace(/^(?:T|F)(?=rue|alse)/u, (c) => c.toLowerCase()) : read).toBe(value);
      }
      expect(text).toContain(`<EventRecordID>${draft.system.recordId}<`);
    }
  });

  it.each(SYSMON_FORM_IDS.filter((form) => inForm(form)[0]!.text.startsWith('{')))('%s, as one line of JSON', (form) => {
    for (const sample of inForm(form)) {
      expect(sample.text.indexOf('\n')).toBe(sample.text.length - 1);
      expect(jsonValues(sample)).toEqual(expectedValues(sample));
    }
  });
});

/** The fields as texts, as a reader of the form must find them. */
function expectedValues({ form, draft }: SysmonSample): Record<string, string> {
  const dropsEmpty = ['winlogbeat-6', 'winlogbeat-7', 'nxlog', 'ecs'].includes(form);
  const entries = Object.entries(draft.data).filter(([, value]) => !dropsEmpty || value !== '');
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (name !== 'ProcessGuid') return [name, value];
      if (form === 'nxlog') return [name, value.toLowerCase()];
      return [name, form.startsWith('evtx-dump') ? value.toUpperCase().replace(/[{}]/gu, '') : value];
    }),
  );
}

describe('shrinking', () => {
  const simplest = (holds: (sample: SysmonSample) => boolean) => {
    const { counterexample } = fc.check(
      fc.property(sysmonEvent3({ platforms: ['windows'] }), (sample) => !holds(sample)),
      { numRuns: 10_000 },
    );
    return counterexample![0];
  };

  it('ends at a plain web connection as the Windows API writes it', () => {
    const { form, draft } = simplest(() => true);
    expect({ form, era: draft.era, lookup: draft.lookup }).toEqual({ form: 'winevt', era: '11', lookup: false });
    expect(draft.data).toMatchObject({
      RuleName: '-',
      Protocol: 'tcp',
      Initiated: 'true',
      SourcePort: '50000',
      DestinationPort: '443',
    });
  });

  it('keeps only what matters', () => {
    const { form, draft } = simplest(({ draft: { data } }) => data.Protocol === 'udp' && data.Initiated === 'false');
    expect({ form, era: draft.era, family: draft.data.SourceIsIpv6 }).toEqual({ form: 'winevt', era: '11', family: 'false' });
  });
});

it('options that leave nothing are refused', () =>
  expect(() => sysmonEvent3({ forms: ['linux'], platforms: ['windows'] })).toThrow(RangeError));
