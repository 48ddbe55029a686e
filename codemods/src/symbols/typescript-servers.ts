import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { API, type Project, type Snapshot } from 'typescript/unstable/sync'
import type { VirtualFiles } from './virtual-files.js'

export interface FileChanges {
  readonly changed: string[]
  readonly created: string[]
  readonly deleted: string[]
}

export interface Opening {
  readonly root: string
  /** Absolute path. */
  readonly tsconfig: string
  readonly files: VirtualFiles
}

/** A TypeScript 7 process with one project open. What it has read of libraries, it knows for the next project too. */
export class TypescriptServer {
  readonly #api: API
  #files: VirtualFiles
  #tsconfig: string | undefined
  #snapshot: Snapshot | undefined
  /** Files of the projects opened so far, by root, as they were then. */
  readonly #roots = new Map<string, ReadonlySet<string>>()
  /** How often a project was opened. */
  opened = 0

  constructor(files: VirtualFiles) {
    this.#files = files
    const chosen = process.env.GOGC
    // It collects its garbage sooner than it would: a third less memory for little more time.
    process.env.GOGC = chosen ?? '25'
    try {
      this.#api = new API({
        cwd: process.cwd(),
        fs: {
          readFile: (path) => this.#files.readFile(path),
          fileExists: (path) => this.#files.fileExists(path),
          directoryExists: (path) => this.#files.directoryExists(path),
          getAccessibleEntries: (path) => this.#files.getAccessibleEntries(path),
          realpath: (path) => this.#files.realpath(path),
        },
      })
    } finally {
      if (chosen === undefined) delete process.env.GOGC
    }
  }

  /**
   * Opens a project in the place of the one before, as it is on the disk now; what is in `node_modules` counts as
   * unchanged. Throws when there is no such project.
   */
  open({ root, tsconfig, files }: Opening): Project {
    const last = this.#tsconfig
    const now = filesBelow(root)
    const fileChanges = last === undefined ? undefined : this.#changesSince(root, files, now)
    this.#roots.set(root, now)
    this.#files = files
    this.#tsconfig = tsconfig
    this.opened += 1
    return this.#advance({
      // A project that is opened and closed at once is closed.
      ...(last !== tsconfig && {
        openProjects: [tsconfig],
        ...(last !== undefined && { closeProjects: [last] }),
      }),
      ...(fileChanges && { fileChanges }),
    })
  }

  #changesSince(
    root: string,
    files: VirtualFiles,
    now: ReadonlySet<string>,
  ): FileChanges | { invalidateAll: true } {
    const overlaps = [...this.#roots.keys()].some(
      (other) => other !== root && (isBelow(other, root) || isBelow(root, other)),
    )
    if (overlaps || this.#files.hasMore || files.hasMore) return { invalidateAll: true }
    const before = this.#roots.get(root)
    const created = before ? [...now].filter((file) => !before.has(file)) : []
    const deleted = [...(before ?? [])].filter((file) => !now.has(file))
    const changed = [...now].filter((file) => before?.has(file))
    for (const [file, text] of this.#files.overlay) {
      if (!existsSync(file)) deleted.push(file)
      else (text === null ? created : changed).push(file)
    }
    return { changed, created, deleted }
  }

  /** The open project as it is after these changes, with a checker that has worked nothing out yet. */
  update(fileChanges: FileChanges): Project {
    return this.#advance({ fileChanges })
  }

  close(): void {
    const { client } = this.#api as unknown as { client?: { channel?: { child?: ChildProcess } } }
    const child = client?.channel?.child
    if (child) {
      const kill = child.kill.bind(child)
      // Asked to end, it may answer on the terminal that its context was cancelled; it holds nothing that must be saved.
      child.kill = () => kill('SIGKILL')
    }
    this.#api.close()
  }

  #advance(request: Parameters<API['updateSnapshot']>[0]): Project {
    const last = this.#snapshot
    this.#snapshot = this.#api.updateSnapshot(request)
    // The process keeps a whole program for each snapshot that nobody gave back.
    last?.dispose()
    const project = this.#snapshot.getProject(this.#tsconfig!) ?? this.#snapshot.getProjects()[0]
    if (!project) throw new Error(`TypeScript opened no project for ${this.#tsconfig}.`)
    return project
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder + sep)
}

function filesBelow(root: string): Set<string> {
  const files = new Set<string>()
  const pending = [root]
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop())
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) files.add(join(folder, entry.name))
      else if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
        pending.push(join(folder, entry.name))
    }
  return files
}

/** Openings after which a process starts anew: it forgets little of what it was asked. */
const mostOpenings = 100

/** TypeScript 7 processes for one project after the other: who opens many small ones saves reading the libraries. */
export class TypescriptServers {
  readonly #kept: number
  readonly #idle: TypescriptServer[] = []

  /** `kept`: how many processes wait for the next project; the others end with the project they had open. */
  constructor(kept = 0) {
    this.#kept = kept
  }

  open(opening: Opening): { readonly server: TypescriptServer; readonly project: Project } {
    const idle = this.#idle.pop()
    try {
      if (idle) return { server: idle, project: idle.open(opening) }
    } catch {
      // It may have been ended while it waited: a new one tells whether the project is at fault.
      idle?.close()
    }
    const server = new TypescriptServer(opening.files)
    try {
      return { server, project: server.open(opening) }
    } catch (error) {
      server.close()
      throw error
    }
  }

  giveBack(server: TypescriptServer): void {
    if (this.#idle.length < this.#kept && server.opened < mostOpenings) this.#idle.push(server)
    else server.close()
  }

  /** Ends the processes that wait. */
  close(): void {
    for (const server of this.#idle.splice(0)) server.close()
  }
}
