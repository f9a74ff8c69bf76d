import { listLibrary } from '../../src/scenarios/index.js';

const IDS: readonly string[] = ['ipv6-beaconing', 'psexec-lateral-movement'];

/** Stories that the tests of engine and formats run on: one over IPv6 to the outside, one over IPv4 inside. `test/library` tries them all. */
export const firstStories = (await listLibrary()).filter(({ id }) => IDS.includes(id));
