import { mockedSpecifier, stubbedSpecifiers } from './module-mocks.js'
import { type Node, walk } from './nodes.js'
import type { Project } from './project.js'

export interface ReplacedModule {
  readonly module: string
  /** As the test writes it; empty where it replaces whatever the subject imports. */
  readonly specifier: string
  /** The one file in which it is replaced; absent where it is for all. */
  readonly subject?: string
}

/** The modules of the project in whose place a call of a test puts something else. */
export function replacedModules({ graph }: Project, path: string, call: Node): ReplacedModule[] {
  const mocked = mockedSpecifier(call)
  const module = mocked === undefined ? undefined : graph.resolve(path, mocked)
  const stubbed = stubbedSpecifiers(call).flatMap(({ subject: name, specifier }): ReplacedModule[] => {
    const subject = graph.resolve(path, name)
    if (subject === undefined) return []
    if (specifier === undefined)
      return graph.importsOf(subject).map((each) => ({ module: each, specifier: '', subject }))
    const target = graph.resolve(subject, specifier)
    return target === undefined ? [] : [{ module: target, specifier, subject }]
  })
  return mocked !== undefined && module !== undefined ? [{ module, specifier: mocked }, ...stubbed] : stubbed
}

const known = new WeakMap<Project, Map<string, boolean>>()

/** True where a test puts something else in a module's place: what the module says is not what code sees. */
export function isReplacedModule(project: Project, module: string): boolean {
  const found = known.get(project) ?? new Map<string, boolean>()
  known.set(project, found)
  const answer = found.get(module) ?? namedBy(project, module).some((path) => replaces(project, path, module))
  found.set(module, answer)
  return answer
}

/** Files that import a module, or that name one which does: so do tests that replace it in that one alone. */
function namedBy({ graph }: Project, module: string): string[] {
  const importers = graph.importersOf(module)
  return [...new Set([...importers, ...importers.flatMap((path) => graph.importersOf(path))])]
}

function replaces(project: Project, path: string, module: string): boolean {
  const file = /mock|proxyquire|quibble|testdouble|rewire/i.test(project.text(path) ?? '')
    ? project.source(path)
    : undefined
  let isReplacing = false
  if (file)
    walk(file.program as Node, (node) => {
      isReplacing ||= replacedModules(project, path, node).some((replaced) => replaced.module === module)
      return !isReplacing
    })
  return isReplacing
}
