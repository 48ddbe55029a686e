import type { Planning } from '../../../plan/planning.js'
import { isDriverClass, neoDriver, openingMethods } from '../../../survey/driver-openings.js'
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
}

function replacesDriver(project: Project, file: SourceFile): boolean {
  if (!/mock|spyOn|stub|proxyquire|quibble|\.(create|fromCache)\s*=[^=]/i.test(file.text)) return false
  const isClass = (node: Node | undefined) =>
    node !== undefined && isDriverClass(project, file, unwrap(node), 'DuckDBInstance')
  const isPrototype = (node: Node | undefined) => {
    const target = node && unwrap(node)
    return target?.type === 'MemberExpression' && memberName(target) === 'prototype' && isClass(target.object)
  }
  const isReplaced = (owner: Node | undefined, name: string) =>
    (openingMethods.test(name) && isClass(owner)) || (ofInstances.test(name) && isPrototype(owner))
  let found = false
  walk(file.program, (node) => {
    if (node.type === 'CallExpression') {
      const [first, second] = node.arguments as Node[]
      const callee = unwrap(node.callee)
      const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined
      const specifiers = [mockedSpecifier(node), ...stubbedSpecifiers(node).map(({ specifier }) => specifier)]
      found ||= specifiers.some((specifier) => specifier?.startsWith(neoDriver))
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
