import { describe, expect, it } from 'vitest';
import { validateChunks, validateText } from '../../src/validate/index.js';
import { replaced } from './plantedFault.js';
import { soundConnect, soundEvent, soundTableRow } from './soundRecords.js';

const KNOWN = 70;
const read = (text: string, reader: 'fast' | 'complete') => validateText(text, { stream: false, reader });

/** What is said of records, which has to be the same whoever reads them. */
function saidOf(text: string): string[] {
  const fast = read(text, 'fast');
  expect(fast).toEqual(read(text, 'complete'));
  return fast.issues.map(({ check, line }) => `${check}@${line}`);
}

/** What is said of a record that comes behind many of a layout that it almost has. */
const saidAfter = (record: string, known: string) => saidOf(`${`${known}\n`.repeat(KNOWN)}${record}\n${known}\n`);

const connect = JSON.stringify(soundConnect);
const row = JSON.stringify(soundTableRow);
const event = (from: string, to: string) => replaced(soundEvent, from, to);

describe('a record that almost has a known layout', () => {
  it.each<[string, string, string, string[]]>([
    ['the layout itself', soundEvent, soundEvent, []],
    ['another namespace', event('08/events/event', '08/events/evenu'), soundEvent, ['sysmon3/namespace']],
    ['a shorter namespace', event('08/events/event', '08/events'), soundEvent, ['sysmon3/namespace']],
    ['the number of another event', event('<EventID>3<', '<EventID>5<'), soundEvent, ['sysmon3/event-id']],
    ['a number of more digits', event('<EventID>3<', '<EventID>33<'), soundEvent, ['sysmon3/event-id']],
    ['a time with nine digits', event('31.4567890Z', '31.456789012Z'), soundEvent, ['sysmon3/system-time']],
    ['a time with nine digits, the last not 0', event('31.4567890Z', '31.456789001Z'), soundEvent, ['sysmon3/system-time']],
    ['a character that XML forbids', event('CORP', 'CORP\ufffe'), soundEvent, ['input/xml-character']],
    ['another that XML forbids', event('CORP', '\uffffCORP'), soundEvent, ['input/xml-character']],
    ['one beside it that XML allows', event('CORP', 'CORP\ufffd'), soundEvent, []],
    ['an id of 31 digits', replaced(connect, '3a4b"', '3a4"'), connect, ['falcon-ip6/record-uuid']],
    ['an id of 33 digits', replaced(connect, '3a4b"', '3a4bc"'), connect, ['falcon-ip6/record-uuid']],
    ['an id with a letter beyond f', replaced(connect, '3a4b"', '3a4g"'), connect, ['falcon-ip6/record-uuid']],
    ['a number with a leading zero', replaced(row, '443', '0443'), row, ['input/json-syntax']],
    ['a number with nothing behind its point', replaced(row, '443', '443.'), row, ['input/json-syntax']],
    ['a number of nothing but a sign', replaced(row, '443', '-'), row, ['input/json-syntax']],
  ])('%s', (_, record, known, checks) =>
    expect(saidAfter(record, known)).toEqual(checks.map((check) => `${check}@${KNOWN + 1}`)),
  );
});

describe('an event with few fields', () => {
  const bare = (id: string) =>
    event('<EventID>3<', `<EventID>${id}<`).replace(/<Data Name='(?:Source|Dest).*(?=<\/EventData>)/, '');
  const of = (said: readonly string[], line: number) => said.filter((one) => one.endsWith(`@${line}`));

  it('is what its number says, whatever came before', () => {
    expect(of(saidAfter(bare('5'), bare('3')), KNOWN + 1)).toEqual([`input/not-checked@${KNOWN + 1}`]);
    const said = of(saidAfter(bare('3'), bare('5')), KNOWN + 1);
    expect(said).toContain(`sysmon3/field-missing@${KNOWN + 1}`);
    expect(said).not.toContain(`input/not-checked@${KNOWN + 1}`);
  });
});

describe('a tree copied from a browser', () => {
  const tree = ['<Event ', '<System>', '<EventData>'].reduce((text, tag) => replaced(text, tag, `- ${tag}`), soundEvent);
  const copies = (count: number) => Array.from({ length: count }, (_, n) => `input/tree-copy@${n + 1}`);

  it('is warned of', () => expect(saidAfter(tree, tree)).toEqual(copies(KNOWN + 2)));

  it.each(['<System>', '<EventData>'])('may have no other text before %s', (tag) => {
    const loose = replaced(tree, `- ${tag}`, `x ${tag}`);
    expect(saidAfter(loose, tree)).toContain(`sysmon3/structure@${KNOWN + 1}`);
    expect(saidAfter(loose, tree).filter((said) => said.startsWith('sysmon3/'))).toHaveLength(1);
  });
});

describe('a record that only the complete reader reads, between others', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['CDATA', soundEvent, event('CORP\\jdoe', '<![CDATA[CORP\\jdoe]]>')],
    ['a numeric reference', soundEvent, event('CORP', '&#67;ORP')],
    ['an escape that is none', connect, replaced(connect, 'example.exe', 'ex\\xample.exe')],
    ['a number with an exponent', row, replaced(row, '443', '443e0')],
  ];
  /** Takes a field out of a record, or spoils it. */
  const edits: readonly (readonly [string, RegExp, string])[] = [
    ['without an image', /<Data Name='Image'>[^<]*<\/Data>/, ''],
    ['without a port', /<Data Name='DestinationPort'>443<\/Data>|"RemotePort":"443",|,"LocalPort":50123/, ''],
    ['without a rule', /<Data Name='RuleName'>-<\/Data>|"Protocol":"?6"?,/, ''],
  ];
  const all = cases.flatMap(([what, a, b]) => edits.map(([how, from, to]) => [what, how, a, b, from, to] as const));

  it.each(all)('%s, %s', (_, __, a, b, from, to) => {
    const odd = b.replace(from, to);
    const spoiled = a.replace(/>tcp<|"6"|(?<="Protocol":)6/, (text) => text.replace(/tcp|6/, '99'));
    expect(spoiled).not.toBe(a);
    const alone = (record: string) => read(record, 'complete').issues.map(({ check }) => check);
    const records = [a, a, odd, a, spoiled, odd, a, odd, spoiled, a];
    const expected = records.flatMap((record, n) => alone(record).map((check) => `${check}@${n + 1}`));
    expect(saidOf(records.join('\n'))).toEqual(expected);
  });
});

describe('a record in bytes that are not UTF-8, between others', () => {
  it('leaves nothing behind', async () => {
    const odd = replaced(event('</EventData>', "<Data Name='x'>y</Data></EventData>"), 'CORP', 'CORP\xff');
    async function* pieces() {
      for (const text of [`${soundEvent}\n${soundEvent}\n`, `${odd}\n`, event('>tcp<', '>tcq<')])
        yield Buffer.from(text, 'latin1');
    }
    const said: string[] = [];
    for await (const { check, line } of validateChunks(pieces(), { stream: false })) said.push(`${check}@${line}`);
    expect(said).toEqual(['input/encoding@3', 'sysmon3/field-unknown@3', 'sysmon3/protocol@4']);
  });
});
