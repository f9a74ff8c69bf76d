/** A change that no check may mind, for it changes nothing that the data says. */
export interface HarmlessChange<Draft, Form> {
  /** In kebab case; never changes its meaning. */
  readonly id: string;
  /** Whether there is something to change in a file of a form. */
  readonly applies: (form: Form) => boolean;
  /** The changed file. */
  readonly write: (drafts: readonly Draft[], form: Form) => string;
}

/** A sound file, and the same file after a harmless change. */
export interface HarmlesslyChanged {
  readonly change: string;
  readonly form: string;
  readonly before: string;
  readonly after: string;
}

/** Changes to the text of a file, whatever is in it. */
export const textChanges: Readonly<Record<string, (text: string) => string>> = {
  'byte-order-mark': (text) => `\uFEFF${text}`,
  'line-ends-of-windows': (text) => text.replaceAll('\n', '\r\n'),
  'blank-line-at-the-end': (text) => `${text}\n`,
  'blank-line-at-the-beginning': (text) => `\n${text}`,
  'no-line-end-at-the-end': (text) => text.replace(/\n$/u, ''),
};
