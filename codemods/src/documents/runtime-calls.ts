import { runtimePackage } from '../repositories/extends-repository.js'
import { importedBinding } from '../survey/imported-binding.js'
import { keyName, memberName, type Node, stringValue, unwrap, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import { textOrder } from '../text-order.js'

/** A call of something the runtime exports. */
export interface RuntimeCall {
  readonly file: string
  /** `Database.open`, `breaker`, `healthHandler`, and `pooledDriver.create` for `pooledDriver(…).create` */
  readonly callee: string
  /** The first argument, where it is a fixed text. */
  readonly name?: string
  readonly arguments: readonly string[]
  /** Entries of the object literals among the arguments, nested ones as `pool.max`. */
  readonly settings: readonly { readonly key: string; readonly value: string }[]
}

/** Every call of the runtime in production code, by place. */
export function runtimeCalls(project: Project): RuntimeCall[] {
  const calls: RuntimeCall[] = []
  for (const path of [...new Set(project.graph.importersOfPackage(runtimePackage))].sort(textOrder)) {
    const file = isTestFile(path) ? undefined : project.source(path)
    if (!file) continue
    walk(file.program as unknown as Node, (node) => {
      const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? node.callee : undefined
      const name = callee && calleeName(project, file, unwrap(callee as Node))
      if (name && (node.type === 'CallExpression' || node.type === 'NewExpression'))
        calls.push(callOf(file, name, node.arguments as Node[]))
      return true
    })
  }
  return calls
}

function callOf(file: SourceFile, callee: string, values: readonly Node[]): RuntimeCall {
  const name = stringValue(values[0])
  return {
    file: file.path,
    callee,
    ...(name !== undefined && { name }),
    arguments: values.map((value) => file.textOf(value)),
    settings: values.flatMap((value) => settingsOf(file, value, '')),
  }
}

function calleeName(project: Project, file: SourceFile, callee: Node): string | undefined {
  const member = callee.type === 'MemberExpression' ? memberName(callee) : undefined
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  if (member !== undefined && object.type === 'CallExpression') {
    const made = calleeName(project, file, unwrap(object.callee as Node))
    return made === 'pooledDriver' ? `${made}.${member}` : undefined
  }
  const binding = object.type === 'Identifier' ? file.scopes.resolve(object) : undefined
  const imported = binding && importedBinding(project, file, binding)
  if (!imported || imported.target !== undefined) return undefined
  if (imported.specifier !== runtimePackage && !imported.specifier.startsWith(`${runtimePackage}/`))
    return undefined
  return member === undefined ? imported.imported : `${imported.imported}.${member}`
}

function settingsOf(file: SourceFile, value: Node, prefix: string): { key: string; value: string }[] {
  const bare = unwrap(value)
  if (bare.type !== 'ObjectExpression') return []
  return bare.properties.flatMap((property) => {
    if (property.type !== 'Property') return [{ key: `${prefix}…`, value: file.textOf(property) }]
    const key = prefix + (keyName(property.key as Node) ?? '…')
    const nested = settingsOf(file, property.value as Node, `${key}.`)
    return nested.length > 0 ? nested : [{ key, value: file.textOf(property.value as Node) }]
  })
}
