/** What is used of WebAssembly, whose types Node leaves to browsers; absent in a Node that may not compile (`--jitless`). */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly?: {
    readonly Module: new (code: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: unknown };
  };
};

/** The memory of a program: its own, or one that threads share. */
export interface ProgramMemory<Memory extends ArrayBufferLike = ArrayBuffer> {
  /** Another one when it has grown; one that is shared stays as it was, and shows its beginning still. */
  readonly buffer: Memory;
  grow(pages: number): number;
}

const PAGE = 2 ** 16;
/** Programs by their code, each compiled once. */
const compiled = new Map<string, object>();

/**
 * Starts a program of `assembly/`, with a memory of its own.
 *
 * @param code - WebAssembly as base64.
 * @throws Error where a Node cannot have it: without WebAssembly, or with its address space limited.
 */
export function startProgram<Exports>(code: string): Exports {
  if (!WebAssembly) throw new Error('expected a Node with WebAssembly');
  const module = compiled.get(code) ?? new WebAssembly.Module(Buffer.from(code, 'base64'));
  compiled.set(code, module);
  return new WebAssembly.Instance(module).exports as Exports;
}

/** Bytes by which a memory grows at the most beyond what is needed. */
const MOST_SPARE = 2 ** 26;

/**
 * Sees to it that a memory reaches up to a place. Half as much again, since each growth may have V8 collect garbage; what nobody has
 * touched takes no room.
 */
export function reserve(memory: ProgramMemory<ArrayBufferLike>, end: number): void {
  const { byteLength } = memory.buffer;
  if (end > byteLength) memory.grow(Math.ceil((end - byteLength + Math.min(byteLength / 2, MOST_SPARE)) / PAGE));
}
