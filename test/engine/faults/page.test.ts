import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pipelineDuties } from '../../../src/engine/faults/pipelineDuty.js';
import { prepareRun } from '../../../src/engine/index.js';
import { truthParts } from '../../../src/engine/truth/truthPage.js';
import { FAULT_KINDS } from '../../../src/model/faultKind.js';
import { loadStory } from '../../../src/scenarios/index.js';
import { checksById } from '../../../src/validate/index.js';
import { faultyStory } from '../../support/faultyStory.js';

const page = readFileSync('docs/faults.md', 'utf8');

describe('the page of faults', () => {
  it.each(FAULT_KINDS)('says of %s what labels say that a correct pipeline should do', (kind) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${kind}: {`));
    expect(row?.split(' | ').at(-1)).toBe(`${pipelineDuties[kind]} |`);
  });

  it('names checks that there are, and all that a story with every kind declares', async () => {
    const named = new Set([...page.matchAll(/`(?:sysmon3|falcon-ip6)\/[a-z0-9-]+`/gu)].map(([text]) => text.slice(1, -1)));
    for (const id of named) expect(Object.hasOwn(checksById, id), id).toBe(true);
    const { story } = await loadStory('test/fixtures/faults.yaml');
    for (const { check } of story.expect!.issues) expect(page).toContain(`${check.replace('sysmon3/', '')}\``);
  });
});

describe('the answer key', () => {
  it('says what went wrong, and what to make of it', async () => {
    const { tail } = truthParts(prepareRun(await loadStory('test/fixtures/faults.yaml'), { seed: 1 }));
    expect(tail).toContain('## What went wrong on the way');
    expect(tail).toContain(`| \`set-back\` | clockJump | \`skewed\` | ${pipelineDuties.clockJump} |`);
    expect(tail).toContain(`| \`sent-twice\` | duplicate | \`busy\` | ${pipelineDuties.duplicate} |`);
  });

  it('says nothing of it where nothing does', () => {
    const { tail } = truthParts(prepareRun(faultyStory([]), { seed: 1 }));
    expect(tail).not.toContain('went wrong');
  });
});
