import { type Node, unwrap } from '../../../survey/nodes.js'

/** A piece of an SQL text that is put together: what is written out, or what a value fills. */
export type SqlPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'hole'; readonly node: Node }

/** Text and holes of a template or a concatenation; undefined for anything else. */
export function sqlParts(node: Node): SqlPart[] | undefined {
  if (node.type === 'TemplateLiteral') {
    return node.quasis.flatMap((quasi, index) => {
      const filled = node.expressions[index]
      const text: SqlPart = { type: 'text', text: (quasi.value.cooked ?? '').replaceAll('\r\n', '\n') }
      return filled ? [text, { type: 'hole' as const, node: filled as Node }] : [text]
    })
  }
  if (node.type === 'Literal' && typeof node.value === 'string') return [{ type: 'text', text: node.value }]
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = sqlParts(unwrap(node.left))
    const right = sqlParts(unwrap(node.right))
    const isText = left?.some((part) => part.type === 'text') || right?.some((part) => part.type === 'text')
    if (!isText) return undefined
    const joined = [...(left ?? [hole(node.left)]), ...(right ?? [hole(node.right)])]
    return joined.reduce<SqlPart[]>((merged, part) => {
      const last = merged.at(-1)
      if (part.type === 'text' && last?.type === 'text')
        merged[merged.length - 1] = { type: 'text', text: last.text + part.text }
      else merged.push(part)
      return merged
    }, [])
  }
  return undefined
}

function hole(node: Node): SqlPart {
  return { type: 'hole', node: unwrap(node) }
}

/** Offset of the quote that opens a literal which the text does not close. */
export function openLiteral(text: string): number | undefined {
  let open: number | undefined
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== "'") continue
    if (open === undefined) open = at
    else if (text[at + 1] === "'") at += 1
    else open = undefined
  }
  return open
}
