import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FALCON_FORM_IDS,
  type FalconFormId,
  networkConnectIp6,
  SYSMON_FORM_IDS,
  type SysmonFormId,
  sysmonEvent3,
} from '../../src/arbitraries/index.js';
import { type Form, validateText } from '../../src/validate/index.js';
import { soundDocument } from './soundDocument.js';

/** Every form that the validator knows, by the records of it that are drawn; `undefined` where they are drawn by nobody. */
const FORMS: Readonly<Record<Form, readonly (SysmonFormId | FalconFormId)[] | undefined>> = {
  'sysmon-winevt': ['winevt', 'rendered'],
  'sysmon-viewer': ['viewer'],
  'sysmon-tree': ['tree-copy'],
  'sysmon-evtxexport': ['libevtx'],
  'sysmon-python-evtx': ['python-evtx'],
  'sysmon-linux': ['linux', 'linux-syslog'],
  'sysmon-winlogbeat': ['winlogbeat-6', 'winlogbeat-7'],
  'sysmon-nxlog': ['nxlog'],
  'sysmon-flat': ['flat'],
  'sysmon-evtx-dump': ['evtx-dump', 'evtx-dump-separate'],
  'sysmon-ecs': ['ecs'],
  'sysmon-ossem': ['ossem'],
  'falcon-fdr': ['fdr'],
  'falcon-table': ['table'],
  'falcon-logscale': ['logscale'],
  'falcon-ecs': undefined,
};

const ids = Object.keys(FORMS) as Form[];

describe('the forms that are read', () => {
  it('are those of the table in docs/validating.md', () => {
    const page = readFileSync(new URL('../../docs/validating.md', import.meta.url), 'utf8');
    const [, section] = /\n## What is read\n([\s\S]*?)\n## /u.exec(page)!;
    const rows = [...section!.matchAll(/^\| `([a-z-]+)` \|/gmu)].map(([, id]) => id);
    expect(rows.sort()).toEqual([...ids].sort());
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(`in ${ids.length} forms`);
  });

  it('are all drawn', () =>
    expect(ids.flatMap((id) => FORMS[id] ?? []).sort()).toEqual([...SYSMON_FORM_IDS, ...FALCON_FORM_IDS].sort()));

  const drawn = ids.flatMap((form) => (FORMS[form] ?? []).map((id) => ({ form, id })));

  it.each(drawn)('$id is recognised as $form', ({ form, id }) => {
    const records = FALCON_FORM_IDS.includes(id as FalconFormId)
      ? fc.sample(networkConnectIp6({ forms: [id as FalconFormId] }), 50)
      : fc.sample(sysmonEvent3({ forms: [id as SysmonFormId] }), 50);
    const { byForm } = validateText(records.map(({ text }) => text).join('\n'), { stream: false }).summary;
    expect(byForm).toEqual({ [form]: 50 });
  });

  it('a document of Elasticsearch is recognised as falcon-ecs', () =>
    expect(validateText(JSON.stringify(soundDocument)).summary.byForm).toEqual({ 'falcon-ecs': 1 }));
});
