import { describe, expect, it } from 'vitest';
import { type Issue, validateChunks } from '../../src/validate/index.js';
import { nthEvent } from './streams.js';

/** What is said of text that arrives in pieces of so many bytes. */
async function said(bytes: Uint8Array, size: number, maxRecordLength?: number): Promise<string[]> {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const issues: Issue[] = [];
  for await (const issue of validateChunks(pieces(), { stream: false, maxRecordLength })) issues.push(issue);
  return issues.map(({ check, line, received }) => `${check}@${line} ${received}`);
}

const [first, second] = [nthEvent(0), nthEvent(1)];
const PREFIX = 'Nov  4 09:59:47 build-7 sysmon: ';
const other = '<Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID></System><EventData/></Event>';
const noted = (line: number) => `input/not-checked@${line} Linux-Sysmon event 1`;

/** Cases that properties found, where what was said depended on how the bytes arrived. */
describe('what is said does not depend on how the bytes arrive', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['of stray text the first line is shown', `${first}\n=!-- x -->\nand more\n${second}`, ['input/stray-text@2 =!-- x -->']],
    ['of stray text so much is shown', `${first}\n${'x'.repeat(3000)}\n${second}`, [`input/stray-text@2 ${'x'.repeat(80)}`]],
    ['of a stray element too', `${first}\n<x>${'y'.repeat(3000)}\n${second}`, [`input/stray-text@2 <x>${'y'.repeat(77)}`]],
    ['up to the end of the line', `${first}\n<Objects version="1">\n${second}`, ['input/stray-text@2 <Objects version="1">']],
    [
      'of lines of other programs the first is shown',
      `${first}\nNov 14 10:00:01 host NM[1]: <info> x\nNov 14 10:00:01 host y: z\n${second}\nstray\n${' '.repeat(700)}Nov 14 10:00:01 host y: z\n${' '.repeat(700)}\n Nov 14 10:00:01 host <${other}`,
      ['input/not-checked@2 Nov 14 10:00:01 host NM[1]: <info> x', 'input/stray-text@5 stray', noted(8)],
    ],
    [
      'a line of another program may be long',
      `${first}\nNov 14 10:00:01 host y: ${'z'.repeat(3000)}<i>\n${other}\nNov 14 10:00:01 host y: ${other}`,
      [
        `input/not-checked@2 Nov 14 10:00:01 host y: ${'z'.repeat(56)}`,
        noted(3),
        'input/stray-text@4 Nov 14 10:00:01 host y: ',
        noted(4),
      ],
    ],
    ['stray text is said once before the next event', `${first}\nstray\n\nstray too\n${second}`, ['input/stray-text@2 stray']],
    ['of a document type its name is shown', `<!DOCTYPE Events [<!ENTITY a "b">]>\n${first}`, ['input/doctype@1 <!DOCTYPE']],
    ['a prefix may stand behind blanks', `${PREFIX}${other}\n \t${PREFIX}${other}\n`, [noted(1), noted(2)]],
    ['and not behind a byte order mark', `${first}\n\uFEFF${PREFIX}${other}\n`, [`input/stray-text@2 ${PREFIX}`, noted(2)]],
    [
      'bytes that are not UTF-8 are said in the order of the file, once for a line',
      Buffer.from(`${other}\n${other} \xff \xff\n${other}\n`, 'latin1'),
      [noted(1), noted(2), 'input/encoding@2 bytes that are not, read as U+FFFD', 'input/stray-text@2 \ufffd \ufffd', noted(3)],
    ],
  ])('%s', async (_, text, expected) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    for (const size of [1, 2, 7, 100, 1009, bytes.length]) expect(await said(bytes, size), `${size}`).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['an unfinished comment', '<!--', ['input/truncated@2 ']],
    ['a comment that is too long', `<!--${'x'.repeat(3000)}-->`, ['input/truncated@2 ']],
    ['two of them', '<!-- <!--', ['input/truncated@2 ']],
    ['an event that is too long', `<Event>${'x'.repeat(1990)}<!-- </Event> --></Event>`, []],
  ])('%s', async (what, text, expected) => {
    const bytes = Buffer.from(`${first}\n${text}\n${second}\n${other}\n`);
    const whole = await said(bytes, bytes.length, 2000);
    expect(whole).toEqual(expect.arrayContaining([...expected, noted(4)]));
    expect(whole.length, whole.join()).toBe(what.startsWith('an event') ? 2 : expected.length + 1);
    for (const size of [1, 2, 3, 7, 100, 1009]) expect(await said(bytes, size, 2000), `${size}`).toEqual(whole);
  });

  it('UTF-16 is known by its first two characters, whatever they are', async () => {
    for (const text of [`${PREFIX}${other}\n`, `\n${other}\n`, `- ${other}\n`]) {
      const bytes = Buffer.from(text, 'utf16le');
      const line = text.startsWith('\n') ? 2 : 1;
      for (const either of [bytes, Buffer.from(bytes).swap16()]) expect(await said(either, 5), text).toEqual([noted(line)]);
    }
  });
});
