import type { Planning } from '../../../plan/planning.js'
import { isDriverClass, neoDriver, openingMethods } from '../../../survey/driver-openings.js'
import { isDriverQuery } from '../../../survey/duckdb-driver.js'
import { mockedSpecifier, stubbedSpecifiers, stubbingPackages } from '../../../survey/module-mocks.js'
import { memberName, type Node, stringValue, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'

const known = new WeakMap<Planning, DriverMocks>()
const ofInstances = /^(connect|closeSync)$/

/** The tests that replace the driver itself, or spy on its methods: what the runtime opens instead, they would not see. */
export class DriverMocks {
  readonly #project: Project
  readonly #files: readonly string[]
  readonly #spies = new Map<string, boolean>()

  private constructor({ survey: { project } }: Planning) {
    this.#project = project
    const packages = [neoDriver, ...stubbingPackages]
    const candidates = packages.flatMap((name) => project.graph.importersOfPackage(name))
    this.#files = [...new Set(candidates)].sort().filter((path) => {
      const file = project.source(path)
      return file !== undefined && replacesDriver(project, file)
    })
  }

  static of(planning: Planning): DriverMocks {
    const found = known.get(planning) ?? new DriverMocks(planning)
    known.set(planning, found)
    return found
  }

  /** A test that runs a file's code while it replaces the driver. What is no test itself, a setup file, does so for all. */
  reaching(path: string): string | undefined {
    return this.#files.find((mocking) => !isTestFile(mocking) || this.#project.graph.reaches(mocking, path))
  }

  /** True where such a test spies on the methods of all connections: it sees statements only while they stay as they are. */
  watchesConnections(path: string): boolean {
    const test = this.reaching(path)
    if (test === undefined) return false
    const known =
      this.#spies.get(test) ?? /\bDuckDBConnection\s*\.\s*prototype\b/.test(this.#project.text(test) ?? '')
    this.#spies.set(test, known)
    return known
  }
}

function replacesDriver(project: Project, file: SourceFile): boolean {
  if (!/mock|spyOn|stub|proxyquire|quibble|\.(create|fromCache)\s*=[^=]/i.test(file.text)) return false
  const isClass = (node: Node | undefined, name = 'DuckDBInstance') =>
    node !== undefined && isDriverClass(project, file, unwrap(node), name)
  const isPrototype = (node: Node | undefined, name?: string) => {
    const target = node && unwrap(node)
    const isOne = target?.type === 'MemberExpression' && memberName(target) === 'prototype'
    return isOne && isClass(target.object, name)
  }
  const isReplaced = (owner: Node | undefined, name: string) =>
    (openingMethods.test(name) && isClass(owner)) ||
    (ofInstances.test(name) && isPrototype(owner)) ||
    (isDriverQuery(name) && isPrototype(owner, 'DuckDBConnection'))
  let found = false
  walk(file.program, (node) => {
    if (node.type === 'CallExpression') {
      const [first, second] = node.arguments as Node[]
      const callee = unwrap(node.callee)
      const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined
      const specifiers = [mockedSpecifier(node), ...stubbedSpecifiers(node).map(({ specifier }) => specifier)]
      found ||= specifiers.some((specifier) => specifier?.startsWith(neoDriver) === true)
      found ||=
        /^(spyOn|stub|method|replace)$/.test(method ?? '') && isReplaced(first, stringValue(second) ?? '')
    } else if (node.type === 'AssignmentExpression') {
      const target = unwrap(node.left as Node)
      found ||= target.type === 'MemberExpression' && isReplaced(target.object, memberName(target) ?? '')
    }
    return !found
  })
  return found
}
