import type { StoryPath } from '../finding.js';
import { hostSelector, userSelector } from '../language/selectors.js';
import { didYouMean } from '../nearestName.js';
import { listed } from '../references/names.js';
import { type ExpansionContext, taken } from './context.js';
import { type Selected, selectHosts, selectUsers } from './selectHosts.js';

/** The hosts that a selector of the story means; none where something is wrong with it, which is reported. */
export function selectedHosts(selector: unknown, path: StoryPath, context: ExpansionContext): readonly string[] {
  const value = taken(hostSelector, selector, path, context);
  if (value === undefined) return [];
  return found(selectHosts(value, context), 'host', [...context.hosts.keys()], path, context);
}

/** The users that a selector of the story means. */
export function selectedUsers(selector: unknown, path: StoryPath, context: ExpansionContext): readonly string[] {
  const value = taken(userSelector, selector, path, context);
  if (value === undefined) return [];
  return found(selectUsers(value, context.users), 'user', [...context.users.keys()], path, context);
}

function found(
  { ids, unmatched }: Selected,
  what: 'host' | 'user',
  all: readonly string[],
  path: StoryPath,
  { report }: ExpansionContext,
): readonly string[] {
  for (const pattern of unmatched)
    report(path, {
      code: 'UNKNOWN_NAME',
      expected: `a ${what} of the story: ${listed(all)}`,
      received: pattern,
      cure: didYouMean(pattern, all),
    });
  if (ids.length === 0 && unmatched.length === 0)
    report(path, {
      code: 'INCONSISTENT',
      expected: all.length === 0 ? `${what}s that match: the story has none` : `${what}s that match: none of ${listed(all)} does`,
    });
  return ids;
}
