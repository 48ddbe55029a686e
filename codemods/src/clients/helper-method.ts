import type { Accessor } from '../model.js'
import { classOf, functionOf } from '../survey/exports.js'
import { type AnyFunction, isClass, isFunction, keyName } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { type ClientMethod, parametersOf, typeParameterDefault } from './client-profile.js'
import { StatementReader } from './statement-reader.js'

const known = new WeakMap<AnyFunction, { readonly method: ClientMethod | undefined }>()

/**
 * What an exported `query(sql, parameters)` does, where it does nothing but send its statement to the hidden connection
 * and read the rows: the injected database can then stand in for it. Undefined where it does anything more.
 */
export function helperMethod(project: Project, accessor: Accessor): ClientMethod | undefined {
  if (accessor.kind !== 'helper') return undefined
  const file = project.source(accessor.module)
  const body = file && helperFunction(project, accessor)
  if (!file || !body) return undefined
  const found = known.get(body) ?? { method: methodOf(project, accessor, file, body) }
  known.set(body, found)
  return found.method
}

const resultOf = {
  rows: 'rows',
  row: 'first-row-or-undefined',
  'row-or-null': 'first-row-or-null',
  'rows-changed': 'rows-changed',
  nothing: 'nothing',
} as const

function methodOf(
  project: Project,
  accessor: Accessor,
  file: SourceFile,
  body: AnyFunction,
): ClientMethod | undefined {
  const sent = body.params.length <= 2 ? new StatementReader(project, file, body).read() : undefined
  if (!sent || sent.gives === 'result') return undefined
  const base = {
    name: accessor.member ?? accessor.export,
    parameters: parametersOf(body),
    result: resultOf[sent.gives],
  }
  if (!sent.rows || sent.gives === 'nothing' || sent.gives === 'rows-changed') return base
  const rowDefault = typeParameterDefault(file, body)
  return { ...base, rows: sent.rows, ...(rowDefault !== undefined && { rowDefault }) }
}

export function helperFunction(project: Project, accessor: Accessor): AnyFunction | undefined {
  if (accessor.hidden) {
    const own = project.source(accessor.module)?.scopes.topLevel(accessor.export)?.declaration
    const hidden = own && !accessor.member && functionOf(own)
    return hidden && isFunction(hidden) ? hidden : undefined
  }
  const declared = project.declarationOf(accessor.module, accessor.export)
  if (declared?.export.kind !== 'local' || declared.file !== accessor.module) return undefined
  const { node } = declared.export
  if (!accessor.member) {
    const body = functionOf(node)
    return body && isFunction(body) ? body : undefined
  }
  const owner = classOf(node)
  if (!isClass(owner)) return undefined
  const member = owner.body.body.find(
    (candidate) => candidate.type === 'MethodDefinition' && keyName(candidate.key) === accessor.member,
  )
  return member?.type === 'MethodDefinition' ? member.value : undefined
}
