/** Thrown where the world that a story asks for cannot be. `place` is the path in the story's world. */
export class WorldError extends Error {
  readonly code = 'IMPOSSIBLE_WORLD';
  constructor(
    readonly place: readonly string[],
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${place.join('.')}: expected ${expected}, received ${received}`);
  }
}
