/** For SQL that is put together by hand. */
export function escapeSql(text: string): string {
  return text.replace(/'/g, "''")
}

/** Without space around it. */
export function trimmed(text: string): string {
  return text.trim()
}

/** Dead since always. */
export function shouted(text: string): string {
  return text.toUpperCase()
}
