/** Thrown where a run is stopped from outside. */
export class InterruptedError extends Error {
  override readonly name = 'AbortError';
}
