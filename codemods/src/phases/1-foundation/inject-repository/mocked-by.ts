import { escapePattern } from '../../../edits/escape-pattern.js'
import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { mockedSpecifier } from '../../../survey/module-mocks.js'
import { type Node, rootOf, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { mappedBy } from './mapped-modules.js'

/** What a test replaces of what code takes its client by. */
export type MockedBy = 'nobody' | 'itself' | 'elsewhere'

/** `elsewhere`: a test replaces the module that the code has the accessor from, which the token does not import. */
export function mockedBy(planning: Planning, facade: Facade, file: SourceFile, reference: Node): MockedBy {
  const { mocks, project } = planning.survey
  const { module, export: exported, member } = facade.accessor
  const isReplaced = (path: string | undefined) =>
    mocks.some(
      (mock) =>
        mock.module === path &&
        mock.subject === undefined &&
        (project.graph.reaches(mock.file, file.path) || isSetup(project, mock.file)) &&
        replaces(project, mock, exported === 'default' ? (member ?? exported) : exported),
    )
  const root = rootOf(reference)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  const from = binding && importedBinding(project, file, binding)?.target
  // The token's module is not the one in which it is replaced.
  if (mocks.some((mock) => mock.subject === file.path && mock.module === from)) return 'elsewhere'
  if (from !== module && isReplaced(from)) return 'elsewhere'
  const mapped = mappedBy(planning, facade, file, reference)
  if (mapped !== 'nobody') return mapped
  return isReplaced(module) || DriverMocks.of(planning).reaching(file.path) !== undefined
    ? 'itself'
    : 'nobody'
}

/** A file without tests of its own: what it replaces may be replaced for all of them. */
function isSetup(project: Project, path: string): boolean {
  return !/\b(it|test|describe)\b[\w.]*\(/.test(project.text(path) ?? '')
}

interface Mock {
  readonly file: string
  readonly module: string
}

const known = new WeakMap<Mock, Map<string, boolean>>()

/** Asked for every value that the test reaches. */
function replaces(project: Project, mock: Mock, name: string): boolean {
  const found = known.get(mock) ?? new Map<string, boolean>()
  known.set(mock, found)
  const answer = found.get(name) ?? givesName(project, mock, name)
  found.set(name, answer)
  return answer
}

/** False where a module is replaced by one that has not got a name: nobody asks for it then. */
function givesName(project: Project, mock: Mock, name: string): boolean {
  const file = project.source(mock.file)
  if (!file) return true
  let names = false
  let isKnown = false
  walk(file.program, (node) => {
    const specifier = node.type === 'CallExpression' ? mockedSpecifier(node) : undefined
    if (specifier === undefined || project.graph.resolve(mock.file, specifier) !== mock.module) return true
    const { arguments: given } = node as { arguments: readonly Node[] }
    isKnown = true
    names ||= given.length < 2 || new RegExp(`\\b${escapePattern(name)}\\b`).test(file.textOf(given[1]!))
    return true
  })
  return names || !isKnown
}
