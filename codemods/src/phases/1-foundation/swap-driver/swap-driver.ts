import { replaceDependencies } from '../../../edits/package-manifest.js'
import type { Place, TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, FileProposal, RefusalDraft } from '../../../plan/proposal.js'
import { packageOf } from '../../../survey/module-graph.js'
import { servedHolder, withoutServed } from '../../../survey/served.js'
import { version } from '../../../version.js'
import type { FoundationRefusal } from '../refusals.js'
import { manifestRefusals } from './manifest-refusals.js'
import { namedElsewhere } from './named-elsewhere.js'
import {
  mentionsOldDriver,
  type OldDriverReferences,
  type OldPackage,
  oldDriverReferences,
  oldPackages,
  replacements,
  type Specifier,
} from './old-driver-references.js'
import { mayMoveTypes } from './own-types.js'

const codemod = 'swap-driver'
const runtime = '@duckshift/runtime'

type Refuse = (id: FoundationRefusal, place: Place, detail?: string) => RefusalDraft

interface OldDriverPackage {
  /** Its package.json; undefined where there is none. */
  readonly manifest: string | undefined
  readonly files: readonly string[]
}

/**
 * The deprecated drivers' imports become the compatibility modules, and package.json follows: a package of the project
 * at a time, whole, because a connection of one kind does not fit a database of the other.
 */
export function swapDriver(planning: Planning): Proposals {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  for (const found of oldDriverPackages(planning)) {
    const { blocking, notes, files } = examine(planning, found)
    if (files.length === 0) continue
    refusals.push(...blocking, ...notes)
    if (blocking.length === 0) candidates.push(swap(planning, found, files))
  }
  return { candidates, refusals }
}

/** Files that name an old package, or a call the new driver has not, by their package. */
function oldDriverPackages(planning: Planning): OldDriverPackage[] {
  const { project } = planning.survey
  const packages = new Map<string | undefined, string[]>()
  for (const file of [...project.files, ...project.declarations]) {
    if (!mentionsOldDriver(project.text(file) ?? '')) continue
    const manifest = packageOf(project.root, file)?.path
    packages.set(manifest, [...(packages.get(manifest) ?? []), file])
  }
  return [...packages].map(([manifest, files]) => ({ manifest, files }))
}

interface SwappedFile {
  readonly path: string
  readonly references: OldDriverReferences
}

/** What stands against the swap, what is only worth knowing, and the files to change. */
function examine(planning: Planning, { manifest, files }: OldDriverPackage) {
  const { project } = planning.survey
  const blocking: RefusalDraft[] = []
  const notes: RefusalDraft[] = []
  const swapped: SwappedFile[] = []
  const refuse: Refuse = (id, place, detail) => ({
    usage: usageOf(manifest),
    codemod,
    id,
    place,
    ...(detail !== undefined && { detail }),
  })
  for (const path of files) {
    const file = project.source(path)
    if (!file) {
      blocking.push(refuse('driver-file-unreadable', startOf(path)))
      continue
    }
    if (project.declarations.includes(path) && !mayMoveTypes(file)) continue
    const references = oldDriverReferences(file)
    notes.push(...references.elsewhere.map((place) => refuse('driver-named-elsewhere', place)))
    blocking.push(
      ...references.insides.map((place) => refuse('driver-inside-imported', place)),
      ...references.unsupportedCalls.map(({ place, name }) => refuse('driver-call-unsupported', place, name)),
    )
    if (references.specifiers.length === 0) continue
    if (!planning.inScope(path)) blocking.push(refuse('driver-partly-in-scope', startOf(path)))
    swapped.push({ path, references })
  }
  if (manifest) {
    const text = project.text(manifest) ?? ''
    const found = manifestRefusals(manifest, text, refuse)
    blocking.push(...found.blocking)
    notes.push(...found.notes)
  }
  notes.push(
    ...namedElsewhere(project.root, manifest).map((place) => refuse('driver-named-elsewhere', place)),
  )
  return { blocking, notes, files: swapped }
}

function swap(planning: Planning, found: OldDriverPackage, files: readonly SwappedFile[]): Candidate {
  const names = new Set<OldPackage>()
  const proposals: FileProposal[] = files.map(({ path, references }) => {
    const edits = references.specifiers.map((specifier) => {
      names.add(specifier.name)
      return specifierEdit(specifier, planning.style.quote)
    })
    return { path, edits, imports: [], removedReferences: [] }
  })
  const manifest = found.manifest && planning.survey.project.text(found.manifest)
  if (found.manifest && manifest) {
    const edits = replaceDependencies(manifest, oldPackages, runtime, `^${version}`)
    if (edits.length > 0) proposals.push({ path: found.manifest, edits, imports: [], removedReferences: [] })
  }
  const listed = [...names].sort().join(' and ')
  const { project, accessors, usages, values } = planning.survey
  const moved = new Set(files.map(({ path }) => path))
  const served = [...withoutServed(project, accessors, usages, values.map(servedHolder), moved).served]
  return {
    usages: [usageOf(found.manifest), ...served],
    ...(served.length > 0 && { served }),
    place: startOf(files[0]!.path),
    alternatives: [
      {
        codemod,
        reason: `${listed} ${names.size > 1 ? 'are' : 'is'} deprecated; the same calls run on the current driver. Install the dependencies anew.`,
        files: proposals,
      },
    ],
  }
}

function specifierEdit({ node: { start, end }, name, written }: Specifier, quote: string): TextEdit {
  const text = replacements[name]
  if (written === 'string') return { start: start + 1, end: end - 1, text }
  const key = `${quote}${text}${quote}`
  return written === 'key' ? { start, end, text: key } : { start, end: start, text: `${key}: ` }
}

function usageOf(manifest: string | undefined): string {
  return `${codemod}:${manifest ?? '.'}`
}

function startOf(file: string): Place {
  return { file, start: 0, end: 0, line: 1, column: 1 }
}
