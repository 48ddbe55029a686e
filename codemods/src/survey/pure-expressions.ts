import type { Node } from './nodes.js'

/** True for an expression that does nothing by itself, whatever it is made of: no call, nothing waited for or assigned. Types that name nothing, too. */
export function doesNothing({ type }: Node): boolean {
  return /^(ArrayExpression|ObjectExpression|Property|TemplateLiteral|TemplateElement|Literal|Identifier|MemberExpression|BinaryExpression|LogicalExpression|ConditionalExpression|UnaryExpression|TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|TSArrayType|TS\w+Keyword|ParenthesizedExpression|ChainExpression)$/.test(
    type,
  )
}

/** True for the name of a method that changes nothing and gives a text. */
export function givesText(method: string): boolean {
  return /^(toString|trim|toLowerCase|toUpperCase|toISOString|replace|replaceAll|slice|substring|padStart|join|toFixed)$/.test(
    method,
  )
}
