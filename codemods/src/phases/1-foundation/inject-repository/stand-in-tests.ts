import type { Planning } from '../../../plan/planning.js'
import { isTestFile } from '../../../survey/project-files.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'

const casts = /\bas\s+(?:unknown\s+as\s+|any\s+as\s+|never\s+as\s+)?(?:\w+\.)?DuckDBConnection\b/
const doubles =
  /\b(?:Partial|Mocked\w*|MockedObject|DeepMockProxy|MockProxy|mock|mockDeep|createMock|instance|stub\w*)\s*<\s*(?:\w+\.)?DuckDBConnection\b|\b(?:mock|fake|stub|dummy)_?(?:conn|db|duck)\w*/i
const members =
  /(?<![.\w])(?:['"]?(?:runAndRead\w*|getRow(?:s|Objects)\w*)['"]?\s*[:=(,}])|(?<![.\w])['"]?run['"]?\s*:|\basync\s+run\s*\(|\bspyOn\(\s*[\w.]+\s*,\s*['"](?:run|stream|prepare)\w*['"]/
const replaced =
  /\b(?:mock|doMock|unstable_mockModule|mock\.module)\(\s*['"]@duckdb\/node-(?:api|bindings)['"]/

/**
 * Tests that hand in something of their own making for a connection, which has only the methods that the code calls
 * today. Where it cannot be told, they count as such.
 */
export class StandInTests {
  readonly #planning: Planning
  readonly #reached = new Map<string, boolean>()
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
    const tests = [...above].filter(isTestFile)
    // Their helpers, which need not look like tests.
    const own = [...graph.importClosure(tests)].filter((path) => !above.has(path) || isTestFile(path))
    const found =
      this.#mocked.has(file) ||
      DriverMocks.of(this.#planning).reaching(file) !== undefined ||
      [...tests, ...own].some((path) => this.#makesStandIn(path)) ||
      [...above].some((path) => casts.test(this.#text(path)))
    this.#reached.set(file, found)
    return found
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
