import type { Project } from './project.js'
import { isTestFile } from './project-files.js'

const directiveOf = (name: string) =>
  new RegExp(`^(?:\\s|//[^\\n]*\\n|/\\*[\\s\\S]*?\\*/)*['"]use ${name}['"]`)
const client = directiveOf('client')
const server = directiveOf('server')

/** True for text that says it runs in the browser. */
export function isClientText(text: string): boolean {
  return client.test(text)
}

/** True for modules that run in the browser, where no DuckDB client is: they say so, or are components of such. */
export function isBrowserModule(project: Project, path: string): boolean {
  const seen = new Set([path])
  for (const current of seen) {
    if (isClientText(project.text(current) ?? '')) return true
    // Of other modules, types may be all that is imported.
    if (!/\.[jt]sx$/.test(current)) continue
    for (const importer of project.graph.importersOf(current))
      if (/\.[jt]sx$/.test(importer) && !isTestFile(importer)) seen.add(importer)
  }
  return false
}

/** True for a module whose functions only the browser calls: requests, whatever they do with what they are given. */
export function isEndpointModule(project: Project, path: string): boolean {
  if (!server.test(project.text(path) ?? '')) return false
  const callers = project.graph.importersOf(path).filter((importer) => !isTestFile(importer))
  return callers.length > 0 && callers.every((caller) => isBrowserModule(project, caller))
}
