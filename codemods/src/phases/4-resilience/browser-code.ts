import { isClientText } from '../../survey/browser-module.js'
import { importSpecifiers } from '../../survey/import-specifiers.js'
import type { Project } from '../../survey/project.js'
import { isTestFile } from '../../survey/project-files.js'

const framework =
  /\bfrom\s*['"](?:react(?:-dom(?:\/client)?)?|react-router(?:-dom)?|@tanstack\/react-[\w-]+|vue|svelte(?:\/\w+)?|solid-js(?:\/web)?|preact(?:\/hooks)?|@angular\/core)['"]/
const page =
  /\b(?:window|localStorage|sessionStorage)\s*\.\s*\w|\bdocument\s*\.\s*(?:getElementById|querySelector|createElement|addEventListener|body|cookie)\b/
const ownServer = /\bfetch\(\s*(['"`])\.{0,2}\/(?!\/)/

/** Tells which files run in a browser, where the runtime does not: those that say so, and all that they load. */
export class BrowserCode {
  readonly #project: Project
  #files: ReadonlySet<string> | undefined

  constructor(project: Project) {
    this.#project = project
  }

  has(path: string): boolean {
    this.#files ??= this.#bundled()
    return this.#files.has(path)
  }

  #bundled(): ReadonlySet<string> {
    const { files } = this.#project
    const found = new Set(files.filter((path) => !isTestFile(path) && this.#isPage(path)))
    for (const component of this.#project.components)
      if (/\.(vue|svelte)$/.test(component))
        for (const loaded of this.#loadedByComponent(component)) found.add(loaded)
    const pending = [...found]
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      for (const next of this.#loadedBy(file)) {
        if (found.has(next)) continue
        found.add(next)
        pending.push(next)
      }
    }
    return found
  }

  /** What a file loads when it runs; types are gone by then. */
  #loadedBy(path: string): string[] {
    const file = this.#project.source(path)
    const specifiers = (file?.program.body ?? []).flatMap((statement) => {
      if (statement.type === 'ImportDeclaration') {
        const named = statement.specifiers
        const isType =
          statement.importKind === 'type' ||
          (named.length > 0 &&
            named.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type'))
        return isType ? [] : [statement.source.value]
      }
      const isExport =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportAllDeclaration'
      return isExport && statement.source && statement.exportKind !== 'type' ? [statement.source.value] : []
    })
    const later = [...(file?.text ?? '').matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!)
    return [...specifiers, ...later].flatMap((one) => this.#project.graph.resolve(path, one) ?? [])
  }

  /** The scripts of components are not parsed: their imports are told from the text. */
  #loadedByComponent(path: string): string[] {
    const text = this.#project.text(path) ?? ''
    const values = text.replace(/\bimport\s+type\b[^'"]*['"][^'"]*['"]/g, '')
    return importSpecifiers(values).flatMap((one) => this.#project.graph.resolve(path, one) ?? [])
  }

  #isPage(path: string): boolean {
    const text = this.#project.text(path)
    if (!text) return false
    if (isClientText(text) || framework.test(text) || ownServer.test(text)) return true
    if (!page.test(text)) return false
    const { scopes } = this.#project.source(path) ?? {}
    return !/\b(?:window|localStorage|sessionStorage)\b/.test(text) || !scopes?.declares('window')
  }
}
