import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stateFolder } from '../apply/state-folder.js'
import type { Accessor, ConsistencyFinding, Usage } from '../model.js'
import { version } from '../version.js'
import type { DriverUse } from './assert-accessor.js'
import type { ClientClass } from './detect-accessors.js'
import { type FileFacts, readFacts, sameFacts } from './file-facts.js'
import { FileStamps } from './file-stamps.js'
import type { Project, UnreadableFile } from './project.js'
import { type ProjectFilesOptions, type ProjectListing, projectFiles } from './project-files.js'
import { ReadAhead } from './read-ahead.js'

/** What a survey found, without syntax trees. */
export interface SurveyFindings {
  readonly accessors: readonly Accessor[]
  readonly clients: readonly ClientClass[]
  readonly usages: readonly Usage[]
  readonly unreadable: readonly UnreadableFile[]
  readonly driverUse: DriverUse
  readonly isMigrated: boolean
  /** Files in which a comment of duckshift may stand. */
  readonly marked: readonly string[]
  readonly consistency: readonly ConsistencyFinding[]
}

interface StoredFindings extends SurveyFindings {
  readonly key: string
  /** Tells the files of one survey from those of another. */
  readonly takenAtMs: number
  /** SHA-256 of the files whose text was read, by path; of the others only the facts mattered. */
  readonly read: Readonly<Record<string, string>>
}

interface StoredFacts {
  readonly key: string
  readonly takenAtMs: number
  readonly files: Readonly<Record<string, FileFacts>>
}

/** With a number that grows when facts of files hold something else. */
const factsKey = `${version} 5`

const resolution = /(^|\/)([jt]sconfig[^/]*\.json|package\.json)$/

/** A build of this repository changes without its version; a published one has no build information. */
function developmentBuild(): number | undefined {
  const path = fileURLToPath(new URL('../.tsbuildinfo', import.meta.url))
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}

/**
 * Keeps a survey's findings in `.duckshift/cache`, by the content of every file that can matter. Files whose size
 * and times are as they were count as unchanged; of the others the content decides.
 */
export class SurveyCache {
  readonly listing: ProjectListing
  readonly #root: string
  readonly #key: string
  /** Undefined where nothing is kept, or what is kept does not belong together. */
  readonly #before: FileStamps | undefined
  readonly #takenAtMs = Date.now()
  /** Reads the files where nothing is kept of any. */
  readonly ahead: ReadAhead | undefined
  #stamps: FileStamps | undefined
  #stored: StoredFacts | undefined
  #facts: Map<string, FileFacts> | undefined

  constructor(
    root: string,
    options: ProjectFilesOptions & { readonly tsconfig?: string | undefined },
    settings: unknown,
  ) {
    this.#root = root
    const text = JSON.stringify([version, developmentBuild(), options, settings])
    this.#key = createHash('sha256').update(text).digest('hex').slice(0, 16)
    this.listing = projectFiles(root, options)
    this.#before = FileStamps.load(this.#folder)
    this.ahead = this.#before ? undefined : ReadAhead.start(root, this.listing.sources)
  }

  get #now(): FileStamps {
    const { sources, manifests, configurations, components } = this.listing
    this.#stamps ??= FileStamps.take(
      this.#root,
      [...sources, ...manifests, ...configurations, ...components],
      this.ahead?.stamps,
      this.#takenAtMs,
    )
    return this.#stamps
  }

  /** The findings of the last survey, when nothing they depend on has changed. */
  read(): SurveyFindings | undefined {
    const before = this.#before
    if (!before?.hasPathsOf(this.#now)) return undefined
    const stored = this.#json('findings.json') as StoredFindings | undefined
    if (stored?.key !== this.#key || stored.takenAtMs !== before.takenAtMs) return undefined
    return this.#now.isUnchangedSince(before) || this.#hasContentOf(stored) ? stored : undefined
  }

  /** What is known of files whose content is as it was. */
  facts(): ReadonlyMap<string, FileFacts> {
    this.#facts ??= this.ahead?.facts() ?? this.#loadFacts()
    return this.#facts
  }

  write(findings: SurveyFindings, project: Project): void {
    const files: Record<string, FileFacts> = {}
    for (const path of this.listing.sources) {
      const own = project.facts(path)
      if (own) files[path] = own
    }
    const { takenAtMs } = this.#now
    const read = Object.fromEntries(project.hashes)
    const stored: StoredFindings = { ...findings, key: this.#key, takenAtMs, read }
    const facts: StoredFacts = { key: factsKey, takenAtMs, files }
    try {
      const folder = stateFolder(this.#root, 'cache')
      writeFileSync(join(folder, 'facts.json'), JSON.stringify(facts))
      writeFileSync(join(folder, 'findings.json'), JSON.stringify(stored))
      this.#now.save(folder)
    } catch {
      // A cache that cannot be written is no cache: the next survey takes longer.
    }
  }

  /** True when every file that changed its times says what it said. */
  #hasContentOf({ read }: StoredFindings): boolean {
    const before = this.#before
    const stored = this.#storedFacts()
    if (!before || !stored) return false
    return this.#now.paths.every((path, index) => {
      if (this.#now.isSettled(index, before)) return true
      if (resolution.test(path)) return this.#now.isSame(index, before)
      const [was, is] = [stored.files[path], this.facts().get(path)]
      if (!was || !is || !sameFacts(was, is)) return false
      return read[path] === undefined || read[path] === this.#hashOf(path)
    })
  }

  #loadFacts(): Map<string, FileFacts> {
    const facts = new Map<string, FileFacts>()
    const before = this.#before
    const stored = this.#storedFacts()
    if (!before || !stored) return facts
    const places = this.#now.placesIn(before)
    for (const [index, path] of this.#now.paths.entries()) {
      const known = stored.files[path]
      if (!known) continue
      const isSettled = this.#now.isSettled(index, before, places.get(path))
      facts.set(path, isSettled ? known : readFacts(this.#root, path))
    }
    return facts
  }

  #storedFacts(): StoredFacts | undefined {
    this.#stored ??= this.#json('facts.json') as StoredFacts | undefined
    const stored = this.#stored
    const isOurs = stored?.key === factsKey && stored.takenAtMs === this.#before?.takenAtMs
    return isOurs && typeof stored.files === 'object' ? stored : undefined
  }

  #hashOf(path: string): string {
    return createHash('sha256')
      .update(readFileSync(join(this.#root, path)))
      .digest('hex')
  }

  get #folder(): string {
    return join(this.#root, '.duckshift', 'cache')
  }

  #json(name: string): unknown {
    try {
      return JSON.parse(readFileSync(join(this.#folder, name), 'utf8'))
    } catch {
      return undefined
    }
  }
}
