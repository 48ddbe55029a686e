import { createRequire } from 'node:module'
import { basename, isAbsolute, join } from 'node:path'
import { diffLines } from 'diff'
import picomatch from 'picomatch'
import type { Config, OwnCodemod } from '../config/config.js'
import { importModule } from '../config/import-module.js'
import { DuckshiftError } from '../duckshift-error.js'
import type { PhaseNumber, TextEdit } from '../model.js'
import type { Planning, Proposals } from './planning.js'
import type { Candidate, RefusalDraft } from './proposal.js'

/** A codemod of the project's own, in our form: it proposes changes as the built-in ones do. */
export interface Codemod {
  readonly propose: (
    planning: Planning,
    options: Readonly<Record<string, unknown>>,
  ) => Proposals | Promise<Proposals>
}

/** Types a codemod of the project's own: `export default defineCodemod({ propose })`, named after its file. */
export function defineCodemod(codemod: Codemod): Codemod {
  return codemod
}

/** What jscodeshift calls: `(file, api, options) => source`, with the parser it wants as a property or export. */
type Transform = ((
  file: { readonly path: string; readonly source: string },
  api: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
) => unknown) & { readonly parser?: string }

interface Loaded {
  readonly name: string
  readonly given: Exclude<OwnCodemod, string>
  readonly transform?: Transform
  readonly parser?: string | undefined
  readonly codemod?: Codemod
}

/** Names of the project's own codemods in a phase, as `--only` takes them. */
export function ownCodemodNames(config: Config, phase: number): string[] {
  return entriesOf(config, phase).map(({ use }) => nameOf(use))
}

/** The changes that the project's own codemods of a phase would make. Throws DuckshiftError (`bad-codemod`). */
export async function proposeOwnCodemods(planning: Planning, phase: PhaseNumber): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  for (const given of entriesOf(planning.config, phase)) {
    const loaded = await load(planning, given)
    if (!planning.enabled(loaded.name)) continue
    const proposals = loaded.codemod
      ? await loaded.codemod.propose(planning, given.options ?? {})
      : await transformed(planning, loaded)
    candidates.push(...proposals.candidates)
    refusals.push(...proposals.refusals)
  }
  return { candidates, refusals }
}

/** Takes out what would edit a file that another change edits: it is proposed again once that one is applied. */
export function afterOthers(own: Proposals, others: readonly Candidate[]): Proposals {
  const taken = new Set(others.flatMap(pathsOf))
  const refusals = [...own.refusals]
  const candidates = own.candidates.filter((candidate) => {
    const paths = pathsOf(candidate)
    const rival = paths.find((path) => taken.has(path))
    if (rival === undefined) for (const path of paths) taken.add(path)
    else
      refusals.push({
        usage: rival,
        codemod: candidate.alternatives[0]!.codemod,
        id: 'waits-for-others',
        place: candidate.place,
      })
    return rival === undefined
  })
  return { candidates, refusals }
}

function pathsOf(candidate: Candidate): string[] {
  return candidate.alternatives.flatMap((proposal) => [
    ...proposal.files.map((file) => file.path),
    ...(proposal.creates ?? []).map((file) => file.path),
  ])
}

function entriesOf(config: Config, phase: number): Exclude<OwnCodemod, string>[] {
  return (config.codemods ?? [])
    .map((entry) => (typeof entry === 'string' ? { use: entry } : entry))
    .filter((entry) => (entry.phase ?? 1) === phase)
}

function nameOf(use: string): string {
  return basename(use).replace(/\.[cm]?[jt]s$/, '')
}

async function load(planning: Planning, given: Exclude<OwnCodemod, string>): Promise<Loaded> {
  const { root } = planning.survey.project
  const path = given.use.startsWith('.') || isAbsolute(given.use) ? join(root, given.use) : given.use
  const bad = (why: string, cause?: unknown) =>
    new DuckshiftError(`The codemod ${given.use} ${why}`, {
      code: 'bad-codemod',
      exitCode: 2,
      help: 'A codemod exports a jscodeshift transform (file, api, options), or defineCodemod({ propose }).',
      cause,
    })
  let module: Record<string, unknown>
  try {
    const from = createRequire(join(root, 'package.json'))
    module = await importModule(isAbsolute(path) ? path : from.resolve(path), {
      '@duckshift/codemods': { defineCodemod },
    })
  } catch (cause) {
    throw bad(`cannot be loaded: ${(cause as Error).message}`, cause)
  }
  const exported = (module.default ?? module) as unknown
  if (typeof exported === 'function') {
    const transform = exported as Transform
    const parser = transform.parser ?? (module.parser as string | undefined)
    return { name: nameOf(given.use), given, transform, parser: given.parser ?? parser }
  }
  const codemod = exported as Partial<Codemod> | null
  if (typeof codemod?.propose !== 'function') throw bad('exports neither a function nor a codemod.')
  return { name: nameOf(given.use), given, codemod: codemod as Codemod }
}

interface Jscodeshift {
  readonly withParser: (parser: string) => unknown
}

/** The project's own jscodeshift, else the one beside us. Throws DuckshiftError (`no-jscodeshift`). */
function loadJscodeshift(root: string): Jscodeshift {
  for (const from of [join(root, 'package.json'), import.meta.url]) {
    try {
      return createRequire(from)('jscodeshift') as Jscodeshift
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause
    }
  }
  throw new DuckshiftError('jscodeshift is not installed, and a codemod of this project needs it.', {
    code: 'no-jscodeshift',
    exitCode: 2,
    help: 'npm install --save-dev jscodeshift',
  })
}

async function transformed(
  planning: Planning,
  { name, given, transform, parser }: Loaded,
): Promise<Proposals> {
  const { project } = planning.survey
  const jscodeshift = loadJscodeshift(project.root)
  const matches = given.files?.length ? picomatch([...given.files]) : () => true
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  for (const path of project.files) {
    const before = planning.inScope(path) && matches(path) ? project.text(path) : undefined
    if (before === undefined) continue
    const place = { file: path, start: 0, end: 0, line: 1, column: 1 }
    const refuse = (id: string, detail?: string) =>
      refusals.push({ usage: path, codemod: name, id, place, ...(detail !== undefined && { detail }) })
    const bare = before.replace(/^\uFEFF/, '')
    const run = async (source: string) => {
      const j = jscodeshift.withParser(parser ?? parserFor(path))
      const api = { jscodeshift: j, j, stats: () => undefined, report: () => undefined }
      const result = await transform!({ path: join(project.root, path), source }, api, given.options ?? {})
      return typeof result === 'string' ? result : source
    }
    let after: string
    let again: string
    try {
      const made = await run(bare)
      after = made === bare ? before : writtenAs(before, made)
      again = made === bare ? after : writtenAs(before, await run(made))
    } catch (error) {
      refuse('transform-failed', (error as Error).message.split('\n')[0])
      continue
    }
    if (after === before) continue
    if (again !== after) {
      refuse('not-idempotent')
      continue
    }
    candidates.push({
      usages: [],
      place,
      alternatives: [
        {
          codemod: name,
          reason: given.reason ?? `The project's own codemod ${name}.`,
          files: [{ path, edits: lineEdits(before, after), imports: [], removedReferences: [] }],
        },
      ],
    })
  }
  return { candidates, refusals }
}

/** recast ends every line in its own way and knows no byte order mark. */
function writtenAs(before: string, made: string): string {
  const isCrlf = before.includes('\r\n') && !/(^|[^\r])\n/.test(before)
  const text = isCrlf ? made.replace(/\r?\n/g, '\r\n') : made
  return before.startsWith('\uFEFF') ? `\uFEFF${text}` : text
}

function parserFor(path: string): string {
  if (path.endsWith('x') && /\.[cm]?tsx$/.test(path)) return 'tsx'
  return /\.[cm]?ts$/.test(path) ? 'ts' : 'babel'
}

/** The edits, by whole lines, that make one text of another. */
function lineEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  for (const { added, removed, value } of diffLines(before, after)) {
    if (!added && !removed) at += value.length
    else {
      const last = edits.at(-1)
      const touches = last && last.end === at
      const start = touches ? last.start : at
      if (removed) at += value.length
      const text = (touches ? last.text : '') + (added ? value : '')
      if (touches) edits.pop()
      edits.push({ start, end: at, text })
    }
  }
  return edits
}
