import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressText, mappedText } from '../../src/generators/json/addressText.js';
import { addressNumber, longText, shortText } from '../support/addressOracle.js';
import { tries } from '../support/soak.js';

const IPV4_MAPPED = 0xffffn;
const group = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(0xffff), fc.nat(0xf));
/** Addresses with many zero groups, in runs of every length at every place. */
const ipv6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((groups) => groups.reduce((sum, value) => (sum << 16n) + BigInt(value), 0n));
const mapped = fc.nat(2 ** 32 - 1).map((ipv4) => (IPV4_MAPPED << 32n) + BigInt(ipv4));
const addresses = fc.oneof({ weight: 5, arbitrary: ipv6 }, mapped);

/** Another way to write the same address: case, leading zeros, `::` or none. */
const spelled = fc.tuple(addresses, fc.boolean(), fc.boolean(), fc.boolean()).map(([address, padded, upper, short]) => {
  const long = longText(address);
  const text = short ? shortText(address) : padded ? long.replace(/\b[\da-f]{1,3}\b/gu, (some) => some.padStart(4, '0')) : long;
  return { address, text: upper ? text.toUpperCase() : text };
});

describe('short address text', () => {
  // By hand, from the sections of RFC 5952.
  it.each([
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['2001:0db8:0000:0000:0000:0000:0002:0001', '2001:db8::2:1'], // 4.2.1, as short as possible
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], // 4.2.2, never for one group
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'], // 4.2.3, the longest run
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'], // 4.2.3, the first of equal runs
    ['0:0:1:0:0:1:0:0', '::1:0:0:1:0:0'],
    ['1:0:0:1:0:0:0:0', '1:0:0:1::'],
    ['0:1:2:3:4:5:6:7', '0:1:2:3:4:5:6:7'],
    ['1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:0'],
    ['2001:DB8:AAAA::CCCC', '2001:db8:aaaa::cccc'], // 4.3, lower case
    ['fe80:0:0:0:1ff:fe23:4567:890a', 'fe80::1ff:fe23:4567:890a'],
    ['0:0:0:0:0:ffff:7f00:1', '::ffff:127.0.0.1'], // 5, a known prefix before IPv4
    ['::ffff:0:0', '::ffff:0.0.0.0'],
    ['0:0:0:0:0:fffe:7f00:1', '::fffe:7f00:1'],
    ['0:0:0:0:0:0:7f00:1', '::7f00:1'],
    ['127.0.0.1', '127.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
  ])('of %s is %s', (long, short) => {
    expect(addressText(long)).toBe(short);
    if (short.includes(':')) expect(shortText(addressNumber(long))).toBe(short);
  });

  it('is that of an implementation written from the RFC, however the address is spelled', () => {
    fc.assert(
      fc.property(spelled, ({ address, text }) => {
        expect(addressText(text)).toBe(shortText(address));
      }),
      tries(2000),
    );
  });

  it('keeps the address, and stays as it is when it is shortened again', () => {
    fc.assert(
      fc.property(spelled, ({ address, text }) => {
        expect(addressNumber(addressText(text))).toBe(address);
        expect(addressText(addressText(text))).toBe(addressText(text));
      }),
      tries(500),
    );
  });

  it('of a mapped IPv4 address is that address behind its prefix', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ipv4) => {
        expect(mappedText(ipv4)).toBe(shortText(addressNumber(ipv4)));
        expect(addressText(mappedText(ipv4))).toBe(mappedText(ipv4));
        expect(addressText(ipv4)).toBe(ipv4);
      }),
      tries(200),
    );
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  it.skipIf(!python)(`is that of Python's ipaddress${python ? '' : ' (skipped: python3 is not installed)'}`, () => {
    // It writes mapped addresses with dots only since version 3.13.
    const samples = fc.sample(ipv6, tries(1000)).filter((address) => address >> 32n !== IPV4_MAPPED);
    const program = 'import sys, ipaddress\nfor line in sys.stdin: print(ipaddress.ip_address(line.strip()))';
    const { stdout, status } = spawnSync('python3', ['-c', program], {
      input: samples.map(longText).join('\n'),
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(samples.map((address) => addressText(longText(address)))).toEqual(stdout.split('\n').slice(0, -1));
  });
});
