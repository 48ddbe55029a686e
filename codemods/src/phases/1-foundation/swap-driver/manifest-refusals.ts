import { dependencyRange, isPeerDependency, removeFromList } from '../../../edits/package-manifest.js'
import type { Place, TextEdit } from '../../../model.js'
import type { RefusalDraft } from '../../../plan/proposal.js'
import type { FoundationRefusal } from '../refusals.js'
import { oldPackages } from './old-driver-references.js'

/** Lists that name what the package is about, or that the swap takes the names out of. */
const settled = /^(keywords|onlyBuiltDependencies|trustedDependencies)$/

/**
 * Ranges of versions whose database files the current DuckDB cannot open: it reads those of 0.9 and later,
 * https://duckdb.org/docs/stable/internals/storage.
 */
const unreadFiles = /^\s*[\^~=v]*\s*0\.[0-8](\.|$)/

/** The new driver is installed without running a script: what allows one for the old packages goes. */
export function buildPermissionEdits(text: string): TextEdit[] {
  return [['pnpm', 'onlyBuiltDependencies'], ['trustedDependencies']].flatMap((path) =>
    removeFromList(text, path, oldPackages),
  )
}

/** What a package.json says against the swap, and where else it names the old packages. */
export function manifestRefusals(
  path: string,
  text: string,
  refuse: (id: FoundationRefusal, place: Place, detail?: string) => RefusalDraft,
): { readonly blocking: RefusalDraft[]; readonly notes: RefusalDraft[] } {
  const peers = oldPackages.filter((name) => isPeerDependency(text, name))
  const before = oldPackages.filter((name) => unreadFiles.test(dependencyRange(text, name) ?? ''))
  const scripts = /"scripts"\s*:\s*\{[^}]*\}/.exec(text)
  // Of a script the name in a command, elsewhere the name in a list: `"bundledDependencies": ["duckdb"]`.
  const commands = [...(scripts?.[0] ?? '').matchAll(/\bduckdb(-async)?(?=["\s]|$)/g)]
  const lists = [...text.matchAll(/(?:"(\w+)"\s*:\s*)?\[[^[\]{}:]*\]/g)].flatMap((list) =>
    list[1] !== undefined && settled.test(list[1])
      ? []
      : [...list[0].matchAll(/"duckdb(-async)?"/g)].map(({ index }) => list.index + index + 1),
  )
  return {
    blocking: peers.map((name) =>
      refuse('driver-is-peer', placeOf(path, text, text.indexOf(`"${name}"`)), name),
    ),
    notes: [
      ...before.map((name) =>
        refuse('driver-files-unread', placeOf(path, text, text.indexOf(`"${name}"`)), name),
      ),
      ...[...commands.map(({ index }) => scripts!.index + index), ...lists].map((start) =>
        refuse('driver-named-elsewhere', placeOf(path, text, start)),
      ),
    ],
  }
}

/** A place in a file that is no code. */
export function placeOf(file: string, text: string, start: number): Place {
  const before = text.slice(0, start).split('\n')
  return { file, start, end: start, line: before.length, column: before.at(-1)!.length + 1 }
}
