export interface Program {
  readonly folder: string;
  readonly file: string;
  readonly name: string;
  readonly pages: number;
}
export declare const PROGRAMS: readonly Program[];
export declare function codeOf(program: Program): Promise<string>;
