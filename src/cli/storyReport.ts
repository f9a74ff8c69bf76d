import { formatProblem, type StoryError, type StoryProblem } from '../scenarios/storyError.js';
import { displayWidth } from './displayWidth.js';

/**
 * What is wrong with a story, for people: a sentence for each problem, and under it the line of the file with a mark under its place.
 *
 * @example
 * story.yaml:9:21: world.hosts.target.role: expected one of workstation, server, received "serber" (did you mean server?)
 *   9 | target: { role: serber }
 *     |                 ^
 */
export const storyReport = ({ problems, more }: Pick<StoryError, 'problems' | 'more'>): string =>
  [...problems.flatMap((problem) => [formatProblem(problem), ...excerptOf(problem)]), ...more]
    .map((line) => `${line}\n`)
    .join('');

function excerptOf({ line, excerpt, excerptColumn }: StoryProblem): readonly string[] {
  if (line === undefined || !excerpt || excerptColumn === undefined) return [];
  const number = String(line);
  return [
    `  ${number} | ${excerpt}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(displayWidth(excerpt.slice(0, excerptColumn - 1)))}^`,
  ];
}
