import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { runForm } from '../support/runForms.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';

const RAW_LOG = '../shared/seeds/004_38deb189f0bba951.txt';
const FALCON = '../shared/samples/crowdstrike/networkconnectip6.ndjson';
const TABLE = '../shared/seeds/000_880f36a5ab8b1e9f.txt';
const absent = (file: string) => (existsSync(file) ? '' : ` (skipped: ${file} is not here, and the project holds no copy of it)`);

describe('pinned stories give back the originals', () => {
  it.skipIf(!existsSync(RAW_LOG))(`the raw log of the data-needed page, field for field${absent(RAW_LOG)}`, async () => {
    const page = readFileSync(RAW_LOG, 'utf8');
    const original = winevtFields(page.slice(page.indexOf('<Event '), page.indexOf('</Event>')));
    expect(Object.keys(original)).toHaveLength(15 + 18);
    const { winevt } = await runStory(await loadStory('test/pinned/psexec-of-2019.yaml'));
    expect(winevt).toHaveLength(1);
    expect(winevtFields(winevt[0]!)).toEqual(original);
  });

  it.skipIf(!existsSync(FALCON))(`the published Linux event, byte for byte${absent(FALCON)}`, async () => {
    const { fdr } = await runStory(await loadStory('test/pinned/loopback-of-2021.yaml'));
    expect(fdr).toEqual([readFileSync(FALCON, 'utf8').split('\n')[1]]);
  });

  it.skipIf(!existsSync(TABLE))(`the sample of the documented table, key for key${absent(TABLE)}`, async () => {
    const [, sample] = /```json\n([\s\S]*?)```/u.exec(readFileSync(TABLE, 'utf8'))!;
    const lines = await runForm(await loadStory('test/pinned/documented-table.yaml'), 'falcon-table');
    // Pretty-printing aside: so the order of keys counts, and numbers are no texts.
    expect(lines).toEqual([JSON.stringify(JSON.parse(sample!))]);
  });

  it.each([1, 2, 77])('pins hold for seed %i', async (seed) => {
    const { winevt } = await runStory(await loadStory('test/pinned/psexec-of-2019.yaml'), { seed });
    expect(winevtFields(winevt[0]!)).toMatchObject({
      SourcePort: '49603',
      'System/EventRecordID': '16000',
      'System/TimeCreated/SystemTime': '2019-02-05T15:16:29.384924000Z',
    });
    const [line] = await runForm(await loadStory('test/pinned/documented-table.yaml'), 'falcon-table', { seed });
    expect(JSON.parse(line!)).toMatchObject({ LocalPort: 54_321, LocalAddressIP6: 'fe80::abcd:ef12:3456:7890' });
    const { fdr } = await runStory(await loadStory('test/pinned/loopback-of-2021.yaml'), { seed });
    expect(JSON.parse(fdr[0]!)).toMatchObject({
      LocalPort: '41952',
      timestamp: '1625677503947',
      ContextTimeStamp: '1625677503.713',
    });
  });
});
