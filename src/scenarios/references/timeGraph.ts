import type { Story } from '../language/story.js';
import type { Moment } from '../moment.js';

/** A step or a block of an expanded story. */
export interface TimeNode {
  readonly key: string;
  /** As those beside it call it; absent for a round. */
  readonly id: string | undefined;
  readonly inside: number | undefined;
  readonly at: Moment | undefined;
  readonly after: Moment | undefined;
  readonly follows: Story['blocks'][number]['follows'];
  /** Where it is in the story: `['steps', 2]`, `['blocks', 0]`. */
  readonly path: readonly [kind: 'steps' | 'blocks', index: number];
}

/**
 * What waits for what: steps first, then blocks. Each has a beginning, event `2 * n`, and an end, event `2 * n + 1`.
 */
export class TimeGraph {
  readonly nodes: readonly TimeNode[];
  /** How many of the nodes are steps. */
  readonly steps: number;
  /** What stands inside of each block: nodes, by the block's position. */
  readonly members: readonly (readonly number[])[];
  readonly #names = new Map<string, number>();

  constructor({ steps, frames, blocks }: Pick<Story, 'steps' | 'frames' | 'blocks'>) {
    this.steps = steps.length;
    this.nodes = [
      ...steps.map(({ id, at, after }, n): TimeNode => {
        const { key, inside } = frames[n]!;
        return { key, id, inside, at, after, follows: undefined, path: ['steps', n] };
      }),
      ...blocks.map(
        ({ key, id, inside, at, after, follows }, n): TimeNode => ({ key, id, inside, at, after, follows, path: ['blocks', n] }),
      ),
    ];
    const members: number[][] = blocks.map(() => []);
    this.nodes.forEach(({ id, inside }, n) => {
      if (inside !== undefined) members[inside]!.push(n);
      const name = nameIn(inside, id);
      if (id !== undefined && !this.#names.has(name)) this.#names.set(name, n);
    });
    this.members = members;
  }

  /** The node of a block. */
  ofBlock(block: number): number {
    return this.steps + block;
  }

  /** What a name means where a node stands: what is beside it, else what is beside the block around it, and so on. */
  named(name: string, from: TimeNode): number | undefined {
    let { inside } = from;
    for (;;) {
      const found = this.#names.get(nameIn(inside, name));
      if (found !== undefined || inside === undefined) return found;
      inside = this.nodes[this.ofBlock(inside)]!.inside;
    }
  }

  /** All names that {@link named} knows there, the nearest first. */
  namesFor(from: TimeNode): readonly string[] {
    const names = new Set<string>();
    let { inside } = from;
    for (;;) {
      for (const { id, inside: its } of this.nodes) if (its === inside && id !== undefined) names.add(id);
      if (inside === undefined) break;
      inside = this.nodes[this.ofBlock(inside)]!.inside;
    }
    names.delete(from.id ?? '');
    return [...names];
  }

  /** The event from which the beginning of a node counts; undefined where that is the start of the story, or nothing known. */
  beginsFrom(node: TimeNode): number | undefined {
    const { at, after, follows, inside } = node;
    if (follows) return 2 * this.ofBlock(follows.block) + Number(follows.edge === 'end');
    if (at?.kind === 'absolute') return undefined;
    if (after?.kind === 'after') {
      const target = this.named(after.step, node);
      return target === undefined ? undefined : 2 * target + Number(after.edge === 'end');
    }
    return inside === undefined ? undefined : 2 * this.ofBlock(inside);
  }

  /** The events that must be known before an event. */
  *before(event: number): Generator<number> {
    const n = event >> 1;
    const node = this.nodes[n]!;
    if (event % 2 === 0) {
      const from = this.beginsFrom(node);
      if (from !== undefined) yield from;
      return;
    }
    yield 2 * n;
    if (n >= this.steps) for (const member of this.members[n - this.steps]!) yield 2 * member + 1;
  }

  /** All events, each behind those that it needs; where they go round in a circle, that circle instead. */
  order(): { readonly events: Uint32Array } | { readonly circle: readonly number[] } {
    const count = 2 * this.nodes.length;
    const events = new Uint32Array(count);
    /** 0: not seen, 1: waits for what it needs, 2: in its place. */
    const state = new Uint8Array(count);
    let length = 0;
    for (let root = 0; root < count; root += 1) {
      // By hand and not by recursion: a chain may be as long as the story.
      const way: { readonly event: number; readonly needs: Generator<number> }[] = [];
      const visit = (event: number) => {
        state[event] = 1;
        way.push({ event, needs: this.before(event) });
      };
      if (state[root] === 0) visit(root);
      while (way.length > 0) {
        const { event, needs } = way.at(-1)!;
        const next = needs.next();
        if (next.done) {
          state[event] = 2;
          events[length++] = event;
          way.pop();
        } else if (state[next.value] === 0) visit(next.value);
        else if (state[next.value] === 1) {
          const circle = way.map((waiting) => waiting.event);
          return { circle: circle.slice(circle.indexOf(next.value)) };
        }
      }
    }
    return { events };
  }
}

const nameIn = (inside: number | undefined, id: string | undefined) => `${inside ?? ''} ${id}`;
