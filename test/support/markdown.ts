/** A reader of the Markdown that answer keys are written in, after CommonMark and GitHub's tables; no code of the product. */

export interface MarkdownTable {
  readonly head: readonly string[];
  /** Cells by column, as a reader sees them. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export interface MarkdownSection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly MarkdownTable[];
}

const PUNCTUATION = /[!-/:-@[-`{-~]/u;

/** What a line of text shows: code as it is, escapes undone. @throws where markup is left that would show as something else. */
export function shownText(markdown: string): string {
  let shown = '';
  for (let at = 0; at < markdown.length; ) {
    const character = markdown[at]!;
    if (character === '\\' && PUNCTUATION.test(markdown[at + 1] ?? '')) {
      shown += markdown[at + 1];
      at += 2;
    } else if (character === '`') {
      const fence = /^`+/u.exec(markdown.slice(at))![0];
      const close = closing(markdown, at + fence.length, fence.length);
      const inner = markdown.slice(at + fence.length, close);
      shown += inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '' ? inner.slice(1, -1) : inner;
      at = close + fence.length;
    } else {
      if ('*_[]<>~&$#'.includes(character)) throw new Error(`markup ${character} in ${markdown}`);
      shown += character;
      at += 1;
    }
  }
  if (/https?:\/\/|\bwww\./iu.test(markdown)) throw new Error(`a link in ${markdown}`);
  return shown;
}

/** Where a run of so many backticks begins, no more and no fewer. */
function closing(text: string, from: number, length: number): number {
  for (const run of text.slice(from).matchAll(/`+/gu)) if (run[0].length === length) return from + run.index;
  throw new Error(`code without an end in ${text}`);
}

/** Cells of a row: bars with a backslash before them are text, in code too. */
function cellsOf(line: string): string[] {
  if (!line.startsWith('| ') || !line.endsWith(' |')) throw new Error(`no row: ${line}`);
  const cells = line.slice(1, -1).split(/(?<!\\)\|/u);
  return cells.map((cell) => shownText(cell.replaceAll('\\|', '|').trim()));
}

const tableOf = (lines: readonly string[]): MarkdownTable => {
  const [first, rule, ...rest] = lines;
  const head = cellsOf(first!);
  if (rule !== `| ${head.map(() => '---').join(' | ')} |`) throw new Error(`no rule of ${head.length} columns: ${rule}`);
  return {
    head,
    rows: rest.map((line) => {
      const cells = cellsOf(line);
      if (cells.length !== head.length) throw new Error(`${cells.length} cells under ${head.length}: ${line}`);
      return Object.fromEntries(cells.map((cell, n) => [head[n]!, cell]));
    }),
  };
};

/** Reads a page: one heading of the first level, sections of the second, paragraphs and tables. @throws for everything else. */
export function readMarkdown(page: string): { readonly title: string; readonly sections: readonly MarkdownSection[] } {
  if (!page.endsWith('\n') || page.endsWith('\n\n')) throw new Error('expected one line feed at the end');
  const blocks = page.slice(0, -1).split('\n\n');
  const titled = /^# (.+)$/u.exec(blocks.shift()!);
  if (!titled) throw new Error('no title');
  type Growing = { title: string; paragraphs: string[]; tables: MarkdownTable[] };
  const sections: Growing[] = [{ title: '', paragraphs: [], tables: [] }];
  for (const block of blocks) {
    const lines = block.split('\n');
    const heading = /^## (.+)$/u.exec(block);
    if (heading) sections.push({ title: heading[1]!, paragraphs: [], tables: [] });
    else if (block.startsWith('|')) sections.at(-1)!.tables.push(tableOf(lines));
    else if (/^[A-Z0-9]/u.test(block) && !/^\d+[.)] /u.test(block)) sections.at(-1)!.paragraphs.push(shownText(lines.join(' ')));
    else throw new Error(`no paragraph: ${block}`);
  }
  return { title: shownText(titled[1]!), sections };
}
