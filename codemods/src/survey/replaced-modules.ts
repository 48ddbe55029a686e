import { mockedSpecifier, stubbedSpecifiers } from './module-mocks.js'
import { type Node, walk } from './nodes.js'
import type { Project } from './project.js'

const known = new WeakMap<Project, Map<string, boolean>>()

/** True where a test puts something else in a module's place: what the module says is not what code sees. */
export function isReplacedModule(project: Project, module: string): boolean {
  const found = known.get(project) ?? new Map<string, boolean>()
  known.set(project, found)
  const answer = found.get(module) ?? [...project.graph.importersOf(module)].some(replaces)
  found.set(module, answer)
  return answer

  function replaces(path: string): boolean {
    if (!/mock|proxyquire|quibble|testdouble|rewire/i.test(project.text(path) ?? '')) return false
    let isReplacing = false
    walk(project.source(path)?.program as Node, (node) => {
      const specifiers = [mockedSpecifier(node), ...stubbedSpecifiers(node).map((each) => each.specifier)]
      isReplacing ||= specifiers.some(
        (specifier) => specifier !== undefined && project.graph.resolve(path, specifier) === module,
      )
      return !isReplacing
    })
    return isReplacing
  }
}
