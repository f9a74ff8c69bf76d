import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { type LoadOptions, loadStory, StoryError, type StoryProblem } from '../../src/scenarios/index.js';

/** Begins a script as every one does. */
export const SCRIPT_HEAD = "import { defineScenario } from 'wiretale';\n";

/** A script that tells the smallest story. @param connections - What stands in its generator. */
export const scriptOf = (connections: string): string => `${SCRIPT_HEAD}
export default defineScenario({
  id: 'small',
  title: 'A small story',
  start: '2026-03-10T09:14:00Z',
  world: {
    domain: { dns: 'corp.example' },
    hosts: { desk: { role: 'workstation', user: 'clerk' }, files: { role: 'server' }, dc: { role: 'domain-controller' } },
    users: { clerk: {} },
    outside: { c2: { name: 'c2.example' } },
  },
  processes: { agent: { host: 'desk', user: 'clerk', image: 'C:\\\\agent.exe', start: '2s' } },
  steps: [
    { id: 'calls', script: true, technique: 'T1071.001' },
    { id: 'lookup', at: '6s', role: 'benign', connect: { from: 'desk/dnscache', to: 'dc', protocol: 'udp', port: 53 } },
  ],
  *connections({ random, start, parameters, hosts, users }) {
${connections}
  },
});
`;

function thrownBy(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A folder of its own for the scripts of a test file; it is gone at the end. */
export function scriptFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'wiretale-script-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  const load = (script: string, options: LoadOptions = {}, others: Readonly<Record<string, string>> = {}) => {
    count += 1;
    const file = `story-${count}.mjs`;
    for (const [name, text] of Object.entries({ ...others, [file]: script })) writeFileSync(join(folder, name), text);
    return loadStory(file, { cwd: folder, ...options });
  };
  return {
    folder,
    load,
    /** What is wrong with a script; none for a sound one. */
    async problems(...given: Parameters<typeof load>): Promise<readonly StoryProblem[]> {
      const { seed = 1, start } = given[1] ?? {};
      const error: unknown = await load(...given).then(
        (loaded) => thrownBy(() => prepareRun(loaded, { seed, start })),
        (thrown: unknown) => thrown,
      );
      if (error !== undefined && !(error instanceof StoryError)) throw error;
      return error?.problems ?? [];
    },
  };
}
