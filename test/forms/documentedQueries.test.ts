import { describe, expect, it } from 'vitest';
import { type FormatId, prepareRun, runOutputs } from '../../src/engine/index.js';
import { matches, parseQuery, readRecord } from '../../src/query/index.js';
import { loadStory } from '../../src/scenarios/index.js';
import { type Label, memorySink } from '../support/runStory.js';

/** The example queries of the table NetworkConnectIP6, and the steps of the story that each asks for; worked out by hand. */
const QUERIES: readonly (readonly [asks: string, query: string, steps: readonly string[]])[] = [
  ['a remote address', 'event_simpleName=NetworkConnectIP6 RemoteAddressIP6="fe80::1ff:fe23:4567:890a"', ['printer', 'printer-again']],
  ['outbound TCP', 'event_simpleName=NetworkConnectIP6 Protocol=6 ConnectionDirection=0', ['printer', 'printer-again', 'other-printer', 'web', 'imap', 'mapped']],
  ['a remote port', 'event_simpleName=NetworkConnectIP6 RemotePort=443', ['web', 'quic', 'mapped']],
  ['a local address and port', 'event_simpleName=NetworkConnectIP6 LocalAddressIP6="fe80::abcd:ef12:3456:7890" LocalPort=12345', ['printer']],
  ['UDP', 'event_simpleName=NetworkConnectIP6 Protocol=17', ['quic', 'lookup']],
]; // biome-ignore format: one row per query

const FORMS = ['falcon-fdr', 'falcon-logscale', 'falcon-table'] as const satisfies readonly FormatId[];

/** Lines of every form, and the step behind each. */
async function run() {
  const prepared = prepareRun(await loadStory('test/forms/documented-queries.yaml'), { seed: 1 });
  const sinks = FORMS.map((format) => ({ format, file: format, sink: memorySink() }));
  const labels = memorySink();
  await runOutputs(prepared, { outputs: sinks, labels, labelChoice: 'all', digests: false });
  const told = labels
    .text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Label);
  return new Map(
    sinks.map(({ format, sink }) => [
      format,
      sink
        .text()
        .trimEnd()
        .split('\n')
        .map((line, i) => ({ line, step: told.find((label) => label.format === format && label.record === i + 1)!.step })),
    ]),
  );
}

describe('the five documented queries on a story', async () => {
  const forms = await run();

  it.each(FORMS.flatMap((form) => QUERIES.map(([asks, query, steps]) => [form, asks, query, steps] as const)))(
    'find in %s the events with %s',
    (form, asks, text, steps) => {
      const query = parseQuery(`// Find all network connections\n${text}`);
      const found = forms
        .get(form)!
        .filter(({ line }) => matches(query, readRecord(line)))
        .map(({ step }) => step);
      // The table has no direction.
      expect(found.sort()).toEqual(form === 'falcon-table' && asks === 'outbound TCP' ? [] : [...steps].sort());
    },
  );

  it('have more to choose from than they find', () => {
    for (const lines of forms.values()) expect(lines).toHaveLength(8);
  });
});
