import type { Expression } from 'oxc-parser'
import { parse } from './parse.js'

/** Reads JSON that may hold comments and trailing commas; undefined when it is not that. */
export function readJsonWithComments(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return asExpression(text.replace(/^\uFEFF/, ''))
  }
}

function asExpression(text: string): unknown {
  try {
    const [statement] = parse('config.js', `(${text})`).body
    return statement?.type === 'ExpressionStatement' ? literalValue(statement.expression) : undefined
  } catch {
    return undefined
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
