import type { Project } from '../../survey/project.js'

const runtime = '@duckshift/runtime'

/** The part of the runtime that leads no bundler to the driver: what calls other systems may know of no database. */
export const resilience = `${runtime}/resilience`

/** Where a file takes `retry` from: a bundler of code that comes to the driver anyhow meets it anyhow. */
export function retryModule(project: Project, path: string): string {
  const withoutDriver = new Set(project.graph.importersOfPackage(resilience))
  const reached = project.graph.importClosure([path])
  const isNear = project.graph
    .importersOfPackage(runtime)
    .some((importer) => reached.has(importer) && !withoutDriver.has(importer))
  return isNear ? runtime : resilience
}
