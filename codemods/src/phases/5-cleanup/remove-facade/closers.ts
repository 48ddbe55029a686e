import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed } from '../../../plan/proposal.js'
import { functionOf } from '../../../survey/exports.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { importersThrough } from '../../../survey/importers-through.js'
import {
  enclosingFunction,
  isFunction,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'

export interface FileEdits {
  readonly path: string
  readonly edits: TextEdit[]
  readonly imports: ImportNeed[]
}

/** What closes the driver's own connections and instances. */
const closingDriver = ['close', 'closeSync', 'disconnect', 'disconnectSync']

/** Exported functions of the accessor's modules that do nothing but close the client: by module, their names. */
export function closersOf(planning: Planning, facade: Facade): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const { accessor, driver, opened, profile } = facade
  const closing = [...profile.methods.values()].filter((method) => method.result === 'close')
  const names = new Set(driver ? closingDriver : closing.map((method) => method.name))
  for (const module of new Set([accessor.module, driver ? opened : accessor.client!.module])) {
    const file = planning.survey.project.source(module)
    for (const [name, exported] of planning.survey.project.exports(module)?.named ?? []) {
      const body = exported.kind === 'local' ? functionOf(exported.node) : undefined
      if (!file || !body || !isFunction(body) || body.params.length > 0) continue
      if (closes(body, names)) found.set(module, new Set([...(found.get(module) ?? []), name]))
    }
  }
  return found
}

/** A call of the client's closing method, and beside it only tests and assignments. */
function closes(body: Node, names: ReadonlySet<string>): boolean {
  let closing = 0
  let others = 0
  walk(body, (node) => {
    if (node.type !== 'CallExpression') return true
    const callee = unwrap(node.callee)
    if (callee.type === 'MemberExpression' && names.has(memberName(callee) ?? '')) closing += 1
    else others += 1
    return true
  })
  return closing > 0 && others === 0
}

/** Calls of closers become calls of the database's own; undefined when one is used in a way that could not be followed. */
export function closerEdits(planning: Planning, facade: Facade): FileEdits[] | undefined {
  const closers = closersOf(planning, facade)
  const { project } = planning.survey
  const files: FileEdits[] = []
  const carrying = new Set([...closers.keys()].flatMap((module) => [...importersThrough(project, module)]))
  for (const path of carrying) {
    const file = project.source(path)
    if (!file) continue
    const edits: TextEdit[] = []
    for (const binding of file.scopes.bindings()) {
      const imported = importedBinding(project, file, binding)
      if (imported?.imported === '*' && imported.target) {
        for (const reference of binding.references) {
          const member = reference.parent
          if (member?.type !== 'MemberExpression' || member.object !== reference) continue
          const named = project.declarationOf(imported.target, memberName(member) ?? '')
          if (!named || !closers.get(named.file)?.has(named.export.name)) continue
          const edit = closed(file, member, facade.token)
          if (!edit) return undefined
          edits.push(edit)
        }
        continue
      }
      const declared = imported?.target
        ? project.declarationOf(imported.target, imported.imported)
        : undefined
      if (!declared || !closers.get(declared.file)?.has(declared.export.name)) continue
      for (const reference of binding.references) {
        if (reference.parent?.type === 'ExportSpecifier') continue
        const edit = closed(file, reference, facade.token)
        if (!edit) return undefined
        edits.push(edit)
      }
    }
    if (edits.length > 0) files.push({ path, edits, imports: needsOf(facade) })
  }
  return files
}

export function needsOf(facade: Facade): ImportNeed[] {
  return [
    { target: { package: '@duckshift/runtime' }, name: 'inject' },
    { target: { file: facade.databaseModule }, name: facade.token },
  ]
}

function closed(file: SourceFile, reference: Node, token: string): TextEdit | undefined {
  const text = `inject(${token}).close()`
  const call = reference.parent
  if (call?.type !== 'CallExpression' || call.callee !== reference) {
    const isArgument = call?.type === 'CallExpression' && call.arguments.includes(reference as never)
    return isArgument ? { start: reference.start, end: reference.end, text: `() => ${text}` } : undefined
  }
  const outer = outermost(call as Node)
  const parent = outer.parent
  const isStatement = parent?.type === 'ExpressionStatement'
  const within = enclosingFunction(call as Node)
  const canAwait = within ? within.async : !/\.cjs$|\.cts$/.test(file.path)
  const prefix = !isStatement ? '' : canAwait ? 'await ' : 'void '
  return { start: call.start, end: call.end, text: prefix + text }
}
