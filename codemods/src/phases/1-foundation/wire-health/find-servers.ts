import { escapePattern } from '../../../edits/escape-pattern.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { isFunction, memberName, type Node, outermost, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'

export type Framework = 'express' | 'fastify' | 'hono' | 'http'

/** Where an application makes the server that its requests come to. */
export interface Server {
  readonly framework: Framework
  readonly file: SourceFile
  /** `express()`, `new Hono()`, `createServer(…)`. */
  readonly made: Node
  /** The statement that keeps it, and how the code calls it: absent for a server that nothing can be added to here. */
  readonly kept?: { readonly statement: Node; readonly name: string }
  /** What answers requests of a server of node:http, where it is written out or named. */
  readonly listener?: Node
}

const packages = /['"](express|fastify|hono|(node:)?https?)['"]/

/** The servers of the project, tests and applications that others mount left out. */
export function findServers(project: Project, inScope: (file: string) => boolean): Server[] {
  const found: Server[] = []
  for (const path of project.files) {
    if (isTestFile(path) || !inScope(path) || !packages.test(project.text(path) ?? '')) continue
    const file = project.source(path)
    if (file) found.push(...serversIn(project, file))
  }
  const served = found.filter((server) => isServed(server))
  return served.length > 0 ? served : found
}

function serversIn(project: Project, file: SourceFile): Server[] {
  const servers: Server[] = []
  walk(file.program, (node) => {
    const framework = frameworkOf(project, file, node)
    if (framework) servers.push({ framework, file, made: node, ...placeOf(file, framework, node) })
    return true
  })
  return servers.filter((server) => !isMounted(server) && !(server.framework === 'http' && !server.listener))
}

function frameworkOf(project: Project, file: SourceFile, node: Node): Framework | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined
  const callee = unwrap(node.callee as Node)
  const member = memberName(callee)
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  const imported = binding && importedBinding(project, file, binding)
  if (!imported || imported.target !== undefined) return undefined
  const isModule = /^(default|\*)$/.test(imported.imported)
  const name = member === undefined ? (isModule ? 'default' : imported.imported) : isModule ? member : ''
  const called = `${node.type === 'NewExpression' ? 'new ' : ''}${imported.specifier} ${name}`
  if (called === 'express default') return 'express'
  if (/^fastify (default|fastify)$/.test(called)) return 'fastify'
  if (called === 'new hono Hono') return 'hono'
  return /^(node:)?https? createServer$/.test(called) ? 'http' : undefined
}

function placeOf(file: SourceFile, framework: Framework, made: Node): Pick<Server, 'kept' | 'listener'> {
  if (framework === 'http') {
    const listener = made.type === 'CallExpression' ? (made.arguments.at(-1) as Node | undefined) : undefined
    return listener && isListener(file, unwrap(listener)) ? { listener } : {}
  }
  const holder = outermost(made).parent
  const statement =
    holder?.type === 'VariableDeclarator' || holder?.type === 'AssignmentExpression'
      ? statementOf(holder.parent as Node)
      : undefined
  if (!statement) return {}
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier')
    return { kept: { statement, name: holder.id.name } }
  return holder?.type === 'AssignmentExpression' && holder.operator === '='
    ? { kept: { statement, name: file.textOf(holder.left as Node) } }
    : {}
}

function isListener(file: SourceFile, node: Node): boolean {
  if (isFunction(node)) return true
  const declaration = node.type === 'Identifier' ? file.scopes.resolve(node)?.declaration : undefined
  if (!declaration) return false
  const value = declaration.type === 'VariableDeclarator' ? (declaration.init as Node | null) : declaration
  return isFunction(value && unwrap(value))
}

/** A declaration or expression that stands in a list of statements. */
function statementOf(node: Node): Node | undefined {
  const whole = node.parent?.type === 'ExportNamedDeclaration' ? node.parent : node
  const isStatement = whole.type === 'ExpressionStatement' || /Declaration$/.test(whole.type)
  return isStatement && /^(Program|BlockStatement|StaticBlock)$/.test(whole.parent?.type ?? '')
    ? whole
    : undefined
}

/** `parent.use('/api', app)`, `parent.route('/api', app)`: another application answers for it. */
function isMounted({ file, kept }: Server): boolean {
  if (!kept) return false
  const own = escapePattern(kept.name)
  return new RegExp(`\\.(use|route|mount|register)\\([^)]*\\b${own}\\s*[,)]`).test(file.text)
}

/** Its requests come from here: it listens, is given to a server, or is what the module is. */
function isServed({ framework, file, kept }: Server): boolean {
  if (framework === 'http') return true
  if (!kept) return false
  const own = escapePattern(kept.name)
  return new RegExp(
    `\\b${own}\\s*\\.\\s*listen\\(|\\b(serve|createServer)\\([^)]*\\b${own}\\b|export default (${own}\\b|\\{[^}]*\\b${own}\\.fetch)`,
  ).test(file.text)
}
