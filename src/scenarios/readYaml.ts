import { composeYaml } from './composeYaml.js';
import type { Report } from './finding.js';
import { plainValue } from './plainValue.js';
import type { StoryProblemCode } from './storyError.js';
import { YamlPlaces } from './yamlPlaces.js';

/** A text read as YAML: what it says and where it says it. */
export interface ReadYaml {
  /** Plain data; undefined where the text has errors of syntax. */
  readonly value: unknown;
  readonly places: YamlPlaces;
}

/** A problem at an offset of the text: the file has no value there yet. */
export interface TextFinding {
  readonly code: StoryProblemCode;
  readonly offset: number;
  readonly expected: string;
  readonly cure?: string;
}

/** What YAML calls unprintable, and characters that are none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udfff]/u;

/** A path such as `C:\Users\{user}\a.exe` in a mapping that is written in one line. */
const UNQUOTED = /^Unexpected flow-(?:map|seq)-start at node end/u;

/** `All collection items must start...` as part of a sentence; what the library says in several lines is cut. */
const asCure = (message: string) => {
  if (UNQUOTED.test(message)) return "put a text with { or [ in it in quotes: '...'";
  const [line = ''] = message.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
};

/**
 * Reads YAML that may be hostile: bounded depth and work, no aliases, no tags, no prototype keys, one document.
 *
 * @param reportText - Takes the first error of syntax; where there is one, nothing else is looked for.
 * @param report - Takes what is YAML but has no place in a story.
 */
export function readYaml(text: string, reportText: (finding: TextFinding) => void, report: Report): ReadYaml {
  const nothing = { value: undefined, places: new YamlPlaces(text, null) };
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable) {
    reportText({ code: 'SYNTAX', offset: unprintable.index, expected: 'printable characters' });
    return nothing;
  }
  const document = composeYaml(text);
  if ('offset' in document) {
    reportText(document);
    return nothing;
  }
  // What follows the first error mostly follows from it.
  const error = document.errors[0];
  if (error) {
    reportText({ code: 'SYNTAX', offset: error.pos[0], expected: 'well-formed YAML', cure: asCure(error.message) });
    return nothing;
  }
  return { value: plainValue(document, report), places: new YamlPlaces(text, document.contents) };
}
