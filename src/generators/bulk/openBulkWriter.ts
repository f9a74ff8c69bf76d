import type { BulkWriter } from './bulkWriter.js';
import { PlainWriter } from './plainWriter.js';
import { VectorWriter } from './vectorWriter.js';

/** The fast writer, or where a Node cannot have it (without WebAssembly, or with its address space limited) the plain one. */
export function openBulkWriter(outputs: number): BulkWriter {
  try {
    return new VectorWriter(outputs);
  } catch {
    return new PlainWriter(outputs);
  }
}
