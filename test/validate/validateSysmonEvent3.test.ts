import { describe, expect, it } from 'vitest';
import { validateSysmonEvent3 } from '../../src/validate/index.js';
import { noticed } from './plantedFault.js';
import * as sound from './soundRecords.js';
import { sysmonFaults } from './sysmonFaults.js';

const { soundEvent } = sound;

describe('validateSysmonEvent3', () => {
  it.each([
    ['of today', sound.soundEvent],
    ['of the kernel', sound.soundSystemEvent],
    ['of Sysmon 7', sound.soundOldEvent],
    ['of an unknown process', sound.soundUnknownProcess],
  ])('finds nothing in a sound event %s', (_, text) => expect(validateSysmonEvent3(text)).toEqual([]));

  it.each(sysmonFaults)('notices $fault: $check', ({ check, level, text }) => {
    expect(noticed(validateSysmonEvent3(text), check)).toEqual({ level, otherErrors: [] });
  });

  it('says what is a matter of masking and conversion more mildly in the lenient profile', () => {
    const text = soundEvent.replace("'Initiated'>true", "'Initiated'>True");
    expect(validateSysmonEvent3(text, { profile: 'lenient' })).toMatchObject([{ check: 'sysmon3/boolean', level: 'note' }]);
  });

  it('gives place, expectation, value and source', () => {
    expect(validateSysmonEvent3(soundEvent.replace('>443<', '>70000<'), { file: 'a.xml' })).toEqual([
      {
        check: 'sysmon3/port',
        level: 'error',
        code: 'OUT_OF_RANGE',
        path: 'EventData/DestinationPort',
        expected: 'a decimal port, 1 to 65535',
        received: '70000',
        source: 'docs/checks/sysmon-event-3.md#sysmon3-port',
        file: 'a.xml',
      },
    ]);
  });
});

describe('what never is a fault', () => {
  it.each<[string, (text: string) => string]>([
    ['double quotes', (text) => text.replaceAll("'", '"')],
    ['upper-case GUIDs', (text) => text.replace(/\{[^}]*\}/g, (guid) => guid.toUpperCase())],
    ['empty elements written short', (text) => text.replaceAll('></Data>', '/>')],
    ['blanks before />', (text) => text.replaceAll('/>', ' />')],
    ['one element per line', (text) => text.replaceAll('></Data>', '/>').replaceAll('><', '>\n  <')],
    ['Windows line ends', (text) => text.replaceAll('></Data>', '/>').replaceAll('><', '>\r\n  <')],
    [
      'RenderingInfo at the end',
      (text) => text.replace('</Event>', "<RenderingInfo Culture='en-US'><Message>x</Message></RenderingInfo></Event>"),
    ],
    ['numeric references', (text) => text.replace('>CORP', '>&#67;&#x4F;RP')],
    ['an apostrophe in a name', (text) => text.replace('jdoe', 'o&apos;neill')],
    ['a rule name', (text) => text.replace("'RuleName'>-<", "'RuleName'>technique_id=T1071<")],
    ['a comment', (text) => text.replace('<System>', '<!-- <Event> --><System>')],
  ])('%s', (_, change) => {
    for (const text of [sound.soundEvent, sound.soundSystemEvent, sound.soundOldEvent])
      expect(validateSysmonEvent3(change(text))).toEqual([]);
  });
});
