import type { LEAF_KINDS } from '../../language/stepKinds.js';
import type { StoryStep } from '../../language/story.js';
import { beacon } from './beacon.js';
import { connect } from './connect.js';
import { fault } from './fault.js';
import type { Kind } from './kind.js';
import { listen } from './listen.js';
import { resolve } from './resolve.js';
import { scan } from './scan.js';
import { script } from './script.js';
import { spread } from './spread.js';
import { transfer } from './transfer.js';

export type KindName = (typeof LEAF_KINDS)[number];

/** What the kinds of steps do. */
const kinds: { readonly [Name in KindName]: Kind<NonNullable<StoryStep[Name]>> } = {
  connect,
  beacon,
  scan,
  spread,
  transfer,
  resolve,
  listen,
  script,
  fault,
};

const NAMES = Object.keys(kinds) as KindName[];

/** The kind of a step, and what is written under it. */
export function kindOf(step: StoryStep): { readonly name: KindName; readonly kind: Kind<unknown>; readonly content: unknown } {
  const name = NAMES.find((key) => step[key] !== undefined)!;
  return { name, kind: kinds[name] as Kind<unknown>, content: step[name] };
}
