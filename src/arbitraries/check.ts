/**
 * Id of a check of the validator, of which this folder knows nothing but the names: whether they exist is for tests to say.
 */
export type AimedCheck = `${'input' | 'sysmon3' | 'falcon-ip6'}/${string}`;

/** What every fault says of itself, whatever it is done to. */
export interface FaultName {
  /** In kebab case; never changes its meaning. */
  readonly id: string;
  /** The check that has to notice it. */
  readonly check: AimedCheck;
  /** Other checks that may notice it too; no check that is neither of these has any business with it. */
  readonly alsoFires: readonly AimedCheck[];
}
