import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dependencyRange, replaceDependencies } from '../../../edits/package-manifest.js'
import type { Place, TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, FileProposal, RefusalDraft } from '../../../plan/proposal.js'
import { neoDriver } from '../../../survey/driver-openings.js'
import { packageOf } from '../../../survey/module-graph.js'
import { servedHolder, withoutServed } from '../../../survey/served.js'
import { version } from '../../../version.js'
import { servedAs } from '../inject-repository/sends-sql.js'
import type { FoundationRefusal } from '../refusals.js'
import { buildPermissionEdits, manifestRefusals, placeOf } from './manifest-refusals.js'
import { foldersElsewhere, namedElsewhere } from './named-elsewhere.js'
import {
  foldersNamed,
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
/** Written by package managers with which a package loads only what it depends on itself. */
const isolating = ['pnpm-lock.yaml', '.pnp.cjs']

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
    const { blocking, notes, files, staying } = examine(planning, found)
    if (!files.some(({ references }) => references.specifiers.length > 0)) continue
    refusals.push(...blocking, ...notes)
    if (blocking.length === 0) candidates.push(swap(planning, found, files, staying))
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
  const byPath = [...foldersElsewhere(project.root, manifest)]
  const isFlat = !isolating.some((name) => existsSync(join(project.root, name)))
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
    const references = oldDriverReferences(file, { mayEdit: planning.inScope(path), isFlat })
    notes.push(...references.elsewhere.map((place) => refuse('driver-named-elsewhere', place)))
    byPath.push(...references.byPath)
    blocking.push(
      ...references.insides.map((place) => refuse('driver-inside-imported', place)),
      ...references.unsupportedCalls.map(({ place, name }) => refuse('driver-call-unsupported', place, name)),
    )
    if (references.specifiers.length + references.externals.length === 0) continue
    if (!planning.inScope(path)) blocking.push(refuse('driver-partly-in-scope', startOf(path)))
    swapped.push({ path, references })
  }
  if (!manifest && !hasManifestAbove(project.root) && swapped[0])
    blocking.push(refuse('driver-undeclared', startOf(swapped[0].path)))
  if (manifest) {
    const text = project.text(manifest) ?? ''
    const found = manifestRefusals(manifest, text, refuse)
    blocking.push(...found.blocking)
    notes.push(...found.notes)
    byPath.push(
      ...foldersNamed(text).map(({ name, start }) => ({ name, place: placeOf(manifest, text, start) })),
    )
  }
  notes.push(
    ...namedElsewhere(project.root, manifest).map((place) => refuse('driver-named-elsewhere', place)),
  )
  notes.push(...byPath.map(({ place }) => refuse('driver-found-by-path', place)))
  const staying = stayingPackages(
    manifest ? (project.text(manifest) ?? '') : '',
    byPath.map(({ name }) => name),
  )
  return { blocking, notes, files: swapped, staying }
}

/** Where duckshift was started in a folder of a package. */
function hasManifestAbove(root: string): boolean {
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return true
    if (folder === dirname(folder)) return false
  }
}

/** The dependencies that bring what is found by its path: `duckdb-async` brings `duckdb`. */
function stayingPackages(manifest: string, sought: readonly OldPackage[]): OldPackage[] {
  const bringing = sought.map((name) =>
    dependencyRange(manifest, name) === undefined && name === 'duckdb' ? 'duckdb-async' : name,
  )
  return [...new Set(bringing)]
}

function swap(
  planning: Planning,
  found: OldDriverPackage,
  files: readonly SwappedFile[],
  staying: readonly OldPackage[],
): Candidate {
  const { project, accessors, usages, values } = planning.survey
  const importing = files.filter(({ references }) => references.specifiers.length > 0)
  const names = new Set(importing.flatMap(({ references }) => references.specifiers.map(({ name }) => name)))
  const sources = importing.map(({ path, references }) =>
    edited(
      path,
      references.specifiers.map((specifier) => specifierEdit(specifier, planning.style.quote)),
    ),
  )
  const lists = files.map(({ path, references }) => edited(path, references.externals))
  const manifest =
    found.manifest && manifestEdits(found.manifest, project.text(found.manifest) ?? '', staying)
  const all = [...sources, ...lists, ...(manifest ? [manifest] : [])]
  const listed = [...names].sort().join(' and ')
  const reason = `${listed} ${names.size > 1 ? 'are' : 'is'} deprecated; the same calls run on the current driver. Install the dependencies anew.`
  const moved = new Set(importing.map(({ path }) => path))
  const served = [
    ...withoutServed(
      project,
      accessors,
      usages,
      values.map((value) => servedHolder(project, value)),
      moved,
    ).served,
  ]
  const way = (chosen: readonly FileProposal[], why: string) => ({
    codemod,
    reason: why,
    files: byPath(chosen),
  })
  return {
    usages: [usageOf(found.manifest), ...served],
    ...(served.length > 0 && { served, ...servedAs(planning, served) }),
    place: startOf(importing[0]!.path),
    alternatives: [
      way(all, reason),
      // A list of another type than what belongs into it does not keep the driver from being swapped.
      ...(lists.some(({ edits }) => edits.length > 0)
        ? [
            way(
              all.filter((file) => !lists.includes(file)),
              `${reason} Where a bundler's configuration names ${listed}, name '${neoDriver}' and '${runtime}'.`,
            ),
          ]
        : []),
    ],
  }
}

function manifestEdits(path: string, text: string, staying: readonly OldPackage[]): FileProposal {
  const leaving = oldPackages.filter((name) => !staying.includes(name))
  return edited(path, [
    ...replaceDependencies(text, leaving, runtime, `^${version}`),
    ...(staying.length === 0 ? buildPermissionEdits(text) : []),
  ])
}

function edited(path: string, edits: readonly TextEdit[]): FileProposal {
  return { path, edits, imports: [], removedReferences: [] }
}

function byPath(proposals: readonly FileProposal[]): FileProposal[] {
  const paths = new Set(proposals.filter(({ edits }) => edits.length > 0).map(({ path }) => path))
  return [...paths].map((path) =>
    edited(
      path,
      proposals.filter((each) => each.path === path).flatMap(({ edits }) => edits),
    ),
  )
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
