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

/** Sees to it that a memory reaches up to a place; a tenth more, so that it does not grow each time when a little more is needed. */
export function reserve(memory: ProgramMemory<ArrayBufferLike>, end: number): void {
  const { byteLength } = memory.buffer;
  if (end > byteLength) memory.grow(Math.ceil((end - byteLength) / PAGE) + Math.ceil(byteLength / PAGE / 10));
}
