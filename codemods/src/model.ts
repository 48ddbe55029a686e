/**
 * The vocabulary of a migration as data. Everything here is JSON-serialisable; the CLI's `--json`
 * output and the report model are built from these types.
 */

/** A place in a file. Offsets are UTF-16 code units from the start of the file (a BOM counts as one), lines and columns are 1-based. */
export interface Place {
  /** Path relative to the project root, with forward slashes. */
  readonly file: string
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

export type AccessorKind =
  /** `getClient()`: an exported function that returns the client, synchronously or as a promise. */
  | 'function'
  | 'async-function'
  /** `Manager.getInstance()` */
  | 'static-method'
  /** `export const client = new Client()` */
  | 'instance'
  /** `query(sql, params)`: an exported function that closes over the client. */
  | 'helper'
  /** `withConnection(async (connection) => …)` */
  | 'scoped'
  /** `new Client()`: a class that opens a database each time, where nothing hands out a shared one. */
  | 'constructor'

export interface Accessor {
  /** `module#export`, or `module#Export.member` for a static method. */
  readonly id: string
  readonly module: string
  readonly export: string
  readonly member?: string
  readonly kind: AccessorKind
  /** The legacy client's class, where it is one of the project's own. */
  readonly client?: { readonly module: string; readonly name: string }
  /** Set for what is not exported: only its own module uses it. */
  readonly hidden?: true
  /** The accessor this one forwards to: set for wrappers such as `getDb = () => getDuckDBClient()`. */
  readonly wraps?: string
  /** One sentence: why the survey takes this for an accessor. */
  readonly because: string
}

export type Shape =
  | 'direct-call'
  | 'variable'
  | 'class-field'
  | 'constructor-argument'
  | 'argument'
  | 'parameter'
  | 'constructor-default'
  | 'returned'
  | 'dynamic-import'
  | 'callback-style'
  | 'callback-scoped'
  | 'manual-transaction'
  | 'session-state'
  | 'mocked-in-test'
  | 'passed-as-value'
  | 'type-only'
  | 'top-level'

export interface Usage extends Place {
  /** Stable over edits elsewhere in the file: derived from file, enclosing declaration, accessor and ordinal, not from the position. */
  readonly id: string
  readonly accessor: string
  readonly shape: Shape
  /** Further traits worth knowing: `query-in-loop`, `try-catch`, `interpolated-sql`, `several-queries`, `un-awaited`, … */
  readonly traits: readonly string[]
  /** The phase whose codemods take this usage. */
  readonly phase: PhaseNumber
  /** True in test files, fixtures of tests and mocks. */
  readonly inTest: boolean
  /** Name of the enclosing function, method or class, for people: `ModelService.findAll`. */
  readonly within: string
}

export type PhaseNumber = 1 | 2 | 3 | 4 | 5 | 6

export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface FileChange {
  readonly path: string
  readonly kind: 'edit' | 'create' | 'delete'
  /** SHA-256 of the bytes before, hex; absent for a file that must not exist yet. */
  readonly before?: string
  /** SHA-256 of the bytes after, hex; absent for a deletion. */
  readonly after?: string
  /** Offsets refer to the text before; sorted, not overlapping. A created file is one edit at 0..0. */
  readonly edits: readonly TextEdit[]
}

export interface Diagnostic {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly code: number
  readonly message: string
}

/** Text edits that stand or fall together, with the codemod and the reason. */
export interface Change {
  readonly id: string
  readonly codemod: string
  /** One sentence for the reviewer. */
  readonly reason: string
  readonly usages: readonly string[]
  /** Those of the usages that ask as they did, and are answered by the runtime. Absent for none. */
  readonly served?: readonly string[]
  /** Those of the usages that are given or handed something injected and keep statements of their own. Absent for none. */
  readonly keepsSql?: readonly string[]
  /** Why statements stay, each reason once, as `reason` says it too. Absent for none. */
  readonly staying?: readonly string[]
  /** This change's own part of each file, as a unified diff against the text before the plan. */
  readonly files: readonly { readonly path: string; readonly patch: string }[]
}

/** Why a usage is left alone. `id` is a key of the refusal table, never a free string. */
export interface Refusal {
  readonly usage: string
  readonly id: string
  readonly codemod: string
  readonly message: string
  readonly help: string
  readonly place: Place
  /** What this one case shows beyond the table's text: a diagnostic, an expression, a name. */
  readonly detail?: string
}

export interface Rehearsal {
  /** `checked`: the type checker ran on both sides. `not-verified`: it could not, and `reason` says why. */
  readonly outcome: 'checked' | 'not-verified'
  readonly reason?: string
  readonly checker: string
  readonly checkedFiles: number
  /** Errors that the checked files had already, as far as they still have any. */
  readonly diagnosticsBefore: number
  /** Diagnostics the plan as stored would add: empty unless `not-verified`. */
  readonly newDiagnostics: readonly Diagnostic[]
  /** Changes taken out because they brought a diagnostic. */
  readonly removedChanges: readonly { readonly change: string; readonly diagnostics: readonly Diagnostic[] }[]
}

/** Everything one phase would change. Stored, reviewable, applied byte for byte. */
export interface Plan {
  readonly version: 1
  readonly id: string
  readonly phase: PhaseNumber
  readonly createdAt: string
  readonly duckshift: string
  /** The accessors and usages the survey found, before the plan. */
  readonly accessors: readonly Accessor[]
  readonly usages: readonly Usage[]
  readonly changes: readonly Change[]
  readonly refusals: readonly Refusal[]
  /** Every file the plan read, with the SHA-256 of its bytes: drift in any of them stops the run. */
  readonly read: Readonly<Record<string, string>>
  readonly files: readonly FileChange[]
  readonly rehearsal: Rehearsal
}

/** `keeps-sql`: given or handed something injected, with statements of its own; `served`: asks as it did. */
export type Moved = 'moved' | 'keeps-sql' | 'served'

export interface Run {
  readonly id: string
  readonly plan: string
  readonly phase: PhaseNumber
  readonly state: 'applied' | 'rolled-back'
  readonly appliedAt: string
  readonly rolledBackAt?: string
  readonly files: readonly { readonly path: string; readonly kind: FileChange['kind'] }[]
  readonly changes: number
  readonly usages: number
  /** What became of each usage, by an id that is free since; absent for runs of versions that counted them only. */
  readonly moved?: Readonly<Record<string, Moved>>
  /** The ids that usages beside them have since, by the ones they had. */
  readonly renumbered?: Readonly<Record<string, string>>
  /** Lines of files; absent for runs of versions that did not count them. */
  readonly lines?: { readonly added: number; readonly removed: number }
}

/** A place with a pattern of its own for something that has one already. `rule` is a key of the rule table. */
export interface ConsistencyFinding {
  /** Stable over edits elsewhere in the file. */
  readonly id: string
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly column: number
  /** Name of the enclosing function, method or class. */
  readonly within: string
  /** What this place does, and what is usual. */
  readonly detail: string
}

export type DeadCodeKind =
  | 'file'
  | 'export'
  | 'type'
  | 'class-member'
  | 'enum-member'
  | 'import'
  | 'declaration'
  | 'duplicate-export'
  | 'dependency'

/** What nothing reaches any more, and why that is known. */
export interface DeadCodeFinding {
  /** `kind:file#name`: stable over edits elsewhere. */
  readonly id: string
  readonly kind: DeadCodeKind
  readonly file: string
  /** 1-based; 1 for a whole file. */
  readonly line: number
  readonly column: number
  /** `Class.member` for members; the path for files. */
  readonly name: string
  /** One sentence. */
  readonly because: string
  /** Why it may be used all the same: what is uncertain is never removed by itself. */
  readonly uncertain?: string
  /** Its own file uses it: only the `export` is superfluous. */
  readonly usedInFile?: true
  /** It was in use before the migration's first run, or did not exist. */
  readonly orphaned?: true
  /** The applied run that removed the last use, and the files that used it. */
  readonly lastUse?: { readonly run: string; readonly files: readonly string[] }
}

/** What a long operation tells while it works. Only `cli/` shows it. */
export interface ProgressEvent {
  readonly stage:
    | 'survey'
    | 'symbols'
    | 'sql'
    | 'plan'
    | 'rehearse'
    | 'apply'
    | 'rollback'
    | 'test'
    | 'verify'
    | 'dead-code'
  readonly done: number
  readonly total?: number
  readonly detail?: string
}
export type OnProgress = (event: ProgressEvent) => void

/** True for accessors whose database can be opened by the runtime: those that hide one, whatever they hand out. */
export function hidesDatabase(accessor: Accessor): boolean {
  return !accessor.wraps
}
