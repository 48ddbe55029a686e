import type { TemplateElement } from 'oxc-parser'
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
      const text: SqlPart = { type: 'text', text: templateText(quasi) ?? '' }
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

/** What a piece of a template says: lines end as the language has it, whatever the file has. */
export function templateText({ value: { cooked, raw } }: TemplateElement): string | undefined {
  return raw.includes('\r') ? cooked?.replace(/\r\n?/g, '\n') : (cooked ?? undefined)
}

const noCode =
  /\be'(?:[^'\\]|\\[\s\S]|'')*'(?!')|'(?:[^']|'')*'(?!')|"(?:[^"]|"")*"(?!")|--[^\n]*\n|\/\*[\s\S]*?\*\/|\$([a-z_]\w*)?\$[\s\S]*?\$\1\$|(?<opening>\be'|'|"|--|\/\*|\$(?:[a-z_]\w*)?\$)/gi

export interface SqlCode {
  /** The text without literals, quoted names and comments. */
  readonly code: string
  /** What the text opens and does not close, and where. */
  readonly open?: { readonly mark: string; readonly at: number }
}

/** What is SQL in a text, and what it leaves open. */
export function sqlCode(text: string): SqlCode {
  let code = ''
  let from = 0
  for (const match of text.matchAll(noCode)) {
    code += `${text.slice(from, match.index)} `
    const mark = match.groups?.opening
    if (mark !== undefined) return { code, open: { mark, at: match.index } }
    from = match.index + match[0].length
  }
  return { code: code + text.slice(from) }
}
