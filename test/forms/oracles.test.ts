import { expect, it } from 'vitest';
import { falconTexts } from '../support/expectedFalconTexts.js';
import { FALCON_FORMATS } from '../support/expectedIp6.js';
import { sysmonDocuments } from '../support/expectedSysmonJson.js';
import { sysmonXml } from '../support/expectedSysmonXml.js';
import { SYSMON_FORMATS } from '../support/sysmonDrafts.js';

it('every format has a slow twin in the tests, for each sensor whose records it writes', () => {
  expect([...Object.keys(sysmonXml), ...Object.keys(sysmonDocuments)].sort()).toEqual([...SYSMON_FORMATS].sort());
  expect(Object.keys(falconTexts).sort()).toEqual([...FALCON_FORMATS].sort());
});
