import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownLine } from '../../src/scenarios/storyPath.js';

describe('a line that a message shows', () => {
  it('has no indentation, and knows where the place is', () => {
    expect(shownLine('    role: serber  ', 11)).toEqual({ excerpt: 'role: serber', excerptColumn: 7 });
    expect(shownLine('\t\trole', 1)).toEqual({ excerpt: '\\t\\trole', excerptColumn: 1 });
    expect(shownLine('a\u202eb: x', 5)).toEqual({ excerpt: 'a\\u{202e}b: x', excerptColumn: 12 });
  });

  it('is cut around the place where it is long', () => {
    const { excerpt, excerptColumn } = shownLine(`  ${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 5003);
    expect(excerpt.slice(excerptColumn - 1, excerptColumn + 3)).toBe('HERE');
    expect([excerpt.length, excerpt.slice(0, 4)]).toEqual([163, '...x']);
  });

  it('shows at the place what the line has there, whatever it is', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^ {0,8}[a-z:{}, ]{1,400}$/u), fc.nat(), (line, by) => {
        const column = 1 + (by % line.trimEnd().length || 0);
        fc.pre(line.trim() !== '');
        const { excerpt, excerptColumn } = shownLine(line, column);
        expect(excerpt.slice(excerptColumn - 1, excerptColumn + 9)).toBe(line.trimEnd().slice(column - 1, column + 9));
      }),
    ));
});
