import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BoundedMap } from '../../src/validate/boundedMap.js';
import {
  fileChunks,
  type Issue,
  type Validation,
  validateChunks,
  validateFiles,
  validateText,
} from '../../src/validate/index.js';
import { replaced } from './plantedFault.js';
import { soundEvent } from './soundRecords.js';
import { nthConnect, nthEvent } from './streams.js';

const MIB = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = ({ check, line }: Issue) => `${check}@${line}`;

async function said(validation: Validation): Promise<string[]> {
  const issues: string[] = [];
  for await (const issue of validation) issues.push(at(issue));
  return issues;
}

const saidOf = (text: string, options = {}) => validateText(text, { stream: false, ...options }).issues.map(at);

async function* these(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** Numbered records, with a fault in the first that begins behind each MiB, and in the one that lies across it. */
function longFile() {
  const lines: string[] = [];
  const faults: string[] = [];
  let length = 0;
  for (let n = 1; length < 3 * MIB + MIB / 8; n += 1) {
    const sound = `${replaced(soundEvent, '>4711<', `>${100_000 + n}<`)}\n`;
    const isFaulty = Math.floor(length / MIB) !== Math.floor((length + 2 * sound.length) / MIB) || length % MIB < sound.length;
    const line = isFaulty && n > 1 ? replaced(sound, '>tcp<', '>tcq<') : sound;
    if (line !== sound) faults.push(`sysmon3/protocol@${n}`);
    lines.push(line);
    length += line.length;
  }
  return { bytes: Buffer.from(lines.join('')), faults, records: lines.length };
}

describe('a file that is longer than a buffer', () => {
  const { bytes, faults, records } = longFile();
  const path = join(folder, 'long.xml');
  writeFileSync(path, bytes);

  it('is checked like its bytes', async () => {
    expect(faults.length).toBeGreaterThanOrEqual(9);
    const [whole, file] = [validateChunks(these(bytes)), validateFiles([path])];
    expect(await said(whole)).toEqual(faults);
    expect(await said(file)).toEqual(faults);
    expect(file.summary.records).toBe(records);
  });

  it('is read into two buffers, of which one stays as it is while the other is filled', async () => {
    let offset = 0;
    for await (const chunk of fileChunks(path)) {
      await setTimeout(30); // the next piece has been read by then
      expect(chunk.equals(bytes.subarray(offset, offset + chunk.length))).toBe(true);
      offset += chunk.length;
    }
    expect(offset).toBe(bytes.length);
  });

  it.each([1, 700, 1000, 1500, 65_536])('may come in one buffer of %i bytes that is filled again and again', async (size) => {
    const text = Buffer.from([0, 1, 2, 3].map((n) => nthEvent(n)).join('\n'));
    async function* again(): AsyncGenerator<Uint8Array> {
      const buffer = Buffer.alloc(size);
      for (let from = 0; from < text.length; from += size) {
        yield buffer.subarray(0, text.copy(buffer, 0, from));
        buffer.fill('<');
      }
    }
    const validation = validateChunks(again());
    expect(await said(validation)).toEqual([]);
    expect(validation.summary.records).toBe(4);
  });
});

describe('a source that fails', () => {
  it('is the error, also where gzip is half read', async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 90 }, (_, n) => nthConnect(n % 10)).join('\n')));
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield packed.subarray(0, packed.length >> 1);
      throw new Error('disk gone');
    }
    await expect(said(validateChunks(failing(), { stream: false }))).rejects.toThrow('disk gone');
  });
});

describe('places', () => {
  it('stray text before and behind an event is said with its line', () =>
    expect(saidOf(`${nthEvent(0)}\nstray\n\n${nthEvent(1)}\n\nstray\n`)).toEqual(['input/stray-text@2', 'input/stray-text@6']));

  it('and at the beginning of a file', () =>
    expect(saidOf(`stray\n${nthEvent(0)}\nstray`)).toEqual(['input/stray-text@1', 'input/stray-text@3']));

  it('an element of an array stands on the line on which it begins', () => {
    const bad = nthConnect(1, { RemotePort: 'x' });
    const text = `[\n\n${nthConnect(0)},\n\n\n${bad}\n,${bad},\n \n\t${bad}]`;
    expect(saidOf(text)).toEqual([6, 7, 9].map((line) => `falcon-ip6/port@${line}`));
  });

  it('the name of a file is shown without its control characters', () => {
    const [issue] = validateText(replaced(soundEvent, '>tcp<', '>tcq<'), { file: 'a\u001b[2J.xml' }).issues;
    expect(issue?.file).toBe('a\\u001b[2J.xml');
  });
});

describe('limits, exactly and one beyond', () => {
  it.each(['fast', 'complete'] as const)('the length of an event, reader %s', (reader) => {
    const text = `${nthEvent(0)}\n${nthEvent(1)}`;
    const { length } = nthEvent(0);
    expect(saidOf(text, { reader, maxRecordLength: length })).toEqual([]);
    expect(saidOf(text, { reader, maxRecordLength: length - 1 })).toEqual(['input/too-long@1', 'input/too-long@2']);
  });

  it.each(['fast', 'complete'] as const)('the length of a line, reader %s', (reader) => {
    const text = `${nthConnect(0)}\n${nthConnect(1)}`;
    const { length } = nthConnect(0);
    expect(saidOf(text, { reader, maxRecordLength: length })).toEqual([]);
    expect(saidOf(text, { reader, maxRecordLength: length - 1 })).toEqual(['input/too-long@1', 'input/too-long@2']);
  });

  it('the length of an event of a known layout', async () => {
    const long = replaced(nthEvent(1), 'jdoe', 'jdoes');
    const next = replaced(nthEvent(2), '>tcp<', '>tcq<');
    const known = `${nthEvent(0)}\n`.repeat(70);
    const check = (maxRecordLength: number) =>
      said(validateChunks(these(known, `${long}\n${next}\n`), { stream: false, maxRecordLength }));
    expect(await check(long.length)).toEqual(['sysmon3/protocol@72']);
    expect(await check(long.length - 1)).toEqual(['input/too-long@71', 'sysmon3/protocol@72']);
  });

  it('a value of a known layout that never ends is given up in time', async () => {
    let given = 0;
    const [head, tail] = nthEvent(1).split('example.exe') as [string, string];
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${nthEvent(0)}\n`.repeat(70) + head);
      for (; given < 64; given += 1) yield Buffer.alloc(65_536, 'x');
      yield Buffer.from(`${tail}\n${nthEvent(2)}\n`);
    }
    const issues: string[] = [];
    const validation = validateChunks(endless(), { stream: false });
    for await (const issue of validation) {
      issues.push(at(issue));
      expect(given).toBeLessThan(20);
    }
    expect(issues).toEqual(['input/too-long@71']);
    expect(validation.summary.records).toBe(71);
  });

  it('the depth of XML', () => {
    const nested = (depth: number) => `<Event>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</Event>`;
    const spaced = (depth: number) => nested(depth).replace('<a>', '<a><!-- -->');
    for (const text of [nested, spaced]) {
      expect(saidOf(text(32))).not.toContain('input/xml-syntax@1');
      expect(saidOf(text(33))).toEqual(['input/xml-syntax@1']);
    }
  });

  it('the depth of JSON', () => {
    const arrays = (depth: number) => `{"event_simpleName":"x","a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    for (const text of [arrays, objects]) {
      expect(saidOf(text(64))).not.toContain('input/json-syntax@1');
      expect(saidOf(text(65))).toEqual(['input/json-syntax@1']);
    }
  });

  const withFaults = (count: number) => {
    const extra = Array.from({ length: count }, (_, n) => `<Data Name='x${n}'/>`).join('');
    return replaced(soundEvent, '</EventData>', `${extra}</EventData>`);
  };

  it('the issues of a record', () => {
    const counts = (count: number, ignore: readonly string[] = []) => {
      const { issues } = validateText(withFaults(count), { ignore });
      return [issues.length, issues.filter(({ check }) => check === 'input/issues-cut').length];
    };
    expect(counts(99)).toEqual([99, 0]);
    expect(counts(100)).toEqual([100, 1]);
    expect(counts(150)).toEqual([100, 1]);
    expect(counts(150, ['input/issues-cut'])).toEqual([99, 0]);
  });
});

describe('what is remembered', () => {
  it('forgets the oldest for a new key, and nothing for a known one', () => {
    const forgotten: string[] = [];
    const map = new BoundedMap<string, number>(2, () => forgotten.push('one'));
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('b', 4);
    expect([...map.entries()]).toEqual([
      ['a', 3],
      ['b', 4],
    ]);
    expect(forgotten).toEqual([]);
    map.set('c', 5);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, 4, 5]);
    expect(forgotten).toEqual(['one']);
  });
});
