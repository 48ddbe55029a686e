/** User content on a terminal: control characters, escapes and direction marks are shown, never obeyed. */
export function plainText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g,
    (character) => {
      if (character === '\r') return ''
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    },
  )
}
