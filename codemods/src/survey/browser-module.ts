import type { Project } from './project.js'
import { isTestFile } from './project-files.js'

/** True for text that says it runs in the browser. */
export function isClientText(text: string): boolean {
  return startsWith(text, 'use client')
}

/** True for text whose first statement, after comments, is a directive. Read step by step: one pattern for it all would try every way to tell comments apart. */
function startsWith(text: string, directive: string): boolean {
  if (!text.includes(directive)) return false
  const space = /\s*/y
  for (let at = 0; ; ) {
    space.lastIndex = at
    at += space.exec(text)![0].length
    const opening = text.slice(at, at + 2)
    const closing = opening === '//' ? '\n' : opening === '/*' ? '*/' : undefined
    if (closing === undefined) return /['"]/.test(text[at] ?? '') && text.startsWith(directive, at + 1)
    const end = text.indexOf(closing, at + 2)
    if (end < 0) return false
    at = end + closing.length
  }
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
  if (!startsWith(project.text(path) ?? '', 'use server')) return false
  const callers = project.graph.importersOf(path).filter((importer) => !isTestFile(importer))
  return callers.length > 0 && callers.every((caller) => isBrowserModule(project, caller))
}
