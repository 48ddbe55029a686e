import { appliedRecords } from '../apply/rollback.js'
import type { DeadCodeFinding } from '../model.js'
import { importSpecifiers } from '../survey/module-graph.js'
import type { Project } from '../survey/project.js'
import { packageName } from './reach.js'

interface Step {
  readonly run: string
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[]
}

/** What the project's applied runs changed: what there was before them, and which of them removed a last use. */
export class RunsBefore {
  /** The oldest first. */
  readonly #steps: readonly Step[]
  /** Texts as they were before the first run; `null` for files that runs created. Empty without runs. */
  readonly original = new Map<string, string | null>()

  constructor(root: string) {
    const records = appliedRecords(root)
    this.#steps = records.map(({ run, entries }) => ({
      run: run.id,
      files: entries.map(({ path, before, after }) => ({
        path,
        before: textOf(before),
        after: textOf(after),
      })),
    }))
    for (const { entries } of [...records].reverse())
      for (const { path, before } of entries)
        this.original.set(path, before === undefined ? null : textOf(before))
  }

  /** The newest run after which the finding's users no longer name it, and those files. */
  lastUse(finding: DeadCodeFinding, project: Project): DeadCodeFinding['lastUse'] {
    for (const { run, files } of [...this.#steps].reverse()) {
      const users = files
        .filter(({ path, before, after }) => {
          const had = namesIn(finding, path, before, project)
          return had > 0 && namesIn(finding, path, after, project) < had && !isGone(finding, path)
        })
        .map(({ path }) => path)
      if (users.length > 0) return { run, files: users }
    }
    return undefined
  }
}

function isGone(finding: DeadCodeFinding, path: string): boolean {
  return finding.kind === 'file' && finding.file === path
}

function namesIn(finding: DeadCodeFinding, path: string, text: string, project: Project): number {
  if (finding.kind === 'file')
    return importSpecifiers(text).filter((from) => project.graph.resolve(path, from) === finding.file).length
  if (finding.kind === 'dependency')
    return importSpecifiers(text).filter((from) => packageName(from) === finding.name).length
  const name = finding.name.slice(finding.name.lastIndexOf('.') + 1)
  if (!/^[\w$#]+$/.test(name)) return 0
  const escaped = name.replace(/[$#]/g, '\\$&')
  return text.match(new RegExp(`(?<![\\w$#])${escaped}(?![\\w$])`, 'g'))?.length ?? 0
}

function textOf(base64: string | undefined): string {
  return base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('utf8')
}
