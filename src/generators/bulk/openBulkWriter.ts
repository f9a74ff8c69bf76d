import type { BulkWriter } from './bulkWriter.js';
import { PlainWriter } from './plainWriter.js';
import { VectorWriter } from './vectorWriter.js';

/**
 * The fast writer, or where a Node cannot have it (without WebAssembly, or with its address space limited) the plain one.
 *
 * @param plain - Whether records may be what only the plain one can write: shifted, or of hosts whose clocks are set.
 */
export function openBulkWriter(outputs: number, plain = false): BulkWriter {
  if (plain) return new PlainWriter(outputs);
  try {
    return new VectorWriter(outputs);
  } catch {
    return new PlainWriter(outputs);
  }
}
