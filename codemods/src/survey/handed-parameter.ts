import type { Escape } from './client-value.js'
import { clientId, type Held, type HeldClient } from './held.js'
import type { Node } from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

/** A parameter to which a call hands a client, and whose type does not name it: none, or what the client is to be like. */
export interface HandedParameter {
  readonly file: string
  /** Where its function starts. */
  readonly functionStart: number
  readonly index: number
  readonly held: Held | undefined
  /** The client's class, or the accessor that hands the client out. */
  readonly client: string
  readonly isTyped: boolean
  /** Set where the parameter is an object, and this member of it holds the client. */
  readonly member?: string
  /** The parameter that hands the client on to this one, and is a usage where this one is. */
  readonly by?: HandedParameter
  /** Set where what it hands the client on to sends statements. */
  readonly isSentOn?: true
}

/** The parameters to which a client goes; `accessor` hands it out where its class is not known. */
export function handedBy(
  project: Project,
  flow: ValueFlow,
  file: SourceFile,
  { node, target, member }: Escape,
  accessor: string,
  held = flow.valueOf(file, node),
): HandedParameter[] {
  const whole = target && handedWhole(project, flow, held, target, accessor)
  const within = member && held?.what === 'client' ? handedWithin(held, member) : undefined
  return [within, whole].filter((each) => each !== undefined)
}

function handedWhole(
  project: Project,
  flow: ValueFlow,
  held: Held | undefined,
  { file, callee, index }: NonNullable<Escape['target']>,
  accessor: string,
): HandedParameter | undefined {
  const given = callee.params[index] as Node | undefined
  const { pattern: parameter, target: pattern } = patternOf(given)
  if (pattern?.type !== 'Identifier' || isTestFile(file)) return undefined
  const type = pattern.typeAnnotation?.typeAnnotation
  const isTyped = type !== undefined && type.type !== 'TSAnyKeyword'
  // What names the client is collected by its type.
  if (isTyped) {
    const source = project.source(file)
    if (!source || type.type !== 'TSTypeReference' || held?.what !== 'client') return undefined
    if (flow.isClientLike(flow.types.typeOf(source, type))) return undefined
  }
  if (!isTyped && given !== parameter) return undefined
  return {
    file,
    functionStart: callee.start,
    index,
    held: held?.what === 'client' ? handedOn(held) : held,
    client: held?.what === 'client' ? clientId(held.client) : accessor,
    isTyped,
  }
}

/** `work({ db })`, where no type says what `work` takes. */
function handedWithin(
  held: HeldClient,
  { file, callee, index, name }: NonNullable<Escape['member']>,
): HandedParameter | undefined {
  const given = callee.params[index] as Node | undefined
  const { pattern: parameter, target } = patternOf(given)
  if (given !== parameter || isTestFile(file)) return undefined
  if (target?.type !== 'Identifier' && target?.type !== 'ObjectPattern') return undefined
  if (target.typeAnnotation) return undefined
  const client = handedOn(held)
  return {
    file,
    functionStart: callee.start,
    index,
    held: {
      what: 'object',
      names: () => [name],
      member: (asked) => (asked === name ? client : undefined),
    },
    client: clientId(client.client),
    isTyped: false,
    member: name,
  }
}

/** A parameter without what makes it a field, and what it is called without its default. */
export function patternOf<P extends Node | undefined>(
  parameter: P,
): { readonly pattern: P; readonly target: P } {
  const pattern = parameter?.type === 'TSParameterProperty' ? (parameter.parameter as P) : parameter
  return { pattern, target: pattern?.type === 'AssignmentPattern' ? (pattern.left as P) : pattern }
}

/** What a function has from its caller, wherever that has it from. */
function handedOn({ injected: _, ...held }: HeldClient): HeldClient {
  return { ...held, given: true }
}
