import { firstOpening } from './driver-openings.js'
import { duckdbPackages } from './duckdb-driver.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'

/** Where a project without an accessor first opens a database, `file:line`. */
export function unsharedOpening(project: Project): string | undefined {
  const importers = new Set(duckdbPackages.flatMap((name) => project.graph.importersOfPackage(name)))
  for (const path of [...importers].sort()) {
    const file = isTestFile(path) ? undefined : project.source(path)
    const opening = file && firstOpening(project, file)
    if (opening) return `${path}:${file.position(opening.start).line}`
  }
  return undefined
}
