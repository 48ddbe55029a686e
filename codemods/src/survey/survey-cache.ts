import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stateFolder } from '../apply/state-folder.js'
import type { Accessor, ConsistencyFinding, Usage } from '../model.js'
import { version } from '../version.js'
import type { ClientClass } from './detect-accessors.js'
import { type FileFacts, readFacts } from './file-facts.js'
import type { UnreadableFile } from './project.js'
import { type ProjectFilesOptions, projectFiles } from './project-files.js'

/** What a survey found, without syntax trees. */
export interface SurveyFindings {
  readonly accessors: readonly Accessor[]
  readonly clients: readonly ClientClass[]
  readonly usages: readonly Usage[]
  readonly unreadable: readonly UnreadableFile[]
  readonly fileCount: number
  readonly isMigrated: boolean
  /** Files in which a comment of duckshift may stand. */
  readonly marked: readonly string[]
  readonly consistency: readonly ConsistencyFinding[]
}

interface StoredFindings extends SurveyFindings {
  readonly key: string
  readonly writtenAtMs: number
}

interface StoredFacts {
  readonly key: string
  readonly files: Readonly<Record<string, readonly [stamp: string, facts: FileFacts]>>
}

/** With a number that grows when facts of files hold something else. */
const factsKey = `${version} 2`

/** A file changed so shortly before the cache was written may have changed once more with the same time stamp. */
const settledAfterMs = 50
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
  readonly #root: string
  readonly #key: string
  readonly #options: ProjectFilesOptions
  readonly #stamps = new Map<string, string>()
  #newestMs = 0
  #facts: Map<string, FileFacts> | undefined

  constructor(
    root: string,
    options: ProjectFilesOptions & { readonly tsconfig?: string | undefined },
    settings: unknown,
  ) {
    this.#root = root
    this.#options = options
    const text = JSON.stringify([version, developmentBuild(), options, settings])
    this.#key = createHash('sha256').update(text).digest('hex').slice(0, 16)
  }

  /** The findings of the last survey, when nothing they depend on has changed. */
  read(): SurveyFindings | undefined {
    this.#stampFiles()
    const listing = this.#text('files.txt')
    const stored =
      listing === undefined ? undefined : (this.#json('findings.json') as StoredFindings | undefined)
    if (stored?.key !== this.#key) return undefined
    const isSettled = this.#newestMs < stored.writtenAtMs - settledAfterMs
    if (listing === this.#listing() && isSettled) return stored
    return this.#sameContent() ? stored : undefined
  }

  /** What is known of files whose content is as it was. */
  facts(): ReadonlyMap<string, FileFacts> {
    this.#facts ??= this.#loadFacts()
    return this.#facts
  }

  write(findings: SurveyFindings, facts: (file: string) => FileFacts | undefined): void {
    const files: Record<string, [string, FileFacts]> = {}
    for (const [path, stamp] of this.#stamps) {
      const own = resolution.test(path) ? undefined : facts(path)
      if (own) files[path] = [stamp, own]
    }
    const stored: StoredFindings = { ...findings, key: this.#key, writtenAtMs: Date.now() }
    try {
      const folder = stateFolder(this.#root, 'cache')
      writeFileSync(join(folder, 'facts.json'), JSON.stringify({ key: factsKey, files }))
      writeFileSync(join(folder, 'findings.json'), JSON.stringify(stored))
      writeFileSync(join(folder, 'files.txt'), this.#listing())
    } catch {
      // A cache that cannot be written is no cache: the next survey takes longer.
    }
  }

  #stampFiles(): void {
    const { sources, manifests, configurations } = projectFiles(this.#root, this.#options)
    for (const path of [...sources, ...manifests, ...configurations]) {
      const stats = statSync(join(this.#root, path), { throwIfNoEntry: false })
      if (!stats) continue
      const changedMs = Math.max(stats.mtimeMs, stats.ctimeMs)
      if (changedMs > this.#newestMs) this.#newestMs = changedMs
      this.#stamps.set(path, `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size}`)
    }
  }

  #listing(): string {
    let text = `${this.#key}\n`
    for (const [path, stamp] of this.#stamps) text += `${path}\t${stamp}\n`
    return text
  }

  /** True when every file has the content it had, whatever its times say. */
  #sameContent(): boolean {
    const stored = this.#storedFacts()
    if (!stored) return false
    const listed = (this.#text('files.txt') ?? '').split('\n').slice(1, -1)
    if (listed.length !== this.#stamps.size) return false
    const known = this.facts()
    return listed.every((line) => {
      const [path = '', stamp] = line.split('\t')
      if (resolution.test(path)) return this.#stamps.get(path) === stamp
      return this.#stamps.has(path) && known.get(path)?.hash === stored.files[path]?.[1].hash
    })
  }

  #loadFacts(): Map<string, FileFacts> {
    const stored = this.#storedFacts()
    const writtenAtMs = (this.#json('findings.json') as StoredFindings | undefined)?.writtenAtMs ?? 0
    const facts = new Map<string, FileFacts>()
    if (!stored) return facts
    for (const [path, stamp] of this.#stamps) {
      const entry = stored.files[path]
      if (!entry) continue
      const isSettled = Number(stamp.split(' ')[1]) < writtenAtMs - settledAfterMs
      if (entry[0] === stamp && isSettled) facts.set(path, entry[1])
      else {
        const now = readFacts(this.#root, path)
        facts.set(path, now.hash === entry[1].hash ? entry[1] : now)
      }
    }
    return facts
  }

  #storedFacts(): StoredFacts | undefined {
    const stored = this.#json('facts.json') as StoredFacts | undefined
    return stored?.key === factsKey && typeof stored.files === 'object' ? stored : undefined
  }

  #text(name: string): string | undefined {
    try {
      return readFileSync(join(this.#root, '.duckshift', 'cache', name), 'utf8')
    } catch {
      return undefined
    }
  }

  #json(name: string): unknown {
    const text = this.#text(name)
    try {
      return text === undefined ? undefined : JSON.parse(text)
    } catch {
      return undefined
    }
  }
}
