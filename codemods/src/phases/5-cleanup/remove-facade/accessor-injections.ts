import type { Place } from '../../../model.js'
import { importersThrough } from '../../../survey/importers-through.js'
import { type Node, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { clientToken } from '../../../survey/served.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { label } from '../../1-foundation/facade-accessor/facade-files.js'

interface Injections {
  readonly first: Place
  readonly count: number
  readonly files: number
}

/** Where code that works with the client itself is given the accessor; undefined where no token hands it out. */
export function injectionsOf(project: Project, facade: Facade): Injections | undefined {
  const token = tokenOf(project, facade)
  if (!token) return undefined
  const places = [...importersThrough(project, token.module)].sort().map((path) => {
    const file = project.text(path)?.includes(token.name) ? project.source(path) : undefined
    return file ? injectionsIn(file, token.name) : []
  })
  const [first, ...others] = places.flat()
  if (first) return { first, count: 1 + others.length, files: places.filter((own) => own.length > 0).length }
  // Nothing injects a driver's accessor any more: it is dead, or only its own module uses it.
  const home = facade.driver ? undefined : project.source(token.module)
  return home && { first: home.place({ start: 0, end: 0 }), count: 0, files: 0 }
}

export function injectedText({ accessor }: Facade, { count, files }: Injections): string {
  const where = count > 1 ? ` in ${count} places${files > 1 ? ` of ${files} files` : ''}` : ''
  return `${label(accessor)} is injected${where}`
}

function tokenOf(project: Project, { accessor, driver, databaseModule }: Facade) {
  if (!driver) return accessor.client && clientToken(project, accessor)
  const { accessorToken: name } = driver
  return name === undefined ? undefined : { module: databaseModule, name }
}

function injectionsIn(file: SourceFile, token: string): Place[] {
  const found: Place[] = []
  walk(file.program, (node: Node) => {
    const isInjection =
      node.type === 'CallExpression' &&
      file.textOf(node.callee) === 'inject' &&
      node.arguments.length === 1 &&
      file.textOf(node.arguments[0]! as Node) === token
    if (isInjection) found.push(file.place(node))
    return true
  })
  return found
}
