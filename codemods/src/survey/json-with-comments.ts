import type { Expression } from 'oxc-parser'
import { keyName } from './nodes.js'
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

/** What an expression of literals says; undefined for the parts that are computed. */
export function literalValue(node: Expression): unknown {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
      return literalValue(node.expression)
    case 'Literal':
      return node.value
    case 'ArrayExpression':
      return node.elements.map((element) => (element ? literalValue(element as Expression) : undefined))
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.flatMap((property) =>
          property.type === 'Property' && !property.computed && keyName(property.key) !== undefined
            ? [[keyName(property.key), literalValue(property.value as Expression)]]
            : [],
        ),
      )
    default:
      return undefined
  }
}
