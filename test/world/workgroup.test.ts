import { describe, expect, it } from 'vitest';
import { readStory } from '../../src/scenarios/index.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';

const story = (domain: string, joined: string) => `
id: accounts
title: Who keeps an account
start: 2026-01-01T00:00:00Z
world:
  ${domain}
  hosts: { a: { name: FIRST }, b: { name: SECOND, ${joined} } }
  users: { kim: { name: kim } }
processes: { p: { host: b, user: kim, image: 'C:\\p.exe', start: 0s } }
steps: [{ id: one, at: 1s, connect: { from: p, to: a, port: 445 } }]
`;
const userOf = async (text: string) => {
  const { winevt } = await runStory(readStory(text, 's.yaml'));
  return winevtFields(winevt.find((line) => line.includes("<Data Name='Initiated'>true"))!).User;
};

describe('an account', () => {
  it("of a domain is the domain's on every member", async () => {
    expect(await userOf(story('domain: { dns: corp.example }', 'joined: true'))).toBe('CORP\\kim');
  });

  it("is the host's own in a workgroup", async () => {
    expect(await userOf(story('falcon: {}', 'role: workstation'))).toBe('SECOND\\kim');
  });

  it("is the host's own on a host that is no member", async () => {
    expect(await userOf(story('domain: { dns: corp.example }', 'joined: false'))).toBe('SECOND\\kim');
  });
});
