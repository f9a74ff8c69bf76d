import { describe, expect, it } from 'vitest';
import { readStory } from '../../src/scenarios/index.js';
import { ownAccount } from '../../src/world/accounts.js';
import { problemsOf } from '../scenarios/problemsOf.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';

const story = (user: string, os = 'windows-server-2022') => `
id: accounts
title: A web shell calls home
start: 2026-03-10T09:00:00Z
world: { hosts: { web: { role: server, os: ${os} } }, outside: { c2: {} } }
processes: { pool: { host: web, user: '${user}', image: 'C:\\Windows\\System32\\inetsrv\\w3wp.exe', start: 0s } }
steps: [{ id: call, at: 1s, connect: { from: pool, to: c2, port: 443 } }]
`;

describe('accounts that a Windows host has by itself', () => {
  // As Microsoft documents them, and every Windows has them.
  it.each([
    ['SYSTEM', 'NT AUTHORITY', 'S-1-5-18'],
    ['IIS APPPOOL\\DefaultAppPool', 'IIS APPPOOL', 'S-1-5-82-3006700770-424185619-1745488364-794895919-4004696415'],
    ['NT SERVICE\\TrustedInstaller', 'NT SERVICE', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'],
  ])('%s is of %s, and its id is %s', (name, domain, sid) => {
    expect(ownAccount(name)).toMatchObject({ domain, sid });
  });

  it.each([
    'system',
    'iis apppool\\x',
    'IIS APPPOOL',
    'IIS APPPOOL\\',
    'IIS APPPOOL\\a\\b',
    'CORP\\x',
    'constructor',
    '__proto__\\x',
  ])('%s is none', (name) => {
    expect(ownAccount(name)).toBeUndefined();
    expect(problemsOf(story(name))).toMatchObject([{ code: 'UNKNOWN_NAME', path: 'processes.pool.user' }]);
  });

  it('show in records by domain and name', async () => {
    const { winevt } = await runStory(readStory(story('IIS APPPOOL\\DefaultAppPool'), 's.yaml'));
    expect(winevt.map((line) => winevtFields(line).User)).toEqual(['IIS APPPOOL\\DefaultAppPool']);
  });
});
