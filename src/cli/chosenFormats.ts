import { DEFAULT_FORMATS, FORMAT_IDS, type FormatId } from '../engine/index.js';
import { oneOf } from './oneOf.js';

const CHOICES = [...FORMAT_IDS, 'all'] as const;

/** What `--format` takes, for commands that have it. */
export const formatOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: `What to write: ${FORMAT_IDS.join(', ')}, or all; default: ${DEFAULT_FORMATS.join(', ')}`,
} as const;

/** `--format a --format b` and `--format a,b` mean the same. */
export function chosenFormats(given: readonly string[] | undefined): FormatId[] {
  if (!given) return [...DEFAULT_FORMATS];
  const ids = given
    .flatMap((text) => text.split(','))
    .map((text) => oneOf('--format', CHOICES, text))
    .flatMap((choice) => (choice === 'all' ? FORMAT_IDS : [choice]));
  return [...new Set(ids)];
}
