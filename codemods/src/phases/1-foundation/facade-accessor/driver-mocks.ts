import type { Planning } from '../../../plan/planning.js'
import { isDriverClass, neoDriver } from '../../../survey/driver-openings.js'
import { mockedSpecifier } from '../../../survey/module-mocks.js'
import { memberName, type Node, stringValue, unwrap, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { reaches } from '../inject-repository/inject-repository.js'

/**
 * The file of a test that replaces the driver itself, or its `create`, and loads the module that opens the database:
 * what the runtime opens instead, it would not reach.
 */
export function mockOfDriver(planning: Planning, opened: string): string | undefined {
  const { project } = planning.survey
  const importsOf = (file: string) => project.graph.importsOf(file)
  return [...new Set(project.graph.importersOfPackage(neoDriver))].sort().find((path) => {
    const file = project.source(path)
    if (!file || !replacesDriver(planning, file)) return false
    // A setup file replaces it for every test.
    return !isTestFile(path) || reaches(importsOf, path, opened)
  })
}

function replacesDriver(planning: Planning, file: SourceFile): boolean {
  if (!/mock|spyOn|stub|\.create\s*=[^=]/i.test(file.text)) return false
  const { project } = planning.survey
  const isClass = (node: Node | undefined) =>
    node !== undefined && isDriverClass(project, file, unwrap(node), 'DuckDBInstance')
  let found = false
  walk(file.program, (node) => {
    if (node.type === 'CallExpression') {
      const [first, second] = node.arguments as Node[]
      const callee = unwrap(node.callee)
      const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined
      found ||= mockedSpecifier(node)?.startsWith(neoDriver) ?? false
      found ||=
        /^(spyOn|stub|method|replace)$/.test(method ?? '') &&
        /^(create|fromCache)$/.test(stringValue(second) ?? '') &&
        isClass(first)
    } else if (node.type === 'AssignmentExpression') {
      const target = unwrap(node.left as Node)
      found ||=
        target.type === 'MemberExpression' &&
        /^(create|fromCache)$/.test(memberName(target) ?? '') &&
        isClass(target.object)
    }
    return !found
  })
  return found
}
