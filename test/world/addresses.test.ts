import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalAddress, mappedIpv4 } from '../../src/scenarios/references/literalAddress.js';
import { addressOf } from '../../src/world/addresses.js';
import { addressNumber } from '../support/addressOracle.js';
import { tries } from '../support/soak.js';

describe('an address of a story', () => {
  it.each([
    ['::1.2.3.4', '0:0:0:0:0:0:102:304'],
    ['::ffff:192.0.2.7', '0:0:0:0:0:ffff:c000:207'],
    ['2001:DB8::192.0.2.33', '2001:db8:0:0:0:0:c000:221'],
    ['fe80::1', 'fe80:0:0:0:0:0:0:1'],
  ])('%s is %s', (text, expected) => {
    expect(addressOf(text)).toEqual({ family: 'ipv6', text: expected });
    expect(literalAddress(text)?.canonical).toBe(literalAddress(expected)?.canonical);
  });

  it('has one text, whatever its spelling', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(addressNumber(addressOf(text).text)).toBe(addressNumber(text));
      }),
      tries(300),
    );
  });

  it('is mapped only behind ::ffff', () => {
    expect(mappedIpv4('::ffff:1.2.3.4')).toBe('1.2.3.4');
    expect(mappedIpv4('::1.2.3.4')).toBeUndefined();
    expect(mappedIpv4('::102:304')).toBeUndefined();
  });
});
