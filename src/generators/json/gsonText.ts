/**
 * A text in JSON as Gson writes it by default, safe inside HTML: besides what JSON asks for, `<`, `>`, `&`, `=`, `'` and the two
 * line separators of Unicode are escaped, in lower-case hexadecimal.
 */
export function gsonText(value: string): string {
  return JSON.stringify(value).replace(
    /[<>&='\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
