/** Without space around it. */
export function trimmed(text: string): string {
  return text.trim()
}

/** Dead since always. */
export function shouted(text: string): string {
  return text.toUpperCase()
}
