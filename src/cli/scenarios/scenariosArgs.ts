/** What the command line of `scenarios` says. */
export interface ScenariosArgs {
  readonly action: string;
  readonly stories: readonly string[];
  readonly json: boolean;
  readonly report: string | undefined;
  readonly set: readonly string[] | undefined;
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly technique: string | undefined;
  readonly tactic: string | undefined;
}
