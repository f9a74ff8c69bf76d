import { ATTACK_TABLE } from './attackTable.js';

/** The tactics of ATT&CK for Enterprise in their order, by their codes in the table. */
const TACTICS = {
  RE: 'reconnaissance',
  RD: 'resource-development',
  IA: 'initial-access',
  EX: 'execution',
  PE: 'persistence',
  PR: 'privilege-escalation',
  DE: 'defense-evasion',
  CA: 'credential-access',
  DI: 'discovery',
  LM: 'lateral-movement',
  CO: 'collection',
  CC: 'command-and-control',
  XF: 'exfiltration',
  IM: 'impact',
} as const;

export type Tactic = (typeof TACTICS)[keyof typeof TACTICS];
export const tactics: readonly Tactic[] = Object.values(TACTICS);

/** A technique or sub-technique of ATT&CK. */
export interface Technique {
  /** `T1021.002`. */
  readonly id: string;
  /** Of a sub-technique without the name of its technique: `SMB/Windows Admin Shares`. */
  readonly name: string;
  /** At least one, in the order of {@link tactics}. */
  readonly tactics: readonly Tactic[];
}

const parsed: readonly Technique[] = ATTACK_TABLE.trim()
  .split('\n')
  .map((row) => {
    const [id = '', codes = '', ...words] = row.split(' ');
    const own = new Set(codes.split(',').map((code) => TACTICS[code as keyof typeof TACTICS]));
    return { id, name: words.join(' '), tactics: tactics.filter((tactic) => own.has(tactic)) };
  });

/** All techniques by id, in the order of their ids. */
export const techniques: ReadonlyMap<string, Technique> = new Map(parsed.map((technique) => [technique.id, technique]));

/** A technique with the name of its parent: `Remote Services: SMB/Windows Admin Shares`; an id that is not known stands for itself. */
export function fullName(id: string): string {
  const technique = techniques.get(id);
  if (!technique) return id;
  const parent = id.includes('.') ? techniques.get(id.slice(0, id.indexOf('.'))) : undefined;
  return parent ? `${parent.name}: ${technique.name}` : technique.name;
}

/** Whether an id is the technique that is asked for, or a sub-technique of it. */
export const isOf = (id: string, asked: string): boolean => id === asked || id.startsWith(`${asked}.`);
