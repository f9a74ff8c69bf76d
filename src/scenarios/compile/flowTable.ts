import type { Flow } from '../../model/flow.js';

/** The flows of a plan, numbered as they come. */
export class FlowTable {
  readonly flows: Flow[] = [];

  /** @returns The index of the flow. */
  add(flow: Omit<Flow, 'index'>): number {
    const index = this.flows.length;
    this.flows.push({ ...flow, index });
    return index;
  }
}
