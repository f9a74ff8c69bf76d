import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HashHere } from '../../src/engine/hashing/hashHere.js';
import type { Hashing } from '../../src/engine/hashing/hashing.js';
import { HashBeside } from '../../src/engine/workers/hashBeside.js';
import { isBuilt } from '../e2e/tool.js';
import { tries } from '../support/soak.js';

/** What comes one after the other: bytes of an output, in memory that threads share or not, or the end of a slice of it. */
const step = fc.record({
  output: fc.nat(2),
  bytes: fc.option(fc.uint8Array({ maxLength: 300 }), { freq: 4 }),
  isShared: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
});
const steps = fc.array(step, { maxLength: 30 });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** Digests in the order of the steps that ask for them; bytes are changed as soon as that is allowed. */
async function digestsOf(hashing: Hashing, list: readonly Step[]): Promise<string[]> {
  const digests: Promise<string>[] = [];
  for (const { output, bytes, isShared } of list) {
    if (!bytes) digests.push(hashing.digest(output));
    else {
      const given = isShared ? shared(bytes) : bytes.slice();
      void hashing.update(output, given).then(() => given.fill(0));
    }
  }
  return Promise.all(digests);
}

/** The same, slice by slice. */
function expected(list: readonly Step[]): string[] {
  const open = new Map<number, Uint8Array[]>();
  return list.flatMap(({ output, bytes }) => {
    const parts = open.get(output) ?? [];
    if (bytes) {
      open.set(output, [...parts, bytes]);
      return [];
    }
    open.delete(output);
    return [createHash('sha256').update(Buffer.concat(parts)).digest('hex')];
  });
}

describe('hashing', () => {
  it('here gives the SHA-256 of each slice of each output', () =>
    fc.assert(
      fc.asyncProperty(steps, async (list) => {
        expect(await digestsOf(new HashHere(), list)).toEqual(expected(list));
      }),
    ));

  it.skipIf(!isBuilt)('beside gives the same, from whichever byte on (run npm run build first)', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(0, 200), async (list, worthIt) => {
        const hashing = new HashBeside(worthIt);
        expect(await digestsOf(hashing, list)).toEqual(expected(list));
        await hashing.close();
      }),
      tries(40),
    );
  });
});

describe('a thread that hashes and dies', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wiretale-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('fails what waits for it, and all that comes later', async () => {
    const file = join(folder, 'hasher.mjs');
    writeFileSync(file, "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));");
    const hashing = new HashBeside(0, file);
    const message = 'a thread ended before its work was done, with exit code 3';
    await expect(hashing.update(0, shared(Uint8Array.of(1)))).rejects.toThrow(message);
    await expect(hashing.digest(0)).rejects.toThrow(message);
    await hashing.close();
  });
});
