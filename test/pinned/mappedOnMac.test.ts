import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { runStory } from '../support/runStory.js';

const PUBLISHED = '../shared/samples/crowdstrike/networkconnectip6.ndjson';
const story = () => loadStory('test/pinned/mapped-on-mac-of-2021.yaml');

describe('an IPv4 address that a Mac reaches through a socket of IPv6', () => {
  it.skipIf(!existsSync(PUBLISHED))(
    `gives back the published event byte for byte, but for the key that its publisher renamed${existsSync(PUBLISHED) ? '' : ` (skipped: ${PUBLISHED} is not here, and the project holds no copy of it)`}`,
    async () => {
      const { fdr } = await runStory(await story());
      const published = readFileSync(PUBLISHED, 'utf8').split('\n')[0]!;
      expect(published).toContain('"RemoteAddressIP4"');
      expect(fdr).toEqual([published.replace('RemoteAddressIP4', 'RemoteAddressIP6')]);
    },
  );

  it('is printed as IPv4, and the local end not at all', async () => {
    const { fdr } = await runStory(await story());
    expect(fdr.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        event_platform: 'Mac',
        LocalAddressIP6: '0:0:0:0:0:0:0:0',
        LocalPort: '0',
        RemoteAddressIP6: '127.0.0.1',
        RemotePort: '50626',
      },
    ]);
  });
});
