export function escapeSql(text: string): string {
  return text.replace(/'/g, "''")
}

export function clean(text: string): string {
  return escapeSql(text.trim())
}

export class Text {
  static whole(text: string): string {
    return text.split("'").join("''")
  }
}
