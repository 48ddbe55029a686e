import { element, visible } from './elements.js'

const words =
  'abstract|any|as|async|await|boolean|break|case|catch|class|const|constructor|continue|declare|default|delete|do|else|enum|export|extends|false|finally|for|from|function|get|if|implements|import|in|infer|instanceof|interface|is|keyof|let|new|null|number|of|override|private|protected|public|readonly|return|satisfies|set|static|string|super|switch|this|throw|true|try|type|typeof|undefined|unknown|using|var|void|while|yield'
const sql =
  'SELECT|FROM|WHERE|INSERT|INTO|VALUES|UPDATE|SET|DELETE|JOIN|LEFT|INNER|ON|AND|OR|NOT|NULL|GROUP|BY|ORDER|LIMIT|CREATE|TABLE|PRIMARY|KEY|BEGIN|COMMIT|ROLLBACK|RETURNING|IN|AS|DISTINCT|HAVING|UNION|WITH'
const token = new RegExp(
  String.raw`(\/\/.*|\/\*.*?(?:\*\/|$)|--\s.*)|('(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?)|(\b(?:${words})\b)|(\b(?:${sql})\b)|(\b\d[\d_.]*n?\b)`,
  'g',
)
const kinds = ['comment', 'string', 'word', 'word', 'number']

/**
 * The syntax colours of one file's lines, told line by line: what a block comment or a template literal began in
 * one line goes on in the next.
 */
export class Highlighter {
  open = ''

  line(text) {
    const parts = []
    let rest = visible(text)
    while (rest) {
      if (this.open) {
        const end = rest.indexOf(this.open)
        const length = end < 0 ? rest.length : end + this.open.length
        parts.push(painted(this.open === '`' ? 'string' : 'comment', rest.slice(0, length)))
        rest = rest.slice(length)
        if (end >= 0) this.open = ''
        continue
      }
      const start = nextOpening(rest)
      parts.push(...tokens(start ? rest.slice(0, start.index) : rest))
      if (!start) break
      parts.push(painted(start[0] === '`' ? 'string' : 'comment', start[0]))
      rest = rest.slice(start.index + start[0].length)
      this.open = start[0] === '`' ? '`' : '*/'
    }
    return parts
  }
}

/** A backtick or the start of a block comment, outside of strings and line comments. */
function nextOpening(text) {
  const openings = /\/\/.*|'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|(`|\/\*)/g
  for (let match = openings.exec(text); match; match = openings.exec(text)) if (match[1]) return match
  return undefined
}

function tokens(text) {
  const parts = []
  let at = 0
  for (const match of text.matchAll(token)) {
    if (match.index > at) parts.push(text.slice(at, match.index))
    parts.push(painted(kinds[match.slice(1).findIndex((group) => group !== undefined)], match[0]))
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push(text.slice(at))
  return parts
}

function painted(kind, text) {
  return element('span', { class: `t-${kind}` }, text)
}
