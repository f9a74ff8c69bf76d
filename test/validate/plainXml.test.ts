import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSMON_FORM_IDS, sysmonEvent3, sysmonForms } from '../../src/arbitraries/index.js';
import { readPlainXml } from '../../src/validate/xml/readPlainXml.js';
import { readAnyXml } from '../../src/validate/xml/readXmlShape.js';
import { tries } from '../support/soak.js';
import { edited, edits } from './edits.js';

/** What the reader that knows all of XML makes of a text, if it finds nothing wrong. */
function readSound(text: string) {
  let faults = 0;
  const shape = readAnyXml(text, () => {
    faults += 1;
  });
  return faults === 0 ? shape : undefined;
}

const xmlForms = SYSMON_FORM_IDS.filter((id) => sysmonForms[id].kind === 'xml');
const events = sysmonEvent3({ forms: xmlForms }).map(({ text }) => text.trim());

const small = fc
  .array(
    fc.constantFrom(
      '<a>',
      '</a>',
      '<Data Name="x">',
      "<Data Name='y' z=''>",
      '</Data>',
      '<b/>',
      "<b c='1'",
      '>',
      '/>',
      ' ',
      '\r\n',
      'x',
      '&lt;',
      '&#65;',
      ']]>',
      '<!--',
      '-',
      '-->',
      '<![CDATA[',
      '"',
      "'",
      '=',
      'é',
      '\ud83d\ude00',
      '\ufffe',
    ),
    { maxLength: 14 },
  )
  .map((parts) => `<Event>${parts.join('')}</Event>`);

describe('the reader of plain XML', () => {
  it('reads every event of every form as the one of all XML does', () => {
    let plain = 0;
    fc.assert(
      fc.property(events, (text) => {
        const shape = readPlainXml(text);
        if (shape) plain += 1;
        expect(shape ?? readSound(text)).toEqual(readSound(text));
      }),
      tries(1500),
    );
    expect(plain).toBeGreaterThan(1000);
  });

  it('reads nothing that is not XML, and nothing otherwise', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          small,
          fc.tuple(events, edits).map(([text, all]) => edited(text, all)),
        ),
        (text) => {
          const shape = readPlainXml(text);
          if (shape) expect(shape).toEqual(readSound(text));
        },
      ),
      tries(6000),
    ));
});
