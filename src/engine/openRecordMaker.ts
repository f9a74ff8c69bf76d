import type { Plan } from '../scenarios/plan.js';
import type { Model } from './model.js';
import type { ResolvedPins } from './pins.js';
import { PlainMaker } from './plainMaker.js';
import type { RecordMaker } from './recordMaker.js';
import { VectorMaker } from './vectorMaker.js';

/** The fast maker, or where a Node cannot have it (without WebAssembly, or with its address space limited) the plain one. */
export function openRecordMaker(plan: Plan, model: Model, pins: ResolvedPins): RecordMaker {
  try {
    return new VectorMaker(plan, model, pins);
  } catch {
    return new PlainMaker(plan, model);
  }
}
