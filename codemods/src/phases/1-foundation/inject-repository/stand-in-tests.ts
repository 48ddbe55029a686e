import type { Planning } from '../../../plan/planning.js'
import { keyName, type Node } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'

const casts = /\bas\s+(?:unknown\s+as\s+|any\s+as\s+|never\s+as\s+)?(?:\w+\.)?DuckDBConnection\b/
const doubles =
  /\b(?:Partial|Mocked\w*|MockedObject|DeepMockProxy|MockProxy|mock|mockDeep|createMock|instance|stub\w*)\s*<\s*(?:\w+\.)?DuckDBConnection\b|\b(?:mock|fake|stub|dummy)_?(?:conn|db|duck)\w*/i
const members =
  /(?<![.\w])(?:['"]?(?:runAndRead\w*|getRow(?:s|Objects)\w*)['"]?\s*[:=(,}])|(?<![.\w'"`])run\s*:|['"]run['"]\s*:|\basync\s+run\s*\(|\bspyOn\(\s*[\w.]+\s*,\s*['"](?:run|stream|prepare)\w*['"]/
const replaced =
  /\b(?:mock|doMock|unstable_mockModule|mock\.module)\(\s*['"]@duckdb\/node-(?:api|bindings)['"]/

/**
 * Tests that hand in something of their own making for a connection, which has only the methods that the code calls
 * today. Where it cannot be told, they count as such.
 */
export class StandInTests {
  readonly #planning: Planning
  readonly #reached = new Map<string, boolean>()
  readonly #run = new Map<string, ReadonlySet<string>>()
  /** Where what a mocked accessor hands out may get to. */
  readonly #mocked: ReadonlySet<string>

  constructor(planning: Planning) {
    this.#planning = planning
    const { mocks, project } = planning.survey
    this.#mocked = project.graph.importClosure(mocks.map((mock) => mock.file))
  }

  /** True where such a test runs a file's code, or production code makes a stand-in. */
  reach(file: string): boolean {
    const known = this.#reached.get(file)
    if (known !== undefined) return known
    const { graph } = this.#planning.survey.project
    const above = graph.reverseClosure([file])
    const makes = (test: string) =>
      [...graph.importClosure([test])].some(
        (path) => (!above.has(path) || isTestFile(path)) && this.#makesStandIn(path),
      )
    const found =
      this.#mocked.has(file) ||
      DriverMocks.of(this.#planning).reaching(file) !== undefined ||
      [...above].some((path) =>
        isTestFile(path) ? this.#runBy(path).has(file) && makes(path) : casts.test(this.#text(path)),
      )
    this.#reached.set(file, found)
    return found
  }

  /** What a test can call: of a module that exports what others declare, only what the test takes from there. */
  #runBy(test: string): ReadonlySet<string> {
    const known = this.#run.get(test)
    if (known) return known
    const { project } = this.#planning.survey
    const named = namedImports(project.source(test), (specifier) => project.graph.resolve(test, specifier))
    const entries = project.graph.importsOf(test).flatMap((module) => {
      const names = named.get(module)
      return names === undefined || names === 'all'
        ? [module]
        : [...names].map((name) => project.declarationOf(module, name)?.file ?? module)
    })
    const run = project.graph.importClosure(entries)
    this.#run.set(test, run)
    return run
  }

  #makesStandIn(path: string): boolean {
    const text = this.#text(path)
    if (!isTestFile(path)) return casts.test(text) || doubles.test(text)
    return [casts, doubles, members, replaced].some((pattern) => pattern.test(text))
  }

  #text(path: string): string {
    return this.#planning.survey.project.text(path) ?? ''
  }
}

/** The names that a file imports from each module; `all` where it takes the module as a whole, or runs it. */
function namedImports(
  file: SourceFile | undefined,
  resolve: (specifier: string) => string | undefined,
): ReadonlyMap<string, ReadonlySet<string> | 'all'> {
  const found = new Map<string, Set<string> | 'all'>()
  for (const statement of file?.program.body ?? []) {
    if (statement.type !== 'ImportDeclaration') continue
    const module = resolve(statement.source.value)
    if (module === undefined) continue
    const known = found.get(module) ?? new Set<string>()
    const isWhole =
      statement.specifiers.length === 0 ||
      statement.specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier')
    if (isWhole || known === 'all') {
      found.set(module, 'all')
      continue
    }
    for (const specifier of statement.specifiers)
      if (specifier.type === 'ImportSpecifier') known.add(keyName(specifier.imported as Node) ?? '')
      else known.add('default')
    found.set(module, known)
  }
  return found
}
