/** The module that facade-accessor generates refers to the accessor, and is no usage of it. */
export function isFacade(text: string): boolean {
  return text.includes('@duckshift/runtime') && /\bcreateToken\(/.test(text)
}
