import type { Project } from './project.js'

const known = new WeakMap<Project, Map<string, ReadonlySet<string>>>()

/** Files that import a module, directly or through files that hand its exports on. */
export function importersThrough(project: Project, module: string): ReadonlySet<string> {
  const ofProject = known.get(project) ?? new Map<string, ReadonlySet<string>>()
  known.set(project, ofProject)
  const found = ofProject.get(module) ?? importersOf(project, module)
  ofProject.set(module, found)
  return found
}

function importersOf(project: Project, module: string): Set<string> {
  const seen = new Set<string>()
  const pending = [module]
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const importer of project.graph.importersOf(path)) {
      if (importer === module || seen.has(importer)) continue
      seen.add(importer)
      if (/export\s*[*{]|module\.exports/.test(project.text(importer) ?? '')) pending.push(importer)
    }
  }
  return seen
}
