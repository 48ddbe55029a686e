import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { VirtualPackage } from './oracle.js'

/** The project's files with an overlay and packages that are not installed; everything else comes from the disk. */
export class VirtualFiles {
  readonly fixed = new Map<string, string>()
  readonly #packages: readonly { readonly shown: string; readonly real: string }[]
  readonly #overlay: ReadonlyMap<string, string | null>

  constructor(packages: readonly VirtualPackage[], overlay: ReadonlyMap<string, string | null>) {
    this.#overlay = overlay
    this.#packages = packages.map(({ name, shownIn, directory }) => ({
      shown: join(shownIn, 'node_modules', name),
      real: directory,
    }))
  }

  readFile = (path: string): string | null | undefined => {
    const laid = this.#overlay.get(path)
    if (laid !== undefined) return laid === null ? null : laid.replace(/^\uFEFF/, '')
    const fixed = this.fixed.get(path)
    if (fixed !== undefined) return fixed
    const real = this.#realPath(path)
    if (real === undefined) return undefined
    return existsSync(real) && statSync(real).isFile() ? readFileSync(real, 'utf8') : null
  }

  fileExists = (path: string): boolean | undefined => {
    const laid = this.#overlay.get(path)
    if (laid !== undefined) return laid !== null
    if (this.fixed.has(path)) return true
    const real = this.#realPath(path)
    return real === undefined ? undefined : existsSync(real) && statSync(real).isFile()
  }

  directoryExists = (path: string): boolean | undefined => {
    for (const laid of this.#overlay.keys())
      if (this.#overlay.get(laid) !== null && laid.startsWith(`${path}/`)) return true
    for (const { shown } of this.#packages) if (shown === path || shown.startsWith(`${path}/`)) return true
    const real = this.#realPath(path)
    return real === undefined ? undefined : existsSync(real) && statSync(real).isDirectory()
  }

  getAccessibleEntries = (path: string): { files: string[]; directories: string[] } | undefined => {
    const created = [...this.#overlay].filter(
      ([file, text]) => text !== null && dirname(file) === path && !existsSync(file),
    )
    if (created.length === 0) return undefined
    const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []
    return {
      files: [
        ...entries.filter((entry) => entry.isFile()).map((entry) => entry.name),
        ...created.map(([file]) => file.slice(path.length + 1)),
      ],
      directories: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
    }
  }

  realpath = (path: string): string | undefined => (this.#realPath(path) === undefined ? undefined : path)

  #realPath(path: string): string | undefined {
    for (const { shown, real } of this.#packages) {
      if (path === shown || path.startsWith(`${shown}/`)) return real + path.slice(shown.length)
    }
    return undefined
  }
}
