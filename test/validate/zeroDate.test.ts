import { expect, it } from 'vitest';
import { validateText } from '../../src/validate/index.js';
import { soundEvent } from './soundRecords.js';

// In a file of its own: it is about the very first date that the fast reader meets.
it('a date of nothing but zero bytes is none', () => {
  const at = soundEvent.indexOf("SystemTime='") + "SystemTime='".length;
  const zeros = soundEvent.slice(0, at) + '\0'.repeat(10) + soundEvent.slice(at + 10);
  const { issues } = validateText(`${soundEvent}\n${zeros}\n`, { stream: false });
  expect(issues.filter(({ check }) => check === 'input/xml-character')).toHaveLength(10);
  expect(issues.map(({ check, line }) => `${check}@${line}`)).toContain('sysmon3/system-time@2');
});
