import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import type { Stray } from './consistency.js'
import { type ErrorClass, errorClassesOf } from './error-families.js'
import { genericRethrows } from './generic-rethrows.js'
import { concernsOf } from './import-paths.js'
import { driverImports, type Opening, openingsIn } from './openings.js'

/** What the rules compare of a file, kept without its syntax tree. */
export interface FilePatterns {
  /** Not where the migration still finds the legacy client. */
  readonly besideTheClient: { readonly imports: readonly Stray[]; readonly openings: readonly Opening[] }
  readonly rethrows: readonly Stray[]
  readonly errors: readonly ErrorClass[]
  readonly concerns: ReadonlySet<string>
}

export function patternsOf(project: Project, file: SourceFile): FilePatterns {
  return {
    besideTheClient: { imports: driverImports(file), openings: openingsIn(project, file) },
    rethrows: genericRethrows(file),
    errors: errorClassesOf(project, file),
    concerns: concernsOf(file),
  }
}

/** Production files in which a rule may find something: the others are not even parsed. */
export function isSuspect(project: Project, path: string): boolean {
  return !isTestFile(path) && project.facts(path)?.patterns === true
}

/** The patterns of files that somebody has parsed anyway, so that those are not parsed once more. */
export class SeenPatterns {
  readonly #byPath = new Map<string, FilePatterns>()

  get(path: string): FilePatterns | undefined {
    return this.#byPath.get(path)
  }

  note(project: Project, file: SourceFile): void {
    if (isSuspect(project, file.path) && !asksOthers.test(file.text))
      this.#byPath.set(file.path, patternsOf(project, file))
  }
}

/** Other files say what it opens, or what its classes extend; nobody has asked yet whether those can be read. */
const asksOthers = /@duckshift\/runtime|\bextends\b/
