import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, type FormatId } from '../../src/engine/index.js';
import { loadStory } from '../../src/scenarios/index.js';
import { runForms } from '../support/runForms.js';

/** Recorded on purpose, and changed on purpose: UPDATE_GOLDEN=1 npx vitest run test/golden */
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const STORIES = ['psexec-lateral-movement', 'ipv6-beaconing'];
/** Their records are in the other recordings, as they are. */
const RECORDED_ELSEWHERE: readonly FormatId[] = ['sysmon-winevt', 'falcon-fdr'];
const forms = FORMAT_IDS.filter((id) => !RECORDED_ELSEWHERE.includes(id));

/** Laid out for reading; that the bytes are right is for the slow twins of test/generators to say. */
const readable = (id: FormatId, record: string) => (id === 'sysmon-viewer' ? record : JSON.stringify(JSON.parse(record), null, 2));

/** The story's first and last record in every form; where both sensors write into one, those of each. */
async function recordOf(story: string): Promise<string> {
  const { records, labels } = await runForms(await loadStory(`scenarios/${story}.yaml`), forms, { seed: 1 });
  return forms
    .map((id) => {
      const own = labels.filter(({ format, step }) => format === id && step !== 'background');
      const bySensor = [own.filter((label) => label.EventRecordID !== undefined), own.filter(({ id: uuid }) => uuid !== undefined)];
      const shown = new Set(bySensor.flatMap((some) => [some[0], some.at(-1)]).flatMap((label) => (label ? [label.record] : [])));
      const list = records.get(id)!;
      return [
        `${id}: ${list.length} records`,
        ...[...shown].map((record) => `record ${record}\n${readable(id, list[record - 1]!)}`),
        '',
      ].join('\n');
    })
    .join('\n');
}

describe.each(STORIES)('the forms of %s for seed 1', (story) => {
  it('are what they were', async () => {
    const path = join('test/golden', `${story}.forms.txt`);
    const record = await recordOf(story);
    if (UPDATE) writeFileSync(path, record);
    expect(existsSync(path), `${path} is missing: record it with UPDATE_GOLDEN=1`).toBe(true);
    expect(
      record,
      'a form has changed. If that is meant: UPDATE_GOLDEN=1 npx vitest run test/golden, and a note in docs/decisions/ that says what changed and why',
    ).toBe(readFileSync(path, 'utf8'));
  });
});
