// Control characters and escapes; what is drawn with no width; what turns the direction of writing.
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu

// A continuous integration runner obeys lines that begin so, indented ones too.
const runnerCommand = /^(\s*)(:(?=:)|#(?=#\[))/gm

/** User content as text: control characters, escapes, direction marks and runner commands are shown, never obeyed. */
export function plainText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(hidden, shown)
    .replace(runnerCommand, (_, indent: string, mark: string) => indent + shown(mark))
}

/** User content that must stay on its line. */
export function plainLine(text: string): string {
  return plainText(text.replace(/[\n\t]/g, shown))
}

function shown(character: string): string {
  const code = character.codePointAt(0)!.toString(16)
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}
