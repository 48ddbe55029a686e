import type { ClientMethod, ClientProfile } from '../../../clients/client-profile.js'
import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import type { Touch } from '../../../survey/client-value.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { BuiltStatement } from '../extract-repository/built-statement.js'
import { constantText } from '../parametrize-sql/constant-text.js'
import { escapedVariables } from '../parametrize-sql/escaped-variables.js'
import { type Parametrized, parametrize, sqlLiteral } from '../parametrize-sql/parametrize-sql.js'
import { argumentVariable } from './argument-variable.js'
import { isTextAsserted } from './asserted-texts.js'

/** One call of the client, taken apart. */
export interface CallSite {
  readonly touch: Touch
  readonly method: ClientMethod
  /** Source of the SQL argument, when it is constant there, or made so by parametrising. */
  readonly sql?: { readonly text: string; readonly value: string }
  /** Values moved out of the SQL text, when it was interpolated. */
  readonly parametrized?: Parametrized
  /** Values could be moved out of the SQL text, but a test may look at it. */
  readonly textAsserted?: true
  /** Variables that hold the SQL and the values for this call alone: they go where these do. */
  readonly variables?: readonly GoneStatement[]
  /** The values passed, in order, when they are written out; undefined when an array is passed through. */
  readonly values?: readonly ParameterValue[]
  /** For `{ name: value }` parameters. */
  readonly named?: readonly string[]
  readonly typeArgument?: Node
  /** What puts its SQL together right before, where that goes to a repository with it. */
  readonly built?: BuiltStatement
}

export interface GoneStatement {
  readonly statement: Range
  /** It goes as it is written, with what comments say in it. */
  readonly isWhole?: true
  /** What stands there instead. */
  readonly text?: string
  /** What of the code that repeats. */
  readonly repeats?: readonly Node[]
}

export interface ParameterValue {
  /** The expression's text at the call site. */
  readonly text: string
  readonly node?: Node
  /** The type, where it does not follow from `node`. */
  readonly type?: string
  /** What `text` repeats of the code, where it is no `node`. */
  readonly repeats?: readonly Node[]
}

/** Takes a call apart; undefined when the client has no such method or its meaning is unknown. */
export function callSiteOf(
  planning: Planning,
  file: SourceFile,
  profile: ClientProfile,
  touch: Touch,
): CallSite | undefined {
  const method = profile.methods.get(touch.method)
  if (!method || method.result === 'other' || method.result === 'close') return undefined
  const [sqlArgument, ...rest] = (touch.call.arguments as Node[]).slice(touch.sqlAt ?? 0)
  if (!sqlArgument || sqlArgument.type === 'SpreadElement') return { touch, method }
  // What a client takes beside SQL and values, a database would not understand.
  const most = { none: 0, array: 1, variadic: Number.POSITIVE_INFINITY }[method.parameters]
  if (rest.length > most) return undefined
  const typeArgument = touch.call.typeArguments?.params[0] as Node | undefined
  const base = { touch, method, ...(typeArgument && { typeArgument }) }
  const isListed = method.parameters === 'array' && rest.length === 1
  const listed = isListed ? argumentVariable(file, touch.call as Node, rest[0]!) : undefined
  const given = valuesOf(file, method, listed ? [listed.value] : rest)
  const variable = argumentVariable(file, touch.call as Node, sqlArgument)
  const written = variable?.value ?? sqlArgument
  const variables = [...(variable ? [variable] : []), ...(listed && given.values ? [listed] : [])]
  const from = { variables }
  const constant = constantSql(file, written) ?? constantElsewhere(planning, file, written)
  if (constant) return { ...base, ...from, sql: constant, ...given }
  if (!planning.enabled('parametrize-sql') || given.named) return base
  const escaped = escapedVariables(planning, file, touch.call as Node, written)
  const parametrized = parametrize(planning, file, written, given.values, escaped.meaning)
  if (!parametrized) return base
  const isMoved = parametrized.site.values.length > (given.values?.length ?? 0)
  if (isMoved && isTextAsserted(planning, file.path)) return { ...base, textAsserted: true }
  return {
    ...base,
    variables: [...variables, ...escaped.variables],
    ...parametrized.site,
    ...(isMoved && { parametrized }),
  }
}

function constantSql(file: SourceFile, argument: Node): { text: string; value: string } | undefined {
  const node = unwrap(argument)
  if (node.type === 'Literal' && typeof node.value === 'string')
    return { text: file.textOf(node), value: node.value }
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    const value = node.quasis[0]?.value.cooked
    if (typeof value === 'string') return { text: file.textOf(node).replaceAll('\r\n', '\n'), value }
  }
  return undefined
}

/** SQL that a constant holds: it is written out where it goes. */
function constantElsewhere(
  planning: Planning,
  file: SourceFile,
  argument: Node,
): { text: string; value: string } | undefined {
  const isNamed = /^(Identifier|MemberExpression|CallExpression)$/.test(unwrap(argument).type)
  const value = isNamed ? constantText(planning, file, argument) : undefined
  return value === undefined
    ? undefined
    : { text: sqlLiteral(value, codeStyleOf(file.text, file.typed).quote), value }
}

function valuesOf(
  file: SourceFile,
  method: ClientMethod,
  rest: readonly Node[],
): { values?: readonly ParameterValue[]; named?: readonly string[] } {
  if (rest.length === 0) return { values: [] }
  if (method.parameters === 'variadic') {
    return rest.some((node) => node.type === 'SpreadElement')
      ? {}
      : { values: rest.map((node) => parameterValue(file, node)) }
  }
  const argument = unwrap(rest[0]!)
  if (rest.length !== 1) return {}
  if (argument.type === 'ArrayExpression') {
    const elements = argument.elements as (Node | null)[]
    if (elements.some((element) => !element || element.type === 'SpreadElement')) return {}
    return { values: elements.map((element) => parameterValue(file, element!)) }
  }
  if (argument.type === 'ObjectExpression') {
    const names: string[] = []
    const values: ParameterValue[] = []
    for (const property of argument.properties) {
      if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return {}
      names.push(property.key.name)
      values.push(parameterValue(file, property.value))
    }
    return { values, named: names }
  }
  return {}
}

function parameterValue(file: SourceFile, node: Node): ParameterValue {
  return { text: file.textOf(node), node }
}

/** Of what edits replace, what they do not repeat: names that stand there are gone from the file. */
export function removedBy(edits: readonly TextEdit[], sites: readonly CallSite[]): Range[] {
  const repeated = sites
    .flatMap(({ values = [], variables = [] }) => [
      ...values.flatMap(({ node, repeats }) => (node ? [node] : (repeats ?? []))),
      ...variables.flatMap(({ repeats }) => repeats ?? []),
    ])
    .sort((a, b) => a.start - b.start || b.end - a.end)
  return edits.flatMap(({ start, end }) => {
    const ranges: Range[] = []
    let from = start
    for (const node of repeated) {
      if (node.start < from || node.end > end) continue
      ranges.push({ start: from, end: node.start })
      from = node.end
    }
    ranges.push({ start: from, end })
    return ranges.filter((range) => range.end > range.start)
  })
}
