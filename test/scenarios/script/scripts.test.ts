import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { storyDigest } from '../../../src/engine/folder/identity.js';
import { mergeParts, prepareRun, RunError, runFolder, runOutputs, runShards } from '../../../src/engine/index.js';
import { defineScenario, type LoadedStory, loadStory, type ScriptConnection } from '../../../src/scenarios/index.js';
import { runTool } from '../../cli/memoryIo.js';
import { isBuilt } from '../../e2e/tool.js';
import { laws } from '../../properties/laws.js';
import { firstStories } from '../../support/firstStories.js';
import { expectLocal } from '../../support/locality.js';
import { memorySink, runStory } from '../../support/runStory.js';
import { SCRIPT_HEAD, scriptFolder, scriptOf } from '../../support/scriptFolder.js';
import { tries } from '../../support/soak.js';
import { type WholeRun, wholeRun } from '../../support/wholeRun.js';

const START = Date.UTC(2026, 2, 10, 9, 14) * 1000;
const SECOND = 1_000_000;

/** Calls of many kinds: by number, by text, with a range; in any order; between several ends. */
const MANY = scriptOf(`
    const calls = random.fork('calls');
    for (let n = 0; n < 30; n += 1) {
      yield { step: 'calls', at: start + 5_000_000 + calls.integer(0, 600_000_000), from: 'agent', to: random.pick(['c2', 'dc']), port: 389 };
    }
    yield { step: 'calls', at: '20..40s', from: 'agent', to: 'files', port: 445 };
    yield { step: 'calls', at: '2026-03-10T09:15:00.25Z', from: 'agent', to: 'c2', port: 443, family: 'ipv4' };
    yield { step: 'calls', at: '5s', from: 'desk/System', to: 'files', port: 445 };
    for (const { id } of random.shuffle(hosts)) yield { step: 'calls', at: '10m', from: 'agent', to: id, protocol: 'icmp' };`);

const lines = ({ winevt, fdr, labels }: Awaited<ReturnType<typeof runStory>>) => ({ winevt, fdr, labels });
/** Step, time, port and both hosts of all connections of a story. */
const told = async (story: LoadedStory, seed = 1, start?: number) =>
  [...(await wholeRun(story, { seed, start })).told.values()].map(({ at, flow }) => [
    flow.meaning.step,
    at,
    flow.destinationPort,
    flow.responder.host?.id ?? flow.responder.name,
  ]);

const library = firstStories;

describe.skipIf(!isBuilt)('a story that is a script (run npm run build first)', () => {
  const { folder, load } = scriptFolder();

  it.each(library)('gives the bytes that $id gives, where it says the same', async ({ file }) => {
    const script = `${SCRIPT_HEAD}export default defineScenario(${JSON.stringify(parse(readFileSync(file, 'utf8')))});`;
    for (const seed of [1, 5]) {
      const [one, other] = [await loadStory(file), await load(script, { seed })];
      expect(lines(await runStory(other, { seed }))).toEqual(lines(await runStory(one, { seed })));
    }
  });

  describe('run with twenty seeds', () => {
    const runs: Promise<WholeRun>[] = [];
    const run = (seed: number) => {
      const made = runs[seed] ?? load(MANY, { seed }).then((story) => wholeRun(story, { seed }));
      runs[seed] = made;
      return made;
    };
    it.each(Object.keys(laws))('%s', async (law) => {
      for (let seed = 1; seed <= 20; seed += 1) laws[law]!(await run(seed));
    });
  });

  it('gives the same for the same seed, wherever it lies, and something else for another', async () => {
    const elsewhere = scriptFolderRun();
    const [one, same, other] = [await load(MANY), await elsewhere(MANY), await load(MANY, { seed: 2 })];
    expect(same.story).toEqual(one.story);
    expect(lines(await runStory(same))).toEqual(lines(await runStory(one)));
    expect(other.story.yielded).not.toEqual(one.story.yielded);
  });

  it('says when things happen: a text from the beginning of the step, an instant of the story, a number as it is', async () => {
    const script = scriptOf(`
    yield { step: 'calls', at: '5s', from: 'agent', to: 'c2', port: 1 };
    yield { step: 'calls', at: '2026-03-10T09:14:06Z', from: 'agent', to: 'c2', port: 2 };
    yield { step: 'calls', at: start + 7_000_000, from: 'agent', to: 'c2', port: 3 };`);
    const of = async (text: string, start?: number) =>
      (await told(await load(text, { start }), 1, start)).filter(([step]) => step === 'calls').map(([, at, port]) => [port, at]);
    const seconds = (start: number, ...after: number[]) => after.map((second, n) => [n + 1, start + second * SECOND]);
    expect(await of(script)).toEqual(seconds(START, 5, 6, 7));
    expect(await of(script, START + 3_600 * SECOND)).toEqual(seconds(START + 3_600 * SECOND, 5, 6, 7));
    // What hangs on the step moves with it.
    const later = script.replace('script: true', "at: '10s', script: true");
    expect((await of(later)).sort()).toEqual([
      [1, START + 15 * SECOND],
      [2, START + 6 * SECOND],
      [3, START + 7 * SECOND],
    ]);
    const after = script.replace('script: true', "after: 'lookup + 1s', script: true");
    expect((await of(after)).sort()[0]).toEqual([1, START + 12 * SECOND]);
  });

  it('is waited for by other steps, at its beginning and at its end', async () => {
    const script = scriptOf(`
    yield { step: 'calls', at: '9s', from: 'agent', to: 'c2', port: 1 };
    yield { step: 'calls', at: '5s', from: 'agent', to: 'dc', port: 389 };`);
    const lookupAt = async (after: string) =>
      (await told(await load(script.replace("id: 'lookup', at: '6s'", `id: 'lookup', after: '${after}'`)))).find(
        ([step]) => step === 'lookup',
      )![1];
    expect(await lookupAt('calls + 2s')).toBe(START + 2 * SECOND);
    expect(await lookupAt('end of calls + 2s')).toBe(START + 11 * SECOND);
  });

  it('is given parameters, hosts and users', async () => {
    const script = scriptOf(`
    for (let n = 0; n < parameters.calls; n += 1)
      for (const { id } of hosts.filter(({ role }) => role === parameters.role)) yield { step: 'calls', at: \`\${n + 5}s\`, from: 'agent', to: id, port: 445 };
    console.log(JSON.stringify(users), JSON.stringify(hosts));`)
      .replace(
        "title: 'A small story',",
        "title: 'A', parameters: { calls: { type: 'integer', default: 2, max: 9 }, role: { type: 'choice', of: ['server', 'domain-controller'], default: 'server' } },",
      )
      .replace("files: { role: 'server' }", "files: { role: 'server', count: 3 }");
    const remarks: string[] = [];
    const ports = async (set: Readonly<Record<string, string>>) =>
      (await told(await load(script, { set, remark: (text) => remarks.push(text) })))
        .filter(([step]) => step === 'calls')
        .map(([, at, , host]) => [at, host])
        .sort();
    expect(await ports({})).toHaveLength(6);
    expect(await ports({ calls: '1' })).toEqual(
      ['files-1', 'files-2', 'files-3'].map((host) => [START + 5 * SECOND, host]).sort(),
    );
    expect(await ports({ calls: '1', role: 'domain-controller' })).toEqual([[START + 5 * SECOND, 'dc']]);
    expect(remarks[0]).toContain(
      '[{"id":"clerk"}] [{"id":"desk","role":"workstation","user":"clerk"},{"id":"files-1","role":"server"}',
    );
  });

  it('imports scripts of its folder, which import others, and includes files in YAML', async () => {
    const script = `import { port } from './ports.mjs';\n${scriptOf("    yield { step: 'calls', at: '5s', from: 'agent', to: 'nas', port };").replace("title: 'A small story',", "title: 'A', include: ['more.yaml'],")}`;
    const others = {
      'ports.mjs': "export { port } from './deep.js';",
      'deep.js': "import * as back from './ports.mjs';\nexport const port = typeof back === 'object' ? 445 : 0;",
      'more.yaml': 'world: { hosts: { nas: { role: server } } }\n',
    };
    const loaded = await load(script, {}, others);
    expect((await told(loaded)).filter(([step]) => step === 'calls')).toEqual([['calls', START + 5 * SECOND, 445, 'nas']]);
    expect(loaded.included).toEqual(Object.entries(others).map(([file, text]) => ({ file, text })));
  });

  it('pins what it yields, among others between the same ends', async () => {
    const pinned = scriptOf(`
    for (let n = 0; n < 9; n += 1)
      yield { step: 'calls', at: \`\${3 + n}s\`, from: 'agent', to: 'files', port: 445, ...(n === 4 && { pin: { initiator: { EventRecordID: 700_000 }, responder: { EventRecordID: 800_000 } } }) };`);
    for (const seed of [1, 2, 3]) {
      const { sysmon, told: connections } = await wholeRun(await load(pinned, { seed }), { seed });
      const plain = await wholeRun(await load(pinned.replace('n === 4', 'n === 9'), { seed }), { seed });
      expect([...connections.keys()]).toEqual([...plain.told.keys()]);
      const calls = sysmon.filter(({ label }) => label.step === 'calls').sort((a, b) => a.told.at - b.told.at);
      for (const [side, id] of [
        ['initiator', 700_000],
        ['responder', 800_000],
      ] as const) {
        const ids = calls.filter((record) => record.side === side).map(({ fields }) => Number(fields['System/EventRecordID']));
        expect([ids.length, ids[4]]).toEqual([9, id]);
        expect(ids).toEqual([...ids].sort((a, b) => a - b));
      }
    }
  });

  it('is held to the seed and start that it was run with', async () => {
    const story = await load(MANY, { seed: 3 });
    expect(() => prepareRun(story, { seed: 4 })).toThrow(RunError);
    expect(() => prepareRun(story, { seed: 3, start: START + 1 })).toThrow(/load the story with these/u);
    expect(prepareRun(story, { seed: 3, start: START }).plan.steps).toHaveLength(2);
    // Without connections nothing depends on them.
    const plain = await load(
      scriptOf('')
        .replace(/ {2}\*connections[\s\S]*$/u, '});')
        .replace(/ {4}\{ id: 'calls'.*\n/u, ''),
    );
    expect(prepareRun(plain, { seed: 4, start: START + 1 }).plan.steps).toHaveLength(1);
  });

  it('yields a hundred thousand connections: a flow for each pair of ends', async () => {
    const script = scriptOf(
      "    for (let n = 0; n < 100_000; n += 1) yield { step: 'calls', at: start + 5_000_000 + n * 1000, from: 'agent', to: `198.51.100.${n % 250}`, port: 443 };",
    );
    const { plan } = prepareRun(await load(script), { seed: 1 });
    expect(plan.steps.map(({ id, connections, at, last }) => [id, connections, at - START, last - START])).toContainEqual([
      'calls',
      100_000,
      5_000_000,
      104_999_000,
    ]);
    // One source is the other step's.
    expect([plan.flows.length, plan.told.length]).toEqual([251, 2]);
  });

  it('keeps the records of all other connections where one comes, goes or changes', async () => {
    const connection = fc.record({
      step: fc.constant('calls'),
      at: fc.oneof(
        fc.integer({ min: 5, max: 60 }).map((n) => `${n}s`),
        fc.integer({ min: 5, max: 60 }).map((n) => `${n}..70s`),
        fc.nat(60 * SECOND).map((n) => START + 5 * SECOND + n),
      ),
      from: fc.constantFrom('agent', 'desk/System'),
      to: fc.constantFrom('c2', 'files', 'dc'),
      port: fc.constant(445),
    });
    const runOf = async (list: readonly object[], seed: number) =>
      wholeRun(await load(scriptOf(`    yield* ${JSON.stringify(list)};`), { seed }), { seed });
    await fc.assert(
      fc.asyncProperty(
        fc.array(connection, { minLength: 1, maxLength: 9 }),
        connection,
        fc.nat(8),
        fc.nat(99),
        async (list, one, at, seed) => {
          const index = at % list.length;
          const less = await runOf(list.toSpliced(index, 1), seed);
          // Gone, and another one in its place: a change is both.
          for (const other of [await runOf(list, seed), await runOf(list.toSpliced(index, 1, one), seed)]) {
            expect(other.told.size).toBe(less.told.size + 1);
            expectLocal(other, less, new Set(), new Set(['calls']));
            expectLocal(less, other, new Set(), new Set(['calls']));
          }
        },
      ),
      tries(12),
    );
  });

  it('is the same run with four threads, and in parts', async () => {
    const story = await load(MANY, { seed: 4 });
    const run = prepareRun(story, { seed: 4 });
    const written = async (workers: number) => {
      const sink = memorySink();
      await runOutputs(run, {
        outputs: [{ format: 'sysmon-winevt', file: 'a.xml', sink }],
        labelChoice: 'none',
        digests: true,
        workers,
      });
      return sink.text();
    };
    expect(await written(4)).toBe(await written(1));

    const formats = ['sysmon-winevt', 'falcon-fdr'] as const;
    const options = {
      formats,
      labels: 'all',
      splitByHost: false,
      wholeDigests: true,
      version: '1',
      story: 'a.mjs',
      command: 'run',
      parameters: { start: '', workstations: 0, formats, labels: 'all' },
    } as const;
    await runFolder(story, run, { ...options, folder: join(folder, 'whole') });
    await runShards(story, run, { ...options, folder: join(folder, 'parts'), of: 3, workers: 2 });
    await mergeParts([join(folder, 'parts')], { out: join(folder, 'joined') });
    const digest = (file: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex');
    for (const file of ['sysmon-winevt.xml', 'falcon-fdr.ndjson', 'labels.ndjson', 'manifest.json'])
      expect([file, digest(`joined/${file}`)]).toEqual([file, digest(`whole/${file}`)]);
  });

  it('is run by the tool, and what it prints goes to stderr', async () => {
    writeFileSync(join(folder, 'printing.mjs'), MANY.replace('const calls =', "console.log('here I am');\n    const calls ="));
    const argv = ['run', './printing.mjs', '--seed', '7', '--format', 'falcon-fdr', '--out', '-'];
    const { code, stdout, stderr } = await runTool(argv, { cwd: folder });
    const { fdr } = await runStory(await load(MANY, { seed: 7 }), { seed: 7 });
    expect([code, stdout]).toEqual([0, fdr.map((line) => `${line}\n`).join('')]);
    expect(stderr).toContain('./printing.mjs: here I am\n');
    expect(await runTool(['scenarios', 'check', './printing.mjs'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout: 'ok ./printing.mjs (small)\n',
    });
    expect(await runTool(['preview', './printing.mjs', '--seed', '7'], { cwd: folder })).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'broken.mjs'), 'throw new Error("x");');
    expect(await runTool(['run', './broken.mjs'], { cwd: folder })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('./broken.mjs:1:7: expected a script that throws nothing, received Error: x'),
    });
  });

  it('is typed: what it may say is known to editors', () => {
    const connection: ScriptConnection = { step: 'calls', at: '5s', from: 'agent', to: 'c2', port: 443 };
    const script = defineScenario({
      id: 'typed',
      title: 'Typed',
      start: '2026-03-10T09:14:00Z',
      world: { hosts: { desk: { role: 'workstation' } } },
      steps: [{ id: 'calls', script: true }],
      *connections({ random, start }) {
        yield { ...connection, at: start + random.fork('a').integer(0, 9) };
      },
    });
    expect(script.id).toBe('typed');
    // @ts-expect-error: a port is a number
    expect({ ...connection, port: '443' } satisfies ScriptConnection).toBeDefined();
    // @ts-expect-error: a role is one of three
    defineScenario({ ...script, world: { hosts: { desk: { role: 'workstaton' } } } });
  });

  it('is told in the docs by one that does what they say', async () => {
    const [, script] = /```js\n([\s\S]*?)```/u.exec(readFileSync('docs/scripts.md', 'utf8'))!;
    const calls = async (set = {}) => (await told(await load(script!, { set }))).filter(([step]) => step === 'calls');
    expect(await calls()).toHaveLength(24);
    const few = await calls({ calls: '3' });
    expect(few).toHaveLength(9);
    for (const [, at, port, host] of few) {
      expect(at).toBeGreaterThanOrEqual(Date.UTC(2026, 4, 4, 7, 30, 5) * 1000);
      expect([port, host]).toEqual([443, 'c2.example']);
    }
  });

  it('has a digest of all its files', async () => {
    const importing = `import './one.mjs';\n${MANY}`;
    const one = await load(importing, {}, { 'one.mjs': 'export {};' });
    const other = await load(importing, {}, { 'one.mjs': 'export {}; // another' });
    expect(one.text).toBe(other.text);
    expect(storyDigest(one)).not.toBe(storyDigest(other));
  });

  function scriptFolderRun() {
    return (script: string) => {
      writeFileSync(join(folder, 'of another name.js'), script);
      return loadStory(join(folder, 'of another name.js'));
    };
  }
});
