import { isClass, keyName } from './nodes.js'
import type { Project } from './project.js'

const known = new WeakMap<Project, Map<string, ReadonlySet<string>>>()

/** Methods of a client class, `module#Class`, whose transaction is the runtime's: nothing of it is opened by hand. */
export function runtimeTransactions(project: Project, client: string): ReadonlySet<string> {
  const ofProject = known.get(project) ?? new Map<string, ReadonlySet<string>>()
  known.set(project, ofProject)
  const found = ofProject.get(client) ?? methodsOf(project, client)
  ofProject.set(client, found)
  return found
}

function methodsOf(project: Project, client: string): ReadonlySet<string> {
  const at = client.lastIndexOf('#')
  const module = client.slice(0, at)
  if (!project.text(module)?.includes('transactionOn(')) return new Set()
  const file = project.source(module)
  const declaration = file?.scopes.topLevel(client.slice(at + 1))?.declaration
  if (!file || !declaration || !isClass(declaration)) return new Set()
  return new Set(
    declaration.body.body.flatMap((member) =>
      member.type === 'MethodDefinition' && file.textOf(member).includes('transactionOn(')
        ? (keyName(member.key) ?? [])
        : [],
    ),
  )
}
