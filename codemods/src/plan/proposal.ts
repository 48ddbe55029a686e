import type { Place, TextEdit } from '../model.js'

/** What a file needs imported, named by where it lives; the specifier is chosen when the file is rendered. */
export interface ImportNeed {
  readonly target: { readonly package: string } | { readonly file: string }
  readonly name: string
  /** The local name, where `name` is taken in the file. */
  readonly alias?: string
  readonly typeOnly?: boolean
}

export interface Range {
  readonly start: number
  readonly end: number
}

export interface FileProposal {
  readonly path: string
  /** On the file's text before the plan. An edit's text may hold method references: see `repositories/method-reference.ts`. */
  readonly edits: readonly TextEdit[]
  readonly imports: readonly ImportNeed[]
  /** Identifiers that the edits remove: their imports go when nothing else refers to them. */
  readonly removedReferences: readonly Range[]
  /** Local names of imports that go because nothing refers to them. */
  readonly unusedImports?: readonly string[]
}

export interface CreatedFile {
  readonly path: string
  readonly text: string
}

export interface AppendedText extends CreatedFile {
  readonly imports: readonly ImportNeed[]
}

/** One way to make a change: edits over one or several files that stand or fall together. */
export interface Proposal {
  readonly codemod: string
  readonly reason: string
  readonly files: readonly FileProposal[]
  readonly creates?: readonly CreatedFile[]
  /** What is put at the end of a file that is there or that another proposal creates; once, however many ask for it. */
  readonly appends?: readonly AppendedText[]
  /** Paths of files that go; they may not be edited by the same proposal. */
  readonly deletes?: readonly string[]
  /** Repository methods the edits refer to, by id. */
  readonly methods?: readonly number[]
  /** What the candidate's usages are handed is the runtime's with their code as it is. */
  readonly changesNothing?: boolean
  /** True where statements stay in the code, which sends them by something injected. */
  readonly keepsSql?: boolean
  /** Why statements stay, each reason once: said at the end of `reason`. */
  readonly staying?: readonly string[]
  /** What is to be done once the change is made: a sentence, said after `reason`. */
  readonly afterwards?: string
  /** The refusal that tells more than "type-check", by the number of the type error that stands against it. */
  readonly whenRefused?: Readonly<Record<number, string>>
}

/** A refusal before it is tied to the table's text. */
export interface RefusalDraft {
  readonly usage: string
  readonly codemod: string
  readonly id: string
  readonly place: Place
  readonly detail?: string
}

/** A change in the making: the rehearsal takes the first alternative that brings no new diagnostic. */
export interface Candidate {
  readonly usages: readonly string[]
  /** Those of the usages whose own code stays as it is. */
  readonly served?: readonly string[]
  /** True where an earlier run has settled the usages: to leave them as they are is nothing to tell. */
  readonly isSettled?: true
  /** Those of the served that have no statements: nothing in them is left to be moved. */
  readonly withoutSql?: readonly string[]
  /** Those of the served that ask no accessor: the client is handed to them, by whoever has it injected. */
  readonly handed?: readonly string[]
  /** Where the change is, for a refusal when no alternative holds. */
  readonly place: Place
  readonly alternatives: readonly Proposal[]
  /** A candidate that others build on: without it they are refused with this refusal id. */
  readonly foundation?: string
  /** The facade, by its module, that a foundation makes or that a candidate builds on; absent: any. */
  readonly facade?: string
  /** For a change that moves code as it is: the same with edits of other changes made in what it moves. */
  readonly around?: Around
}

export interface Around {
  readonly path: string
  readonly range: Range
  /** Undefined where the edits touch what goes. */
  readonly with: (inner: readonly TextEdit[]) => readonly Proposal[] | undefined
}
