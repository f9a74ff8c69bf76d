/** The run cannot be what the caller asks for, though the story is sound; nothing was written. */
export class RunError extends Error {
  readonly code = 'IMPOSSIBLE_RUN';
}
