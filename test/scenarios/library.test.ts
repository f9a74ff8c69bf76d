import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listLibrary, resolveStory, UnknownScenarioError } from '../../src/scenarios/library.js';
import { loadStory } from '../../src/scenarios/loadStory.js';
import { packageRoot, packageVersion } from '../../src/scenarios/packageRoot.js';

describe('packageRoot', () => {
  it('is the folder of package.json', () => expect(readdirSync(packageRoot())).toContain('package.json'));
  it('knows the version', () => expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/u));
});

describe('the library', () => {
  it('has every story under the id of its file, and each is sound', async () => {
    for (const { id, file } of await listLibrary()) {
      expect(basename(file)).toBe(`${id}.yaml`);
      expect((await loadStory(file)).story.id).toBe(id);
    }
  });
});

describe('resolveStory', () => {
  it.each(['./story.yaml', 'story.yaml', 'story.yml', 'folder/story', '/story'])('%s is a path', async (name) =>
    expect(await resolveStory(name)).toBe(name),
  );

  it('an id is a file of the library', async () => {
    const library = await listLibrary();
    for (const { id, file } of library) expect(await resolveStory(id)).toBe(file);
  });

  it.each(['story.mjs', 'story.js', './story.yaml'])('%s is a path', async (name) => expect(await resolveStory(name)).toBe(name));

  it('an unknown id is an error', async () => {
    await expect(resolveStory('no-such-story')).rejects.toThrow(UnknownScenarioError);
    await expect(resolveStory('no-such-story')).rejects.toThrow('unknown scenario "no-such-story": expected ');
  });

  it('the error names the nearest id', () => {
    expect(new UnknownScenarioError('beacon-ipv6', ['beacon-over-ipv6', 'beacons-ipv6']).message).toBe(
      'unknown scenario "beacon-ipv6": expected one of beacon-over-ipv6, beacons-ipv6 (did you mean beacons-ipv6?)',
    );
  });

  it('the error of many says where they are', () => {
    const ids = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    expect(new UnknownScenarioError('fife', ids).message).toBe(
      'unknown scenario "fife": expected the id of a story that `wiretale scenarios list` shows, or a path (did you mean five?)',
    );
  });
});
