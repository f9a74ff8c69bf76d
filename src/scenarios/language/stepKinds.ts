import { BLOCK_KINDS } from './blocks.js';

/** What makes a step happen: each has exactly one of these. */
export const LEAF_KINDS = ['connect', 'beacon', 'scan', 'spread', 'transfer', 'resolve', 'listen', 'script', 'fault'] as const;

/** The same with blocks, which are gone once a story is expanded. */
export const STEP_KINDS: readonly string[] = [...LEAF_KINDS, ...BLOCK_KINDS];
