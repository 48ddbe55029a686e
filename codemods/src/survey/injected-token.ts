import { declarationReached } from './callee-function.js'
import { isFacade } from './facade-module.js'
import { importedBinding } from './imported-binding.js'
import { importersThrough } from './importers-through.js'
import { type AnyFunction, isFunction, memberName, type Node, unwrap } from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

const runtime = '@duckshift/runtime'

/** False for a file in which nothing is injected. */
export function mayInject({ text }: SourceFile): boolean {
  return text.includes(runtime)
}

/** What makes the value of the token in `inject(token)`: the function that `createToken` was given. */
export function injectedToken(
  project: Project,
  file: SourceFile,
  call: Node,
): { readonly file: string; readonly factory: AnyFunction } | undefined {
  if (call.type !== 'CallExpression' || !isInject(project, file, unwrap(call.callee as Node)))
    return undefined
  const [token] = call.arguments as Node[]
  const declared = token && declarationReached(project, file, token)
  const factory = declared && tokenFactory(declared.node)
  return factory && { file: declared.file.path, factory }
}

/** The function that makes a token's value, of `const token = createToken('token', () => …)`. */
function tokenFactory(declaration: Node): AnyFunction | undefined {
  const made =
    declaration.type === 'VariableDeclarator' && declaration.init
      ? unwrap(declaration.init as Node)
      : undefined
  if (made?.type !== 'CallExpression') return undefined
  const callee = unwrap(made.callee)
  const factory = made.arguments[1] as Node | undefined
  const isToken = callee.type === 'Identifier' && callee.name === 'createToken'
  const bare = isToken && factory ? unwrap(factory) : undefined
  return isFunction(bare) ? bare : undefined
}

/** The files that name a token which hands out a client, or what gives one. `modules`: those that the accessors are in. */
export function injectingFiles(flow: ValueFlow, modules: Iterable<string>): ReadonlySet<string> {
  const { project } = flow
  const importers = new Set(project.graph.importersOfPackage(runtime))
  const found = new Set<string>()
  const seen = new Set<string>()
  for (const module of modules)
    for (const path of [module, ...project.graph.importersOf(module)]) {
      if (seen.has(path) || !importers.has(path)) continue
      seen.add(path)
      const file = isFacade(project.text(path) ?? '') ? project.source(path) : undefined
      const names = file ? clientTokens(flow, file) : []
      if (names.length === 0) continue
      for (const user of importersThrough(project, path)) {
        const text = isTestFile(user) ? '' : (project.text(user) ?? '')
        if (names.some((name) => text.includes(name))) found.add(user)
      }
    }
  return found
}

function clientTokens(flow: ValueFlow, file: SourceFile): string[] {
  return [...file.scopes.topLevelBindings()].flatMap(({ name, declaration }) => {
    const factory = tokenFactory(declaration)
    const made = factory && flow.returnsOf(file.path, factory)
    return made?.what === 'client' || made?.what === 'function' ? [name] : []
  })
}

function isInject(project: Project, file: SourceFile, callee: Node): boolean {
  if (callee.type === 'MemberExpression')
    return memberName(callee) === 'inject' && file.textOf(callee.object).includes(runtime)
  const binding = callee.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
  const imported = binding && importedBinding(project, file, binding)
  return imported?.specifier === runtime && imported.imported === 'inject'
}
