/** Functions whose result has the type that their arguments have in common. */
const common =
  /^(coalesce|ifnull|nullif|greatest|least|if|list_value|array_value|struct_pack|row|min|max|sum|avg|lag|lead)$/i
const clause =
  /\b(select|from|where|having|group\s+by|order\s+by|limit|offset|values|set|on|using|returning|qualify)\b/gi

/**
 * True where the type of a number says of what type a result is: 0.5 written out is a DECIMAL, a parameter is a DOUBLE, and
 * a sum of the one is exact. Rows that are inserted have the types of their table.
 */
export function givesType(before: string, after: string): boolean {
  const bare = before.replace(/'(?:[^']|'')*'/g, (text) => ' '.repeat(text.length)).replace(/--[^\n]*/g, '')
  const open: number[] = []
  for (let at = 0; at < bare.length; at += 1) {
    if (bare[at] === '(') open.push(at)
    else if (bare[at] === ')') open.pop()
  }
  const start = open.at(-1)
  const isInserted = /^\s*(?:with\b[\s\S]*\)\s*)?insert\b/i.test(bare)
  const inner = bare.slice(start === undefined ? 0 : start + 1)
  const last = [...outermost(inner).matchAll(clause)].at(-1)?.[1]
  if (last !== undefined) return /^(select|returning)$/i.test(last) && !(isInserted && start === undefined)
  if (start === undefined) return false
  const name = /([a-z_]\w*)\s*$/i.exec(bare.slice(0, start))?.[1]
  if (name !== undefined) return common.test(name)
  return /[-+*/%^]\s*$/.test(bare.slice(0, start)) || /^\s*\)\s*[-+*/%^]/.test(after)
}

/** Without what stands in parentheses. */
function outermost(text: string): string {
  const left = text.replace(/\([^()]*\)/g, ' ')
  return left === text ? text : outermost(left)
}
