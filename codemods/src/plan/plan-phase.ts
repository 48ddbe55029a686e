import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { hashOf } from '../apply/hash.js'
import { type ClientProfile, profileClient } from '../clients/client-profile.js'
import type { Config } from '../config/config.js'
import { DuckshiftError } from '../duckshift-error.js'
import { codeStyleOf, commonStyle } from '../edits/code-style.js'
import { type FormatterStyle, formatterStyle } from '../edits/formatter-style.js'
import { aliasedSpecifier, relativeSpecifier, specifierEndingOf } from '../edits/specifier-style.js'
import { applyEdits } from '../edits/text-edits.js'
import { editsDiff, unifiedDiff } from '../edits/unified-diff.js'
import { ProjectFormatting } from '../formatting/project-formatting.js'
import type { Change, FileChange, OnProgress, PhaseNumber, Place, Plan, Refusal } from '../model.js'
import { commonRefusals } from '../phases/common-refusals.js'
import { type Phase, phaseNumbered, phases } from '../phases/phases.js'
import type { RefusalTable } from '../phases/refusal-table.js'
import { RehearsalCheck } from '../rehearse/rehearse.js'
import { RepositoryRegistry } from '../repositories/repository-registry.js'
import { findSchema } from '../sql/schema-source.js'
import { SqlAnalyzer } from '../sql/sql-analyzer.js'
import { isMinified } from '../survey/minified.js'
import { importSpecifiers } from '../survey/module-graph.js'
import { isCode } from '../survey/project-files.js'
import type { Survey } from '../survey/survey.js'
import { surveyProject } from '../survey/survey-project.js'
import { openOracle } from '../symbols/open-oracle.js'
import type { Oracle } from '../symbols/oracle.js'
import type { TypescriptServers } from '../symbols/typescript-servers.js'
import { version } from '../version.js'
import { acrossPackages } from './across-packages.js'
import { assertPaths } from './assert-paths.js'
import { withDistinctTokens } from './distinct-tokens.js'
import { formatRendered } from './format-rendered.js'
import { freeMemory, withoutTrees } from './free-memory.js'
import { importsOf } from './imports-of.js'
import { joinPlans, textsAfter } from './join-plans.js'
import { leaveAlone } from './leave-alone.js'
import { lostImports } from './lost-imports.js'
import { afterOthers, ownCodemodNames, proposeOwnCodemods } from './own-codemods.js'
import type { Planning } from './planning.js'
import type { Candidate, Proposal, RefusalDraft } from './proposal.js'
import { type OwnedEdit, type RenderedPlanFile, type RenderPlanning, renderPlan } from './render.js'
import { withRuntimeDependencies } from './runtime-dependencies.js'
import { type Choice, settle } from './settle.js'
import { unparsable } from './unparsable.js'

export interface PlanOptions {
  readonly root: string
  readonly config: Config
  readonly phase: number
  /** Files and folders whose usages may change, relative to the root; empty means all. */
  readonly paths?: readonly string[]
  /** Further narrows the files whose usages may change. */
  readonly concerns?: ((file: string) => boolean) | undefined
  /** Plans everything, but checks and reports this part of the files alone: the parts together give the whole. */
  readonly shard?: ((file: string) => boolean) | undefined
  /** Ids of usages to leave alone. */
  readonly skip?: ReadonlySet<string>
  /** Only these codemods. */
  readonly only?: readonly string[]
  readonly onProgress?: OnProgress | undefined
  /** Also what was dead before the migration: see remove-dead-code. */
  readonly all?: boolean
  /** Also checks files that no change can reach. */
  readonly fullCheck?: boolean
  /** Type checkers to go on with: for who plans one project after the other. */
  readonly servers?: TypescriptServers | undefined
}

/**
 * Everything one phase would change, type-checked; nothing is written. Throws DuckshiftError with exit code 2:
 * `unknown-phase`, `no-codemods`, `unknown-codemod`, `no-such-path`, `no-accessor`, `unreadable-tsconfig`.
 */
export async function planPhase(options: PlanOptions): Promise<Plan> {
  const phase = phaseOf(options)
  assertPaths(options.root, options.paths ?? [])
  const { afterwards = [] } = phase.plan
  let oracle: Oracle | undefined
  const openOnce: OpenOracle = (found) => {
    options.onProgress?.({ stage: 'symbols', done: 0 })
    oracle ??= openOracle({
      root: found.project.root,
      tsconfig: options.config.tsconfig,
      servers: options.servers,
      concerns: afterwards.length > 0 ? found.project.files : concernsOf(found),
    })
    return oracle
  }
  const closeOracle = () => {
    oracle?.close()
    oracle = undefined
  }
  try {
    let plan = await planFirst(options, phase, openOnce, afterwards.length === 0 ? closeOracle : undefined)
    for (const [index, propose] of afterwards.entries()) {
      const isLast = index === afterwards.length - 1
      plan = await planAfter(options, phase, propose, plan, openOnce, isLast ? closeOracle : undefined)
    }
    return plan
  } finally {
    closeOracle()
  }
}

type OpenOracle = (found: Survey) => Oracle

/** Ends the type checker of the last step as soon as it has checked: writing the plan down wants memory too. */
type CloseOracle = (() => void) | undefined

/** The phase's own step, on what the step before it leaves, where that is named or missed. */
async function planFirst(
  options: PlanOptions,
  phase: Phase,
  openOnce: OpenOracle,
  closeOracle: CloseOracle,
): Promise<Plan> {
  const { before, propose } = phase.plan
  const { only = [] } = options
  const isNamed = before !== undefined && only.includes(before.codemod)
  if (isNamed && only.length === 1)
    return settleStage(
      options,
      phase,
      await proposeStage(options, phase, before.propose, nothing, openOnce),
      closeOracle,
    )
  const proposed = isNamed ? undefined : await proposeStage(options, phase, propose, nothing, openOnce)
  const isMissed = only.length === 0 && proposed?.refusals.some(({ id }) => id === before?.refusal)
  if (proposed && !isMissed) return settleStage(options, phase, proposed, closeOracle)
  const preparing = await proposeStage(options, phase, before!.propose, nothing, openOnce)
  const first = await settleStage(options, phase, preparing, undefined)
  return planAfter(options, phase, propose, first, openOnce, closeOracle)
}

const nothing: ReadonlyMap<string, string | null> = new Map()

/** A plan, and a further step on the project as that plan leaves it. */
async function planAfter(
  options: PlanOptions,
  phase: Phase,
  propose: Phase['plan']['propose'],
  plan: Plan,
  openOnce: OpenOracle,
  closeOracle: CloseOracle,
): Promise<Plan> {
  const overlay = textsAfter(options.root, plan)
  const proposed = await proposeStage(options, phase, propose, overlay, openOnce)
  return joinPlans(options.root, plan, await settleStage(options, phase, proposed, closeOracle))
}

/** What of one step type-checks. */
async function settleStage(
  options: PlanOptions,
  phase: Phase,
  proposed: ProposedStage,
  closeOracle: CloseOracle,
): Promise<Plan> {
  const { onProgress } = options
  const { found, candidates, refusals, planning, builtTypes, oracle } = proposed
  const { overlay } = found
  const { project } = found
  const check = new RehearsalCheck(oracle, new Map([...overlay, ...builtTypes]))
  const context = { planning, known: new Map() }
  const formatting = formattingOf(options)
  let rendered: ReadonlyMap<string, RenderedPlanFile> = new Map()
  const settled = await settle({
    candidates,
    importsOf: (file) => project.graph.importsOf(file),
    render: (active) => {
      rendered = renderPlan(context, active)
      return rendered
    },
    ...(formatting && {
      finish: async () => {
        rendered = await formatRendered(formatting, rendered)
        return rendered
      },
    }),
    check: async (files) => {
      onProgress?.({ stage: 'rehearse', done: 0, total: files.size })
      const after = new Map(
        [...files].map(([path, file]) => [path, file.kind === 'delete' ? null : file.text]),
      )
      const affected = options.fullCheck ? project.files : project.graph.reverseClosure(after.keys())
      const sources = new Map([...after].filter(([path]) => isCode(path)))
      project.releaseTrees()
      await freeMemory()
      const added = check.newDiagnostics(sources, affected, options.shard)
      // A configuration the checker does not take hides every other error: no verdict, not a good one.
      const isBlind = oracle.configurationProblems.length > 0
      return isBlind ? [] : [...added, ...unparsable(after, check), ...lostImports(project, sources)]
    },
  })
  onProgress?.({ stage: 'rehearse', done: 1, total: 1 })
  const { checker, configurationProblems } = oracle
  closeOracle?.()
  return assemble({
    phase,
    found,
    choices: settled.choices,
    rendered,
    drafts: refusals,
    check,
    checker,
    configurationProblems,
    unexplained: settled.unexplained,
    shard: options.shard,
  })
}

/** Undefined where the configuration wants none. */
function formattingOf({ root, config: { format } }: PlanOptions): ProjectFormatting | undefined {
  return format === false ? undefined : new ProjectFormatting(root, { runsConfiguration: format === true })
}

interface Found extends Pick<Survey, 'project' | 'accessors' | 'usages'> {
  readonly overlay: ReadonlyMap<string, string | null>
  /** Files that use the client. */
  readonly users: ReadonlySet<string>
}

interface ProposedStage {
  readonly found: Found
  readonly candidates: readonly Candidate[]
  readonly refusals: RefusalDraft[]
  readonly planning: RenderPlanning
  /** See AcrossPackages. */
  readonly builtTypes: ReadonlyMap<string, string>
  readonly oracle: Oracle
}

/** What the codemods of one step propose, on the project as `overlay` has it. Nothing of it refers to a syntax tree, all of which may go then. */
async function proposeStage(
  options: PlanOptions,
  phase: Phase,
  propose: Phase['plan']['propose'],
  overlay: ReadonlyMap<string, string | null>,
  openOnce: OpenOracle,
): Promise<ProposedStage> {
  const { root, config, onProgress, only = [] } = options
  const needsNoAccessor = only.length > 0 && only.every((name) => phase.withoutAccessor?.includes(name))
  const found = surveyProject(root, config, onProgress, needsNoAccessor, overlay)
  const oracle = openOnce(found)
  const planning = await openPlanning(options, found, overlay, oracle)
  const { registry, style, formatter, specifier } = planning
  try {
    const proposals = await propose(planning)
    const isFirst = propose === phase.plan.propose
    const own = isFirst
      ? afterOthers(await proposeOwnCodemods(planning, phase.number), proposals.candidates)
      : { candidates: [], refusals: [] }
    const distinct = withDistinctTokens(found.project, [...proposals.candidates, ...own.candidates])
    const across = acrossPackages(planning, distinct)
    const all = withRuntimeDependencies(found.project, across.candidates)
    const { candidates, refusals } = leaveAlone(found, all, options.skip)
    onProgress?.({ stage: 'plan', done: candidates.length, total: candidates.length })
    const { project, accessors, usages } = found
    return {
      found: { project, accessors, usages, overlay, users: new Set(found.values.map(({ file }) => file)) },
      candidates: withoutTrees(candidates),
      refusals: [...proposals.refusals, ...own.refusals, ...across.refusals, ...refusals],
      planning: { registry, style, formatter, specifier, survey: { project } },
      builtTypes: across.builtTypes,
      oracle,
    }
  } finally {
    planning.analyzer.close()
  }
}

function phaseOf({ phase: number, only = [], config }: PlanOptions): Phase {
  const phase = phaseNumbered(number)
  if (!phase) {
    throw new DuckshiftError(`There is no phase "${number}".`, {
      code: 'unknown-phase',
      exitCode: 2,
      help: 'Phases: 1 foundation, 2 transactions, 3 queries, 4 resilience, 5 cleanup, 6 documentation.',
    })
  }
  if (!isPlanned(phase)) {
    throw new DuckshiftError(`Phase ${number} (${phase.name}) has no codemods in this version.`, {
      code: 'no-codemods',
      exitCode: 2,
      help: `Phases with codemods: ${phases
        .filter(isPlanned)
        .map((other) => other.number)
        .join(', ')}.`,
    })
  }
  const known = [...phase.codemods, ...ownCodemodNames(config, number)]
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new DuckshiftError(`Phase ${number} has no codemod "${unknown[0]}".`, {
      code: 'unknown-codemod',
      exitCode: 2,
      help: `Its codemods: ${known.join(', ')}.`,
    })
  }
  return phase
}

function isPlanned(phase: Phase): boolean {
  return phase.codemods.length > 0
}

async function openPlanning(
  options: PlanOptions,
  found: Survey,
  overlay: ReadonlyMap<string, string | null>,
  oracle: Oracle,
): Promise<Planning> {
  const { config, only = [], paths = [], onProgress } = options
  const { project } = found
  const isWritten = writtenFiles(project)
  oracle.overlay(overlay)
  onProgress?.({ stage: 'sql', done: 0 })
  const analyzer = new SqlAnalyzer(findSchema(project, config.schema))
  const profiles = new Map<string, ClientProfile>()
  for (const { module, name } of found.clients) {
    const file = project.source(module)
    const profile = file && profileClient(project, file, name)
    if (profile) profiles.set(`${module}#${name}`, profile)
  }
  const files = [...new Set(found.values.map((value) => value.file))]
  // Where nothing is left to migrate, the rest of the project shows its style.
  const shown = files.length > 0 ? files : project.files.slice(0, 100)
  const styles = shown.map((file) => codeStyleOf(project.text(file) ?? '', /\.[cm]?tsx?$/.test(file)))
  const specifiersOf = (list: readonly string[]) =>
    list.flatMap((file) => importSpecifiers(project.text(file) ?? ''))
  // Files without relative imports say nothing; the rest of the project may.
  const elsewhere = () =>
    specifierEndingOf(specifiersOf(project.files.slice(0, 300)), unsaidEnding(project.root, config.tsconfig))
  const own = specifiersOf(files)
  const isRelative = (specifier: string) => specifier.startsWith('.')
  const common = own.some(isRelative) ? specifierEndingOf(own) : elsewhere()
  const formatters = new Map<string, FormatterStyle>()
  const formatter = (path: string) => {
    const folder = posix.dirname(path)
    const style = formatters.get(folder) ?? formatterStyle(project.root, folder)
    formatters.set(folder, style)
    return style
  }
  const imports = new Map<string, [string, string][]>()
  const importsIn = (file: string) => {
    const known = imports.get(file) ?? importsOf(project, file)
    imports.set(file, known)
    return known
  }
  const endings = new Map([['', common]])
  const isBelow = (folder: string) => (file: string) => folder === '' || file.startsWith(`${folder}/`)
  const endingBelow = (folder: string) => {
    const near = project.files.filter(isBelow(folder))
    return specifierEndingOf(specifiersOf(near.slice(0, 300)), unsaidEnding(join(project.root, folder)))
  }
  // What Node loads as it is wants the ending, whatever a bundler makes of the files beside it.
  const moduleEndingBelow = (folder: string) => {
    const near = project.files.filter((file) => isBelow(folder)(file) && isModule(file))
    return specifierEndingOf(specifiersOf(near.slice(0, 300)))
  }
  const isModule = (file: string) =>
    /\.m?js$/.test(file) && /^(import|export)\b/m.test(project.text(file) ?? '')
  /** As the file itself writes it, else as its package does, which may have a configuration of its own. */
  const endingIn = (file: string) => {
    const shown = importsIn(file).map(([specifier]) => specifier)
    if (shown.some(isRelative)) return specifierEndingOf(shown)
    const isPlain = isModule(file)
    const folder = folderWith(
      project.root,
      file,
      isPlain ? ['package.json', 'tsconfig.json'] : ['tsconfig.json'],
    )
    const key = isPlain ? `${folder}/*.js` : folder
    const ending = endings.get(key) ?? (isPlain ? moduleEndingBelow(folder) : endingBelow(folder))
    endings.set(key, ending)
    return ending
  }
  const folders = paths.map((path) => posix.normalize(path).replace(/\/$/, ''))
  return {
    config,
    survey: found,
    overlay,
    all: options.all === true,
    oracle,
    analyzer,
    registry: new RepositoryRegistry(),
    profiles,
    style: {
      ...commonStyle(styles.length > 0 ? styles : [codeStyleOf('', true)]),
      ...formatter(''),
    },
    formatter,
    specifierEnding: endingIn,
    specifier: (from, to) =>
      aliasedSpecifier(from, to, importsIn(from)) ?? relativeSpecifier(from, to, endingIn(from)),
    enabled: (codemod) => only.length === 0 || only.includes(codemod),
    requested: (codemod) => only.includes(codemod),
    inScope: (file) =>
      (options.concerns?.(file) ?? true) &&
      (folders.length === 0 ||
        folders.some((folder) => folder === '.' || file === folder || file.startsWith(`${folder}/`))) &&
      isWritten(file),
  }
}

/** Tells files that people write from those that are built. */
function writtenFiles(project: Survey['project']): (file: string) => boolean {
  const known = new Map<string, boolean>()
  return (file) => {
    const found = known.get(file) ?? !isMinified(project.text(file) ?? '')
    known.set(file, found)
    return found
  }
}

/** The nearest folder with a configuration of its own; empty for the root. */
function folderWith(root: string, file: string, names: readonly string[]): string {
  for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
    if (names.some((name) => existsSync(join(root, folder, name)))) return folder
  return ''
}

/** Bundlers find files without an ending, and not always those with another one. */
function unsaidEnding(root: string, tsconfig = 'tsconfig.json'): 'js' | 'none' {
  const path = join(root, tsconfig)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return /"moduleResolution"\s*:\s*"(bundler|node|node10)"/i.test(text) ? 'none' : 'js'
}

/** Files that a plan may ask about: where the client is used, and what imports those. */
function concernsOf(found: Survey): Set<string> {
  const own = new Set([
    ...found.values.map((value) => value.file),
    ...found.accessors.map((accessor) => accessor.module),
  ])
  return new Set([...own, ...found.project.graph.reverseClosure(own)])
}

interface Parts {
  readonly phase: Phase
  readonly found: Found
  readonly choices: readonly Choice[]
  readonly rendered: ReadonlyMap<string, RenderedPlanFile>
  readonly drafts: readonly RefusalDraft[]
  readonly check: RehearsalCheck
  readonly checker: string
  readonly configurationProblems: readonly string[]
  readonly shard: PlanOptions['shard']
  readonly unexplained: readonly {
    file: string
    line: number
    column: number
    code: number
    message: string
  }[]
}

function assemble(parts: Parts): Plan {
  const { phase, found, choices, rendered, check, checker, configurationProblems: problems } = parts
  const isOurs = (place: Place) => parts.shard?.(place.file) ?? true
  const changes: Change[] = []
  const drafts = parts.drafts.filter((draft) => isOurs(draft.place))
  const numbers = new Map<string, number>()
  const owned = partsByCandidate(rendered, shownOrder(phase.codemods, choices))
  choices.forEach((choice, index) => {
    const { candidate, proposal } = choice
    if (proposal) {
      if (proposal.changesNothing && (candidate.isSettled || candidate.usages.length === 0)) return
      const number = (numbers.get(proposal.codemod) ?? 0) + 1
      numbers.set(proposal.codemod, number)
      if (isOurs(candidate.place)) {
        const id = `${proposal.codemod}-${number}`
        changes.push(changeOf(id, proposal, candidate, rendered, owned.get(index) ?? new Map()))
      }
      return
    }
    // What another part's files have against a change of ours is known to that part alone.
    if (!isOurs(candidate.place) && choice.diagnostics.length === 0) return
    const last = choice.diagnostics.at(-1)
    const tried = choice.candidate.alternatives.at(-1)
    const concerned =
      choice.candidate.usages.length > 0 ? choice.candidate.usages : [choice.candidate.place.file]
    for (const usage of concerned) {
      drafts.push({
        usage,
        codemod: choice.candidate.alternatives[0]!.codemod,
        id:
          choice.missingFoundation ??
          (last && tried?.whenRefused?.[last.code]) ??
          (choice.overlaps ? 'same-code' : 'type-check'),
        place: choice.candidate.place,
        ...(last && { detail: `TS${last.code} at ${last.file}:${last.line}: ${last.message}` }),
      })
    }
  })
  const files: FileChange[] = [...rendered]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, file]) => ({
      path,
      kind: file.kind,
      ...(file.kind !== 'create' && { before: hashOf(file.before) }),
      ...(file.kind !== 'delete' && { after: hashOf(file.text) }),
      edits: file.kind === 'delete' ? [] : file.edits.map(({ start, end, text }) => ({ start, end, text })),
    }))
  const now = new Date()
  return {
    version: 1,
    id: planId(phase.number, now),
    phase: phase.number,
    createdAt: now.toISOString(),
    duckshift: version,
    accessors: found.accessors,
    usages: found.usages,
    changes: inOrderOf(phase.codemods, changes),
    refusals: drafts.sort(byPlace).map((draft) => refusalOf(draft, phase.plan.refusals)),
    read: hashesOf(found, files),
    files,
    rehearsal: {
      outcome: problems.length > 0 ? 'not-verified' : 'checked',
      ...(problems.length > 0 && { reason: problems.join(' ') }),
      checker,
      checkedFiles: check.checkedFiles,
      diagnosticsBefore: check.diagnosticsBefore,
      newDiagnostics: parts.unexplained,
      removedChanges: choices.flatMap((choice) =>
        choice.proposal || choice.diagnostics.length === 0
          ? []
          : [{ change: choice.candidate.usages.join('+'), diagnostics: choice.diagnostics }],
      ),
    },
  }
}

function byPlace({ place: a }: RefusalDraft, { place: b }: RefusalDraft): number {
  return a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1
}

/** By codemod, in the order the phase runs them. */
function inOrderOf(codemods: readonly string[], changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => codemods.indexOf(a.codemod) - codemods.indexOf(b.codemod))
}

interface OwnedParts {
  readonly edits: OwnedEdit[]
  readonly segments: { readonly start: number; readonly end: number }[]
}

/** The place of each candidate among the changes as they are shown. */
function shownOrder(codemods: readonly string[], choices: readonly Choice[]): (candidate: number) => number {
  const ranks = choices.map(({ proposal }, index) => ({
    index,
    codemod: proposal ? codemods.indexOf(proposal.codemod) : codemods.length,
  }))
  ranks.sort((a, b) => a.codemod - b.codemod || a.index - b.index)
  const order = new Map(ranks.map(({ index }, rank) => [index, rank]))
  return (candidate) => order.get(candidate)!
}

/** What each candidate wrote in each file, found in one pass over the files; what several share goes to the first. */
function partsByCandidate(
  rendered: ReadonlyMap<string, RenderedPlanFile>,
  orderOf: (candidate: number) => number,
): ReadonlyMap<number, ReadonlyMap<string, OwnedParts>> {
  const parts = new Map<number, Map<string, OwnedParts>>()
  const at = (candidate: number, path: string): OwnedParts => {
    const files = parts.get(candidate) ?? new Map<string, OwnedParts>()
    parts.set(candidate, files)
    const own = files.get(path) ?? { edits: [], segments: [] }
    files.set(path, own)
    return own
  }
  const first = (candidates: readonly number[]) =>
    candidates.reduce((a, b) => (orderOf(a) <= orderOf(b) ? a : b))
  for (const [path, file] of rendered) {
    if (file.kind !== 'create') {
      for (const edit of file.edits) {
        const owners = edit.shared ? [first(edit.candidates)] : new Set(edit.candidates)
        for (const candidate of owners) at(candidate, path).edits.push(edit)
      }
      continue
    }
    for (const { candidate, start, end, shared } of file.segments) {
      const same = shared ? file.segments.filter((other) => other.start === start && other.shared) : []
      if (!shared || first(same.map((other) => other.candidate)) === candidate)
        at(candidate, path).segments.push({ start, end })
    }
  }
  return parts
}

function changeOf(
  id: string,
  proposal: Proposal,
  { usages, served: running = [], withoutSql = [], handed = [] }: Candidate,
  rendered: ReadonlyMap<string, RenderedPlanFile>,
  parts: ReadonlyMap<string, OwnedParts>,
): Change {
  const served = running.filter((usage) => !withoutSql.includes(usage) && !handed.includes(usage))
  const keepsSql = usages.filter((usage) =>
    running.includes(usage)
      ? handed.includes(usage) && !withoutSql.includes(usage)
      : proposal.keepsSql === true,
  )
  const staying = ((proposal.keepsSql || keepsSql.length > 0) && proposal.staying) || []
  const files: { path: string; patch: string }[] = []
  for (const [path, { edits, segments }] of parts) {
    const file = rendered.get(path)!
    if (file.kind === 'create') {
      const [only] = segments
      const isWhole = segments.length === 1 && only!.start === 0 && only!.end === file.text.length
      const others = isWhole ? '' : withoutSegments(file.text, segments)
      files.push({ path, patch: unifiedDiff(path, isWhole ? undefined : others, file.text) })
    } else if (file.kind === 'delete') files.push({ path, patch: unifiedDiff(path, file.before, undefined) })
    else files.push({ path, patch: editsDiff(path, file.before, edits) })
  }
  return {
    id,
    codemod: proposal.codemod,
    reason: reasonOf(proposal, staying),
    usages,
    ...(served.length > 0 && { served }),
    ...(keepsSql.length > 0 && { keepsSql }),
    ...(staying.length > 0 && { staying }),
    files,
  }
}

function reasonOf({ reason, afterwards }: Proposal, staying: readonly string[]): string {
  const does = staying.length === 0 ? reason : `${reason.replace(/\.$/, '')} (${staying.join('; ')}).`
  return afterwards === undefined ? does : `${does} ${afterwards}`
}

/** A created file as it would be without one change's parts. */
function withoutSegments(text: string, segments: readonly { start: number; end: number }[]): string {
  const edits = [...segments]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({ start, end, text: '' }))
  return applyEdits(text, edits)
}

function refusalOf(draft: RefusalDraft, texts: RefusalTable): Refusal {
  const text = texts[draft.id] ?? commonRefusals[draft.id as keyof typeof commonRefusals]
  const { file, start, end, line, column } = draft.place
  return {
    usage: draft.usage,
    id: draft.id,
    codemod: draft.codemod,
    message: text.message,
    help: text.help,
    place: { file, start, end, line, column },
    ...(draft.detail !== undefined && { detail: draft.detail }),
  }
}

function hashesOf(
  { project, accessors, users, overlay }: Found,
  files: readonly FileChange[],
): Record<string, string> {
  const paths = new Set(users)
  for (const change of files) if (change.kind !== 'create') paths.add(change.path)
  for (const accessor of accessors) paths.add(accessor.module)
  const hashes: Record<string, string> = {}
  for (const path of [...paths].sort()) {
    const full = join(project.root, path)
    // Of the text that was planned with, unless an earlier step of the plan wrote that: it may have changed by now.
    const read = overlay.has(path) ? undefined : project.hashes.get(path)
    if (read !== undefined) hashes[path] = read
    else if (existsSync(full) && statSync(full).isFile()) hashes[path] = hashOf(readFileSync(full))
  }
  return hashes
}

function planId(phase: PhaseNumber, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  return `p${phase}-${stamp}-${randomBytes(2).toString('hex')}`
}
