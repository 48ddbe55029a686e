import { type Expression, parseSync } from 'oxc-parser'

/** Reads JSON that may hold comments and trailing commas; undefined when it is not that. */
export function readJsonWithComments(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const { program, errors } = parseSync('config.js', `(${text.replace(/^\uFEFF/, '')})`)
    const statement = program.body[0]
    if (errors.length > 0 || statement?.type !== 'ExpressionStatement') return undefined
    return literalValue(statement.expression)
  }
}

function literalValue(node: Expression): unknown {
  switch (node.type) {
    case 'ParenthesizedExpression':
      return literalValue(node.expression)
    case 'Literal':
      return node.value
    case 'ArrayExpression':
      return node.elements.map((element) => (element ? literalValue(element as Expression) : undefined))
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.flatMap((property) =>
          property.type === 'Property' && property.key.type === 'Literal'
            ? [[String(property.key.value), literalValue(property.value as Expression)]]
            : [],
        ),
      )
    default:
      return undefined
  }
}
