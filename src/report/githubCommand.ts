/** What a workflow command says about a place; what is undefined is left out. */
export type GithubPlace = Readonly<Partial<Record<'file' | 'line' | 'col' | 'title', string | number | undefined>>>;

/** A workflow command of GitHub Actions, which annotates a file: `::error file=a.yaml,line=3::message`. */
export function githubCommand(name: 'error' | 'warning' | 'notice', place: GithubPlace, message: string): string {
  const written = Object.entries(place).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${propertyValue(String(value))}`],
  );
  return `::${name} ${written.join(',')}::${messageText(message)}\n`;
}

// As the toolkit of GitHub Actions escapes them.
const messageText = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const propertyValue = (text: string) => messageText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
