import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Planning } from '../../../plan/planning.js'
import { packageOf } from '../../../survey/module-graph.js'

/** The first TypeScript that lets a CommonJS module of `nodenext` require an ES module, as Node does. */
const requiring = [5, 8] as const

/**
 * The project's own TypeScript, where that would not let a module import the runtime: it is an ES module, and this one
 * becomes CommonJS. The checker of the rehearsal is newer and sees nothing wrong.
 */
export function refusingTypeScript(planning: Planning, module: string): string | undefined {
  if (!/\.c?tsx?$/.test(module)) return undefined
  const { root } = planning.survey.project
  const manifest = packageOf(root, module)
  if (!module.endsWith('.cts') && manifest?.content.type === 'module') return undefined
  const folders = foldersAbove(module)
  const tsconfig = folders.map((folder) => textOf(join(root, folder, 'tsconfig.json'))).find(Boolean)
  if (!/"module"\s*:\s*"nodenext"/i.test(tsconfig ?? '')) return undefined
  const version = installed(root, folders) ?? declared(root, folders)
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version ?? '') ?? []).slice(1).map(Number)
  const isOld = major < requiring[0] || (major === requiring[0] && minor < requiring[1])
  return version !== undefined && isOld ? `TypeScript ${version}` : undefined
}

function foldersAbove(module: string): string[] {
  const folders: string[] = []
  for (let folder = posix.dirname(module); ; folder = posix.dirname(folder)) {
    folders.push(folder)
    if (folder === '.' || folder === '/') return folders
  }
}

function installed(root: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const text = textOf(join(root, folder, 'node_modules/typescript/package.json'))
    if (text) return (JSON.parse(text) as { version?: string }).version
  }
  return undefined
}

/** The version that a manifest asks for; undefined for what names none. */
function declared(root: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const asked = /"typescript"\s*:\s*"[~^=]?(\d+\.\d+[^"]*)"/.exec(
      textOf(join(root, folder, 'package.json')) ?? '',
    )
    // `^5.6.2` takes 5.8 and later too.
    if (asked) return asked[0].includes('^') ? undefined : asked[1]
  }
  return undefined
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
