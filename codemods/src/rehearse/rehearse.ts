import type { Diagnostic } from '../model.js'
import type { Oracle, SymbolPlace } from '../symbols/oracle.js'

type Located = Diagnostic & SymbolPlace

/** Compares a project's diagnostics with texts laid over it against those without: the plan is checked before a byte is written. */
export class RehearsalCheck {
  readonly #oracle: Oracle
  /** Texts that are taken as there already. */
  readonly #base: ReadonlyMap<string, string | null>
  /** Of the files that had to be asked about. */
  readonly #before = new Map<string, Located[]>()
  #unknown: ReadonlySet<string> = new Set()
  checkedFiles = 0

  constructor(oracle: Oracle, base: ReadonlyMap<string, string | null> = new Map()) {
    this.#oracle = oracle
    this.#base = base
  }

  get diagnosticsBefore(): number {
    let count = 0
    for (const found of this.#before.values()) count += found.length
    return count
  }

  /** False for files of the last check that belong to no program. */
  knew(file: string): boolean {
    return !this.#unknown.has(file)
  }

  /**
   * The diagnostics that `after` adds in `affected` files, in those of `part` where it is given. Equal messages in
   * one file are told apart only by number.
   */
  newDiagnostics(
    after: ReadonlyMap<string, string | null>,
    affected: Iterable<string>,
    part: (file: string) => boolean = () => true,
  ): Located[] {
    const files = [...new Set([...after.keys(), ...affected])].filter(part)
    const checked = files.filter((file) => after.get(file) !== null)
    this.#oracle.overlay(new Map([...this.#base, ...after]))
    this.#unknown = new Set(checked.filter((file) => !this.#oracle.knows(file)))
    this.checkedFiles = checked.length - this.#unknown.size
    const found = this.#oracle.diagnostics(checked)
    // What is clean afterwards brings nothing new, whatever it was before: half the work in a project without errors.
    this.#remember([...new Set(found.map(({ file }) => file))])
    const left = new Map<string, number>()
    for (const file of checked)
      for (const diagnostic of this.#before.get(file) ?? [])
        left.set(keyOf(diagnostic), (left.get(keyOf(diagnostic)) ?? 0) + 1)
    const added = found.filter((diagnostic) => {
      const known = left.get(keyOf(diagnostic)) ?? 0
      left.set(keyOf(diagnostic), known - 1)
      return known <= 0
    })
    const unlike = withoutMoved(added, left)
    if (!unlike.some(isMissingPackage)) return unlike
    // A package that is not installed was missing before, whichever file asks for it now.
    this.#remember(checked)
    const missing = new Set(
      [...this.#before.values()].flat().flatMap((each) => (isMissingPackage(each) ? each.message : [])),
    )
    return unlike.filter((each) => !isMissingPackage(each) || !missing.has(each.message))
  }

  #remember(files: readonly string[]): void {
    const unknown = files.filter((file) => !this.#before.has(file))
    if (unknown.length === 0) return
    this.#oracle.overlay(this.#base)
    for (const file of unknown) this.#before.set(file, [])
    for (const diagnostic of this.#oracle.diagnostics(unknown))
      this.#before.get(diagnostic.file)?.push(diagnostic)
  }
}

/** Without those that were there already and name the module that a type comes from, which is another now. */
function withoutMoved(added: readonly Located[], left: ReadonlyMap<string, number>): Located[] {
  if (added.length === 0) return []
  const gone = new Map<string, number>()
  for (const [key, count] of left) {
    const bare = withoutModules(key)
    if (count > 0 && bare !== key) gone.set(bare, (gone.get(bare) ?? 0) + count)
  }
  return added.filter((diagnostic) => {
    const bare = withoutModules(keyOf(diagnostic))
    const count = gone.get(bare) ?? 0
    gone.set(bare, count - 1)
    return count <= 0
  })
}

/** `Namespace '"…/duckdb"' has no exported member 'Row'` without the path. */
function withoutModules(key: string): string {
  return key.replace(/'"[^"']*"'|import\("[^"]*"\)\./g, '')
}

function isMissingPackage({ code, message }: Diagnostic): boolean {
  return code === 2307 && /module '[^.'][^']*'/.test(message)
}

function keyOf(diagnostic: Diagnostic): string {
  return `${diagnostic.file} ${diagnostic.code} ${diagnostic.message}`
}
