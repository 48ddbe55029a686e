import { posix } from 'node:path'
import type { Planning } from '../../../plan/planning.js'
import { packageOf } from '../../../survey/module-graph.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import { isConfiguration } from '../bundler-externals.js'
import { manifestOf } from '../facade-accessor/driver-facade.js'

const aboutData =
  /^(db|database|databases|data|data-access|duck-?db|storage|persistence|infra(structure)?|clients?|lib|libs|utils|config)$/i

const beside = /^(bin|scripts?|tools?|examples?|bench(marks?)?|docs?)\//

const known = new WeakMap<Planning, Map<string, string>>()

/**
 * Beside a folder that is about the database, such as `src/db`; inside any other, which is the source root or a feature,
 * and inside one that has all the code, or the published code, of its package.
 */
export function repositoriesFolder(planning: Planning, client: string): string {
  const folders = known.get(planning) ?? new Map<string, string>()
  known.set(planning, folders)
  const folder = posix.dirname(client)
  const found = folders.get(folder) ?? posix.join(parentOf(planning, client), 'repositories')
  folders.set(folder, found)
  return found
}

function parentOf(planning: Planning, client: string): string {
  const folder = posix.dirname(client)
  if (!aboutData.test(posix.basename(folder))) return folder
  const outside = posix.dirname(folder)
  const manifest = manifestOf(planning, client)
  const isTopFolder = manifest !== undefined && posix.dirname(manifest) === outside
  return isTopFolder && isSourceRoot(planning, folder, manifest) ? folder : outside
}

/** True for a folder at the top of a package, to which code outside of it does not belong. */
function isSourceRoot(planning: Planning, folder: string, manifest: string): boolean {
  const { project } = planning.survey
  const top = posix.dirname(manifest)
  const others = [...project.files, ...project.components]
    .filter((path) => !path.startsWith(`${folder}/`) && manifestOf(planning, path) === manifest)
    .map((path) => posix.relative(top, path))
  // What an earlier run made stays the place for more.
  if (others.some((path) => path.startsWith('repositories/'))) return false
  if (others.some((path) => path.startsWith('src/'))) return false
  return (
    publishesOnly(project, manifest, posix.basename(folder)) ||
    others.every((path) => isTestFile(path) || beside.test(path) || isTopConfiguration(path))
  )
}

function isTopConfiguration(path: string): boolean {
  return !path.includes('/') && isConfiguration(path)
}

/** True where `files` of the manifest name a folder, and not what a folder of repositories beside it would be published by. */
function publishesOnly(project: Project, manifest: string, folder: string): boolean {
  const { files } = packageOf(project.root, manifest)?.content ?? {}
  const published = (files ?? []).map((entry) => entry.replace(/^\.?\//, '').split('/')[0]!)
  return published.includes(folder) && !published.some((entry) => /^(\.|\*+|repositories|)$/.test(entry))
}
