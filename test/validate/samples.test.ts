import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ValidateOptions, validateText } from '../../src/validate/index.js';
import { REAL_CONNECTS, REAL_EVENT_3 } from './realData.js';

// Records of real sensors are not part of the repository; where they lie beside it, every one of them has to be accepted.
const SAMPLES = new URL('../../../shared/samples/', import.meta.url);

/** [file, options, records, why these options]. */
const accepted: readonly (readonly [string, ValidateOptions, number, string])[] = [
  ['sysmon-event-3/real-events.xml-lines.txt', { stream: false }, 116, 'strict; it pools several captures of one host'],
  ['crowdstrike/networkconnectip6.ndjson', { profile: 'lenient' }, 3, 'lenient; ids and names are masked'],
];

const otherEvents: readonly (readonly [string, number])[] = [
  ['crowdstrike/networkconnectip4.ndjson', 5],
  ['crowdstrike/networklisten.ndjson', 8],
  ['crowdstrike/network-other.ndjson', 10],
  ['crowdstrike/processrollup2.ndjson', 12],
  ['crowdstrike/dnsrequest.ndjson', 6],
];

const read = (file: string) => readFileSync(new URL(file, SAMPLES), 'utf8');

describe.skipIf(!existsSync(SAMPLES))(
  'records of real sensors (skipped where there is no folder of samples beside the repository)',
  () => {
    it.each(accepted)('%s has no errors', (file, options, records) => {
      const { issues, summary } = validateText(read(file), options);
      expect(issues.filter(({ level }) => level === 'error')).toEqual([]);
      expect(summary.records).toBe(records);
    });

    it('the unmasked NetworkConnectIP6 pass the strict profile', () => {
      const [mac, linux] = read('crowdstrike/networkconnectip6.ndjson').split('\n');
      for (const line of [mac!, linux!]) expect(validateText(line).summary).toMatchObject({ records: 1, errors: 0 });
    });

    it('the XML gives no warning but of clocks that are off', () => {
      const checks = Object.keys(
        validateText(read('sysmon-event-3/real-events.xml-lines.txt'), { stream: false }).summary.byCheck,
      );
      expect(checks.sort()).toEqual(['sysmon3/lag', 'sysmon3/process-start']);
    });

    it.each([...REAL_EVENT_3, ...REAL_CONNECTS])(
      '$file draws what the pages of checks say',
      ({ file, records, issues, errors }) => {
        const lenient = validateText(read(file), { profile: 'lenient', stream: false }).summary;
        const counts = Object.fromEntries(Object.entries(lenient.byCheck).map(([id, { count }]) => [id, count]));
        expect({ records: lenient.records, errors: lenient.errors, counts }).toEqual({ records, errors: 0, counts: issues });
        const strict = validateText(read(file), { stream: false }).issues;
        const wrong = new Set(strict.filter(({ level }) => level === 'error').map(({ check }) => check));
        expect([...wrong].sort()).toEqual([...errors].sort());
      },
    );

    it.each(otherEvents)('%s is noted as not checked', (file, count) => {
      const { issues } = validateText(read(file));
      expect(issues.map(({ check }) => check)).toEqual(Array(count).fill('input/not-checked'));
    });
  },
);
