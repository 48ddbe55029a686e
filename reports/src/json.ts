/** JSON for machines that a person may still see on a terminal: what a terminal would hide or obey is escaped. */
export function renderJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(
    /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu,
    (character) =>
      [...Array(character.length).keys()]
        .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
        .join(''),
  )}\n`
}
