/** Whether a path is that of a script. */
export const isScript = (file: string): boolean => /\.m?js$/u.test(file);
