import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { VirtualPackage } from './oracle.js'

/** The project's files with an overlay and packages that are not installed; everything else comes from the disk. */
export class VirtualFiles {
  readonly fixed = new Map<string, string>()
  readonly #packages: readonly { readonly shown: string; readonly real: string }[]
  readonly overlay: ReadonlyMap<string, string | null>
  /** Names of files that only the overlay has, by folder. */
  readonly #created = new Map<string, string[]>()
  /** Names of files that the overlay hides, by folder. */
  readonly #hidden = new Map<string, Set<string>>()
  /** Names of folders that only the overlay has, by the folder they are in. */
  readonly #createdFolders = new Map<string, string[]>()
  /** Folders that hold created files, at any depth. */
  readonly #folders = new Set<string>()

  constructor(packages: readonly VirtualPackage[], overlay: ReadonlyMap<string, string | null>) {
    this.overlay = overlay
    this.#packages = packages.flatMap(({ name, shownIn, from }) => {
      const shown = join(shownIn, 'node_modules', name)
      if (typeof from === 'string') return [{ shown, real: from }]
      for (const [path, text] of Object.entries(from)) this.fixed.set(join(shown, path), text)
      return []
    })
  }

  /** True when it shows what neither the disk nor the overlay has. */
  get hasMore(): boolean {
    return this.#packages.length > 0 || this.fixed.size > 0
  }

  readFile = (path: string): string | null | undefined => {
    const laid = this.overlay.get(path)
    if (laid !== undefined) return laid === null ? null : laid.replace(/^\uFEFF/, '')
    const fixed = this.fixed.get(path)
    if (fixed !== undefined) return fixed
    const real = this.#realPath(path)
    if (real === undefined) return undefined
    return existsSync(real) && statSync(real).isFile() ? readFileSync(real, 'utf8') : null
  }

  fileExists = (path: string): boolean | undefined => {
    const laid = this.overlay.get(path)
    if (laid !== undefined) return laid !== null
    if (this.fixed.has(path)) return true
    const real = this.#realPath(path)
    return real === undefined ? undefined : existsSync(real) && statSync(real).isFile()
  }

  /** To be called when the overlay has changed. */
  refresh(): void {
    this.#created.clear()
    this.#hidden.clear()
    this.#createdFolders.clear()
    this.#folders.clear()
    for (const [file, text] of this.overlay) {
      const folder = dirname(file)
      if (text === null) this.#hidden.set(folder, (this.#hidden.get(folder) ?? new Set()).add(basename(file)))
      if (text === null || existsSync(file)) continue
      const names = this.#created.get(folder) ?? []
      names.push(basename(file))
      this.#created.set(folder, names)
      for (let above = folder; !this.#folders.has(above); above = dirname(above)) {
        this.#folders.add(above)
        if (existsSync(above)) continue
        const parent = dirname(above)
        this.#createdFolders.set(parent, [...(this.#createdFolders.get(parent) ?? []), basename(above)])
      }
    }
  }

  directoryExists = (path: string): boolean | undefined => {
    if (this.#folders.has(path)) return true
    for (const { shown } of this.#packages) if (shown === path || shown.startsWith(`${path}/`)) return true
    for (const file of this.fixed.keys()) if (file.startsWith(`${path}/`)) return true
    const real = this.#realPath(path)
    return real === undefined ? undefined : existsSync(real) && statSync(real).isDirectory()
  }

  getAccessibleEntries = (path: string): { files: string[]; directories: string[] } | undefined => {
    const created = this.#created.get(path) ?? []
    const hidden = this.#hidden.get(path)
    const folders = this.#createdFolders.get(path) ?? []
    if (created.length === 0 && folders.length === 0 && !hidden) return undefined
    const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []
    return {
      files: [...entries.filter((entry) => entry.isFile()).map((entry) => entry.name), ...created],
      directories: [...entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name), ...folders],
    }
  }

  realpath = (path: string): string | undefined =>
    this.fixed.has(path) || this.#realPath(path) !== undefined ? path : undefined

  #realPath(path: string): string | undefined {
    for (const { shown, real } of this.#packages) {
      if (path === shown || path.startsWith(`${shown}/`)) return real + path.slice(shown.length)
    }
    return undefined
  }
}
