import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBase64OfWords } from '../../src/generators/bytes/base64.js';
import { blockOf, sha1OfBlock } from '../../src/generators/bytes/sha1.js';
import { tries } from '../support/soak.js';

describe('SHA-1 of one block', () => {
  it('is that of OpenSSL, in base64, for every message that fits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 55 }), fc.nat(3), (message, at) => {
        const out = new Uint8Array(at + 28 + 2).fill(0xee);
        writeBase64OfWords(out, at, sha1OfBlock(blockOf(message)));
        expect(Buffer.from(out.subarray(at, at + 28)).toString('latin1')).toBe(
          createHash('sha1').update(message).digest('base64'),
        );
        expect([...out.subarray(0, at), ...out.subarray(at + 28)]).toEqual(Array(at + 2).fill(0xee));
      }),
      tries(1000),
    );
  });
});
