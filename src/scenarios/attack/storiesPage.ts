import { parse } from 'yaml';
import type { StoryParameter } from '../language/parameters.js';
import type { Story } from '../language/story.js';
import type { LoadedStory } from '../loadedStory.js';
import { ATTACK_VERSION } from './attackTable.js';
import { fullName, type Tactic, tactics, techniques } from './techniques.js';

const HEAD = `# The library

Stories that come with wiretale, made from their files (\`npm run generate\`). \`wiretale run wmi-lateral-movement\` runs one, \`wiretale scenarios show wmi-lateral-movement\` prints it, \`wiretale preview wmi-lateral-movement\` draws its timeline;
\`--set NAME=VALUE\` gives a parameter another value. \`wiretale scenarios list --technique T1021\` and \`--tactic lateral-movement\` find them.

Techniques are those of ATT&CK for Enterprise ${ATTACK_VERSION}. ATT&CK is a registered trademark of The MITRE Corporation.`;

/** The page `docs/stories.md`: an index of the library, and a section for each story. @param stories - In the order of the page. */
export function storiesPage(stories: readonly LoadedStory[]): string {
  const harmless = stories.filter(({ story }) => isHarmless(story));
  const attacks = stories.filter((loaded) => !harmless.includes(loaded));
  return `${[
    HEAD,
    `## By tactic\n\n${byTactic(attacks)}`,
    `## What looks like an attack and is none\n\n${table(harmless)}`,
    `## By technique\n\n${byTechnique(stories)}`,
    ...stories.map(section),
  ].join('\n\n')}\n`;
}

/** Whether nothing in a story is malicious. */
export const isHarmless = ({ steps }: Story): boolean =>
  steps.every(({ role, fault }) => role !== 'malicious' || fault !== undefined);

const link = ({ id }: Story) => `[${id}](#${id})`;
/** Text that Markdown has no business with. */
const prose = (text: string) => text.trim().replace(/[\\`*_{}[\]<>|#]/gu, '\\$&');
const code = (text: string) => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;

const table = (stories: readonly LoadedStory[]): string =>
  [
    '| story | what | techniques |',
    '| --- | --- | --- |',
    ...stories.map(({ story }) => `| ${link(story)} | ${prose(story.title)} | ${story.techniques.join(', ')} |`),
  ].join('\n');

/** A story stands under the first tactic of its main technique. */
function byTactic(stories: readonly LoadedStory[]): string {
  const mainTactic = ({ story }: LoadedStory): Tactic | undefined => techniques.get(story.techniques[0] ?? '')?.tactics[0];
  return tactics
    .map((tactic) => [tactic, stories.filter((loaded) => mainTactic(loaded) === tactic)] as const)
    .filter(([, own]) => own.length > 0)
    .map(([tactic, own]) => `### ${tactic.replaceAll('-', ' ')}\n\n${table(own)}`)
    .join('\n\n');
}

function byTechnique(stories: readonly LoadedStory[]): string {
  const used = new Set(stories.flatMap(({ story }) => story.techniques));
  const rows = [...used].sort().map(
    (id) =>
      `| ${id} | ${prose(fullName(id))} | ${stories
        .filter(({ story }) => story.techniques.includes(id))
        .map(({ story }) => link(story))
        .join(', ')} |`,
  );
  return ['| technique | name | stories |', '| --- | --- | --- |', ...rows].join('\n');
}

function section({ story, text }: LoadedStory): string {
  const { id, title, description, techniques: shown, references, expect } = story;
  // A story that is read has none any more: their values stand in their places.
  const { parameters = {} } = parse(text) as { readonly parameters?: Readonly<Record<string, StoryParameter>> };
  const rules = (expect?.rules ?? []).map(({ rule, steps }) => `- fires: ${code(rule)} on ${steps.map(code).join(', ')}`);
  const silent = (expect?.silent ?? []).map((rule) => `- stays silent: ${code(rule)}`);
  const expected = [...rules, ...silent];
  const settings = Object.entries(parameters).map(
    ([name, parameter]) =>
      `| ${code(name)} | ${parameter.type} | ${code(String(parameter.default))} | ${prose(parameter.description ?? '')} |`,
  );
  return [
    `## ${id}`,
    `**${prose(title)}.** ${prose(description)}`,
    shown.map((technique) => `${technique} ${prose(fullName(technique))}`).join('; '),
    ...(settings.length > 0
      ? [['| parameter | type | default | what |', '| --- | --- | --- | --- |', ...settings].join('\n')]
      : []),
    ...(expected.length > 0 ? [expected.join('\n')] : []),
    ...(references.length > 0 ? [references.map((reference) => `<${reference}>`).join(' ')] : []),
  ].join('\n\n');
}
