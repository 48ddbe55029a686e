import { API, type Project, type Snapshot } from 'typescript/unstable/sync'
import type { VirtualFiles } from './virtual-files.js'

export interface FileChanges {
  readonly changed: string[]
  readonly created: string[]
  readonly deleted: string[]
}

/** A TypeScript 7 process with one project open. What it has read of libraries, it knows for the next project too. */
export class TypescriptServer {
  readonly #api: API
  #files: VirtualFiles
  #tsconfig: string | undefined
  #snapshot: Snapshot | undefined
  readonly #opened = new Set<string>()
  /** How often a project was opened. */
  opened = 0

  constructor(files: VirtualFiles) {
    this.#files = files
    const chosen = process.env.GOGC
    // It collects its garbage sooner than it would: a third less memory for the same time.
    process.env.GOGC = chosen ?? '50'
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

  /** Opens a project in the place of the one before, and reads the disk anew. Throws when there is no such project. */
  open(tsconfig: string, files: VirtualFiles): Project {
    const last = this.#tsconfig
    const isKnown = this.#opened.has(tsconfig)
    this.#files = files
    this.#tsconfig = tsconfig
    this.#opened.add(tsconfig)
    this.opened += 1
    if (last === undefined) return this.#advance({ openProjects: [tsconfig] })
    const project = this.#advance({
      // A project that is opened and closed at once is closed.
      ...(last !== tsconfig && { openProjects: [tsconfig], closeProjects: [last] }),
      fileChanges: { invalidateAll: true },
    })
    // What a configuration includes is looked up again only when the configuration itself has changed.
    return isKnown ? this.update({ changed: [tsconfig], created: [], deleted: [] }) : project
  }

  /** The open project as it is after these changes, with a checker that has worked nothing out yet. */
  update(fileChanges: FileChanges): Project {
    return this.#advance({ fileChanges })
  }

  close(): void {
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

  open(
    tsconfig: string,
    files: VirtualFiles,
  ): { readonly server: TypescriptServer; readonly project: Project } {
    const idle = this.#idle.pop()
    try {
      if (idle) return { server: idle, project: idle.open(tsconfig, files) }
    } catch {
      // It may have been ended while it waited: a new one tells whether the project is at fault.
      idle?.close()
    }
    const server = new TypescriptServer(files)
    try {
      return { server, project: server.open(tsconfig, files) }
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
