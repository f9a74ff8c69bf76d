import * as z from 'zod';
import type { StoryPath } from '../finding.js';
import { BLOCK_KINDS, type BlockKind } from '../language/blocks.js';
import { STEP_KINDS } from '../language/stepKinds.js';
import { step } from '../language/steps.js';
import { valuesOf } from './budget.js';
import { type ExpansionContext, taken } from './context.js';
import type { Block, Condition, StepFrame } from './frames.js';
import { type Moved, resolvedSelectors } from './resolvedSelectors.js';
import { type Round, roundsOf } from './rounds.js';
import { isTree, type Tree } from './values.js';
import { substituted, type Variables } from './variables.js';

/** The steps of a story once blocks are expanded: one of each list for each step. */
export interface ExpandedSteps {
  readonly steps: readonly unknown[];
  readonly frames: readonly StepFrame[];
  readonly blocks: readonly Block[];
  /** Where each step is written. */
  readonly paths: readonly StoryPath[];
  /** What selectors became, and where those are written. */
  readonly moved: readonly { readonly path: StoryPath; readonly written: StoryPath }[];
}

/** Where a list of steps stands. */
interface Surroundings {
  readonly path: StoryPath;
  readonly variables: Variables;
  /** Beginnings of keys and labels: empty, or with a slash at the end. */
  readonly key: string;
  readonly label: string;
  /** Names of the rounds around. */
  readonly rounds: readonly string[];
  readonly inside?: number;
  readonly conditions: readonly Condition[];
  /** What steps have that say nothing of their own. */
  readonly inherited: Tree;
}

/** What a block gives to the steps inside. */
const INHERITED = ['technique', 'role'] as const;

const { id, title, at, after, technique, role } = step.shape;
/** What a block has besides its kind. */
export const blockValues = z.strictObject({ id, title, at, after, technique, role: role.unwrap().optional() });

/** Expands the blocks of a story into the steps that they mean. @param variables - Those of the whole story. */
export function expandSteps(
  list: readonly unknown[],
  path: StoryPath,
  variables: Variables,
  context: ExpansionContext,
): ExpandedSteps {
  const expansion = new StepExpansion(context);
  expansion.add(list, { path, variables, key: '', label: '', rounds: [], conditions: [], inherited: {} });
  return expansion;
}

class StepExpansion implements ExpandedSteps {
  readonly steps: unknown[] = [];
  readonly frames: StepFrame[] = [];
  readonly blocks: Block[] = [];
  readonly paths: StoryPath[] = [];
  readonly moved: { readonly path: StoryPath; readonly written: StoryPath }[] = [];

  constructor(private readonly context: ExpansionContext) {}

  add(list: readonly unknown[], around: Surroundings): void {
    const ids = new Set<unknown>();
    list.forEach((written, index) => {
      const { budget, report } = this.context;
      const path = [...around.path, index];
      if (budget.spent) return;
      budget.take('values', valuesOf(written));
      const value = isTree(written) ? { ...around.inherited, ...written } : written;
      const kind = isTree(value) ? BLOCK_KINDS.find((name) => Object.hasOwn(value, name)) : undefined;
      const named = isTree(value) && typeof value.id === 'string' ? value.id : undefined;
      // Those of the story itself are told apart by what knows all of them.
      if (named !== undefined && ids.has(named) && (kind || around.inside !== undefined))
        report([...path, 'id'], { code: 'DUPLICATE', expected: 'an id that no other step has' });
      ids.add(named);
      if (kind === undefined) this.#leaf(value, path, around);
      else this.#block(value as Tree, kind, path, around);
      if (budget.spent) report(path.slice(0, 2), { code: 'TOO_LARGE', expected: budget.spent });
    });
  }

  #leaf(value: unknown, path: StoryPath, around: Surroundings): void {
    this.context.budget.take('steps', 1);
    const made = substituted(value, path, { ...this.context, variables: around.variables });
    const name = isTree(made) && typeof made.id === 'string' ? made.id : String(this.steps.length);
    const index = this.steps.length;
    const moved: Moved = (member, written) =>
      this.moved.push({ path: ['steps', index, ...member], written: [...path, ...written] });
    this.steps.push(resolvedSelectors(made, path, this.context, moved));
    this.frames.push({ ...framed(name, around), round: around.rounds.join('/') });
    this.paths.push(path);
  }

  #block(value: Tree, kind: BlockKind, path: StoryPath, around: Surroundings): void {
    const context = { ...this.context, variables: around.variables };
    const { [kind]: content, ...others } = value;
    const rest: Record<string, unknown> = others;
    for (const other of Object.keys(rest).filter((key) => STEP_KINDS.includes(key))) {
      const expected = `exactly one of ${STEP_KINDS.join(', ')}`;
      this.context.report([...path, other], { code: 'INCONSISTENT', at: 'key', expected, received: { words: 'two' } });
      delete rest[other];
    }
    const values = taken(blockValues, substituted(rest, path, context), path, context);
    if (values) this.#checkTime(values, path, around);
    const name = typeof value.id === 'string' ? value.id : String(this.blocks.length);
    const block = this.blocks.length;
    this.blocks.push({
      ...framed(name, around),
      id: name,
      ...(values?.at && { at: values.at }),
      ...(values?.after && !values.at && { after: values.after }),
      path,
    });
    const inherited = { ...around.inherited };
    for (const key of INHERITED) if (value[key] !== undefined) Object.assign(inherited, { [key]: value[key] });
    let before = block;
    for (const round of roundsOf(kind, content, [...path, kind], context)) {
      if (this.context.budget.spent) return;
      before = this.#round(round, block, before, { ...around, inherited });
    }
  }

  /** @returns Its position among the blocks. */
  #round(round: Round, block: number, before: number, around: Surroundings): number {
    const { key, label } = this.blocks[block]!;
    const roundKey = round.name === undefined ? key : `${key}/${round.name}`;
    const roundLabel = round.labelled ? `${label}/${round.name}` : label;
    const conditions = round.option ? [...around.conditions, { key, ...round.option }] : around.conditions;
    const inside = this.blocks.length;
    const { after, ...begins } = round.begins;
    this.context.budget.take('values', 1);
    this.blocks.push({
      key: roundKey,
      label: roundLabel,
      inside: block,
      conditions,
      follows: after === 'block' ? { block, edge: 'start', ...begins } : { block: before, edge: after, ...begins },
      path: round.path,
    });
    const variables = round.variables.length === 0 ? around.variables : new Map([...around.variables, ...round.variables]);
    this.add(round.steps, {
      ...around,
      path: round.path,
      variables,
      key: `${roundKey}/`,
      label: `${roundLabel}/`,
      rounds: round.name === undefined ? around.rounds : [...around.rounds, round.name],
      inside,
      conditions,
    });
    return inside;
  }

  #checkTime(values: z.output<typeof blockValues>, path: StoryPath, { inside }: Surroundings): void {
    const expected = 'exactly one of at, after';
    if (values.at && values.after)
      this.context.report([...path, 'after'], { code: 'INCONSISTENT', at: 'key', expected, received: { words: 'both' } });
    if (!values.at && !values.after && inside === undefined)
      this.context.report(path, { code: 'MISSING', expected, received: { words: 'neither' } });
  }
}

function framed(name: string, { key, label, inside, conditions }: Surroundings): Omit<StepFrame, 'round'> {
  return { key: key + name, label: label + name, ...(inside !== undefined && { inside }), conditions };
}
