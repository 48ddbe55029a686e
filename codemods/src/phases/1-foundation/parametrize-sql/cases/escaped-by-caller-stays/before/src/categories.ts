import { escapeSql } from './escape.js'
import { ofCategory } from './items.js'

export async function inCategory(category: string) {
  return ofCategory(escapeSql(category))
}
