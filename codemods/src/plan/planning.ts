import type { ClientProfile } from '../clients/client-profile.js'
import type { Config } from '../config/config.js'
import type { FormatterStyle } from '../edits/formatter-style.js'
import type { SpecifierEnding } from '../edits/specifier-style.js'
import type { CodeStyle } from '../repositories/repository-method.js'
import type { RepositoryRegistry } from '../repositories/repository-registry.js'
import type { SqlAnalyzer } from '../sql/sql-analyzer.js'
import type { Survey } from '../survey/survey.js'
import type { Oracle } from '../symbols/oracle.js'
import type { Candidate, RefusalDraft } from './proposal.js'

/** What codemods work with. */
export interface Planning {
  readonly config: Config
  readonly survey: Survey
  /** Texts that earlier steps of the plan leave, in the place of those on disk. */
  readonly overlay: ReadonlyMap<string, string | null>
  /** Also what was dead before the migration goes. */
  readonly all: boolean
  readonly oracle: Oracle
  readonly analyzer: SqlAnalyzer
  readonly registry: RepositoryRegistry
  /** By `module#Class`. */
  readonly profiles: ReadonlyMap<string, ClientProfile>
  /** The style of files that the plan creates. */
  readonly style: CodeStyle
  /** What the project's formatter says of a file. */
  readonly formatter: (path: string) => FormatterStyle
  readonly specifierEnding: (file: string) => SpecifierEnding
  /** The specifier by which one project file imports another. */
  readonly specifier: (from: string, to: string) => string
  /** Codemods that may run. */
  readonly enabled: (codemod: string) => boolean
  /** Codemods named by the user, for those that only propose unless they are asked for. */
  readonly requested: (codemod: string) => boolean
  /** True for files whose usages this run may change. */
  readonly inScope: (file: string) => boolean
}

export interface Proposals {
  readonly candidates: Candidate[]
  readonly refusals: RefusalDraft[]
}

/** The module and name of the token of a database. */
export interface DatabaseToken {
  readonly module: string
  readonly token: string
}
