import { type Check, checksById } from '../validate/index.js';

/** What is known of a check; undefined for an id that is none. */
export function checkDetails(id: string): Check | undefined {
  return Object.hasOwn(checksById, id) ? (checksById as Readonly<Record<string, Check>>)[id] : undefined;
}
