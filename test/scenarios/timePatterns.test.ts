import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIME_PATTERNS } from '../../src/scenarios/language/timePatterns.js';

const pieces = [
  '1',
  '2.5',
  '-',
  '..',
  'us',
  'ms',
  's',
  'm',
  'h',
  'd',
  ' ',
  '+',
  ' + ',
  'end of ',
  'end',
  'copy',
  'a-b',
  'think-time',
  'Z',
  'T',
];
const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join('')),
  fc.stringMatching(/^-?[0-9]{1,2}(\.[0-9])?(us|ms|s|m|h|d)?(\.\.[1-9][0-9](us|ms|s|m|h|d))?$/u),
  fc.stringMatching(/^-?([0-9]d)?([0-9]h)?([0-9]m)?(\.\.[0-9]d([0-9]h)?([0-9]s)?)?$/u),
  fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.stringMatching(/^[0-9][0-9-]{9}[T ][0-9:]{8}(\.[0-9]{1,7})?Z$/u),
);
const parsers = [...TIME_PATTERNS] as [(text: string) => unknown, RegExp][];

describe('what times look like', () => {
  it.each(parsers.map(([parse, pattern]) => [parse.name, parse, pattern] as const))(
    'every text that %s understands looks like one',
    (_, parse, pattern) => {
      let understood = 0;
      fc.assert(
        fc.property(texts, (text) => {
          // Less than nothing is nothing, where nothing is allowed.
          fc.pre(!/^-0/u.test(text));
          if (parse(text) === undefined) return;
          understood += 1;
          expect(text).toMatch(pattern);
        }),
        { numRuns: 3000 },
      );
      expect(understood).toBeGreaterThan(100);
    },
  );

  it.each(['5 minutes', 'noon', 'copy plus 5s', '5', '', '2026-03-10', '4..', '..4s', '4s-9s'])('%j looks like none', (text) => {
    const forms = parsers.filter(
      ([parse, pattern]) => parse.name !== 'parseAfter' && parse.name !== 'parseDelay' && pattern.test(text),
    );
    expect(forms).toEqual([]);
  });
});
