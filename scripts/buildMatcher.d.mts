export declare const MATCHER_CODE_FILE: string;
export declare function matcherCode(): Promise<string>;
