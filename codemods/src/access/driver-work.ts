import { oldCompats, oldDrivers } from '../survey/driver-openings.js'
import { declarationNamed } from '../survey/imported-binding.js'
import { isFunction, type Node, unwrap, walk } from '../survey/nodes.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import type { Survey } from '../survey/survey.js'
import { injectedBy } from './data-call.js'
import { givesThroughClient } from './through-client.js'

/** A place where the driver's own connection, or the legacy client, is asked: its errors are the driver's. */
export interface DriverWork {
  readonly file: SourceFile
  readonly node: Node
}

/** What is left to the driver: statements of connections and clients that are followed, and injected accessors. */
export function driverWork({ project, values }: Survey): DriverWork[] {
  const found: DriverWork[] = []
  for (const value of values) {
    const file = isTestFile(value.file) ? undefined : project.source(value.file)
    if (!file) continue
    const touches = [...value.touches, ...(value.derived ?? []).flatMap((each) => each.touches)]
    found.push(...touches.map(({ call }) => ({ file, node: call as Node })))
  }
  for (const path of project.graph.importersOfPackage('@duckshift/runtime')) {
    const file = isTestFile(path) ? undefined : project.source(path)
    if (!file?.text.includes('inject(')) continue
    walk(file.program, (node) => {
      const token = node.type === 'CallExpression' ? injectedBy(file, node) : undefined
      if (token && (handsOutAccessor(project, file, token) || givesThroughClient(project, file, token)))
        found.push({ file, node }, ...usesOf(file, node).map((use) => ({ file, node: use })))
      return true
    })
  }
  return found
}

const untyped = [...oldDrivers, ...oldCompats]
const loadsUntyped = new RegExp(`['"\`](${untyped.join('|')})['"\`]`)

/** Where a module's own functions ask what it opened with an old driver, or its stand-in, whose errors are of no type. */
export function oldDriverWork(project: Survey['project']): DriverWork[] {
  const paths = new Set(untyped.flatMap((name) => project.graph.importersOfPackage(name)))
  return [...paths].flatMap((path) => {
    const file = isTestFile(path) ? undefined : project.source(path)
    if (!file) return []
    return [...file.scopes.bindings()].flatMap(({ scope, kind, declaration, references }) => {
      const isHeld = scope === (file.program as Node) && kind === 'variable'
      if (!isHeld || loadsUntyped.test(file.textOf(declaration))) return []
      return references.map((node) => ({ file, node }))
    })
  })
}

/** Where the variable is named that holds what an expression gives. */
function usesOf(file: SourceFile, given: Node): readonly Node[] {
  let node = given
  while (node.parent && /^(CallExpression|AwaitExpression|MemberExpression|TS\w+)$/.test(node.parent.type))
    node = node.parent
  const declarator = node.parent
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return []
  return file.scopes.lookup(declarator.id, declarator.id.name)?.references ?? []
}

/** `createToken('name', () => getConnection)`: what it gives is the project's own, and no database of the runtime. */
function handsOutAccessor(project: Survey['project'], file: SourceFile, token: Node): boolean {
  const declared = declarationNamed(project, file, token)
  const source = declared && project.source(declared.file)
  if (!source) return false
  const { node } = declared
  const init = node.type === 'VariableDeclarator' && node.init ? unwrap(node.init) : undefined
  if (init?.type !== 'CallExpression' || source.textOf(init.callee) !== 'createToken') return false
  let made = init.arguments[1] as Node | undefined
  while (made && isFunction(made) && made.body && made.body.type !== 'BlockStatement')
    made = unwrap(made.body)
  if (made?.type === 'CallExpression') made = unwrap(made.callee)
  return made !== undefined && /^[\w$.]+$/.test(source.textOf(made)) && !/Database$/.test(source.textOf(made))
}
