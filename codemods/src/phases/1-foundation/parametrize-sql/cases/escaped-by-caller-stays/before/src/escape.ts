export function escapeSql(text: string): string {
  return text.replace(/'/g, "''")
}
