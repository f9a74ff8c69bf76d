import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SysmonFormId, sysmonEvent3 } from '../../src/arbitraries/index.js';

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
/** A tree copy is not well formed by its nature, and a syslog prefix is text outside of the event. */
const forms: readonly SysmonFormId[] = ['winevt', 'viewer', 'libevtx', 'python-evtx', 'rendered', 'linux'];

describe.skipIf(!hasXmllint)('xmllint, where there is one, accepts', () => {
  it.each(forms)('%s', (form) => {
    const events = fc.sample(sysmonEvent3({ forms: [form] }), 200).map(({ text }) => text);
    const read = execFileSync('xmllint', ['--nonet', '--xpath', "count(//*[local-name()='Data'])", '-'], {
      input: `<Events>${events.join('')}</Events>`,
      encoding: 'utf8',
    });
    expect(Number(read)).toBe(events.join('').split('<Data ').length - 1);
  });
});
