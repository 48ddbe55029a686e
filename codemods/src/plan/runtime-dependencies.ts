import { posix } from 'node:path'
import { addDependency, dependencyRange } from '../edits/package-manifest.js'
import { packageOf } from '../survey/module-graph.js'
import type { Project } from '../survey/project.js'
import { version } from '../version.js'
import type { Candidate, FileProposal, Proposal } from './proposal.js'

const runtime = '@duckshift/runtime'

/**
 * A package whose files come to import the runtime lists it, also where another package opens the database: with strict
 * installs it is found nowhere else. Packages that list nothing live on those around them.
 */
export function withRuntimeDependencies(project: Project, candidates: readonly Candidate[]): Candidate[] {
  const edited = new Set(
    candidates.flatMap(({ alternatives }) =>
      alternatives.flatMap(({ files }) => files.map(({ path }) => path).filter((path) => isManifest(path))),
    ),
  )
  const additions = new Map<string, FileProposal | undefined>()
  const additionTo = (manifest: string) => {
    if (!additions.has(manifest)) additions.set(manifest, additionOf(project, manifest))
    return additions.get(manifest)
  }
  const manifests = new Map<string, string | undefined>()
  const manifestOf = (path: string) => {
    const folder = posix.dirname(path)
    if (!manifests.has(folder)) manifests.set(folder, packageOf(project.root, path)?.path)
    return manifests.get(folder)
  }
  const completed = (proposal: Proposal): Proposal => {
    const own = new Set(
      proposal.files.flatMap(({ path, imports }) =>
        imports.some(({ target }) => 'package' in target && isRuntime(target.package))
          ? (manifestOf(path) ?? [])
          : [],
      ),
    )
    const added = [...own].flatMap((path) => (edited.has(path) ? [] : (additionTo(path) ?? [])))
    return added.length > 0 ? { ...proposal, files: [...proposal.files, ...added] } : proposal
  }
  return candidates.map((candidate) => ({
    ...candidate,
    alternatives: candidate.alternatives.map(completed),
  }))
}

function additionOf(project: Project, manifest: string): FileProposal | undefined {
  const text = project.text(manifest) ?? ''
  const listsSome = /"(dev)?[dD]ependencies"\s*:\s*\{\s*"/.test(text)
  if (!listsSome || dependencyRange(text, runtime) !== undefined) return undefined
  const edit = addDependency(text, runtime, `^${version}`)
  return edit && { path: manifest, edits: [edit], imports: [], removedReferences: [] }
}

function isManifest(path: string): boolean {
  return /(^|\/)package\.json$/.test(path)
}

function isRuntime(name: string): boolean {
  return name === runtime || name.startsWith(`${runtime}/`)
}
