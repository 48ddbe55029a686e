import { type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

const ofOneConnection =
  /(^|;)\s*(USE\s|SET\s+(SESSION|LOCAL|VARIABLE)\s|SET\s+(schema|search_path|timezone|calendar)\b|CREATE\s+(OR\s+REPLACE\s+)?TEMP(ORARY)?\s)/i

/** True where a module gives a connection something that others do not have: a schema in use, a temporary table. */
export function preparesConnection(file: SourceFile): boolean {
  let isFound = false
  walk(file.program, (node: Node) => {
    if (node.type === 'Literal' && typeof node.value === 'string')
      isFound ||= ofOneConnection.test(node.value)
    if (node.type === 'TemplateLiteral')
      isFound ||= ofOneConnection.test(node.quasis.map(({ value }) => value.raw).join('?'))
    return !isFound
  })
  return isFound
}
