import { DuckshiftError } from '../../../duckshift-error.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, FileProposal, RefusalDraft } from '../../../plan/proposal.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Flags } from './flag-asks.js'
import { FlagFolds, type FoldGroup } from './flag-folds.js'
import { editsOf } from './folded.js'

const codemod = 'remove-flag'

/** Flags that the configuration says are decided are folded to the side that won: see `flags` there. */
export function removeFlag(planning: Planning): Proposals {
  const flags = decidedFlags(planning)
  if (flags.size === 0) return { candidates: [], refusals: [] }
  const { groups, refused } = new FlagFolds(planning, flags).read()
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = refused
    .filter(({ file }) => planning.inScope(file.path))
    .map(({ flag, file, node, id, detail }) => ({
      usage: usageId(flag, file),
      codemod,
      id,
      place: file.place(node),
      detail: detail ? `${flag}: ${detail}` : flag,
    }))
  for (const group of groups) {
    if (![...group.folds.keys()].every(({ path }) => planning.inScope(path))) continue
    const candidate = candidateOf(group, flags)
    if ('alternatives' in candidate) candidates.push(candidate)
    else refusals.push(candidate)
  }
  return { candidates, refusals }
}

function candidateOf({ flags: names, folds }: FoldGroup, flags: Flags): Candidate | RefusalDraft {
  const sides = [...names].map((name) => `${name} is ${JSON.stringify(flags.get(name))}`)
  const [[file, [first]]] = folds as unknown as [[SourceFile, { start: number; end: number }[]]]
  const place = file.place(first!)
  const files: FileProposal[] = []
  for (const [own, list] of folds) {
    const edits = editsOf(own, list)
    if (!edits) return { usage: usageId([...names][0]!, own), codemod, id: 'flag-form', place }
    const removedReferences = edits.filter((edit) => edit.end > edit.start)
    files.push({ path: own.path, edits, imports: [], removedReferences })
  }
  return {
    usages: [...names].map((name) => usageId(name, file)),
    place,
    alternatives: [{ codemod, reason: `${sides.join(', ')}: the other side goes.`, files }],
  }
}

function usageId(flag: string, file: SourceFile): string {
  return `${codemod}:${file.path}#${flag}`
}

/** The flags of the configuration. Throws DuckshiftError (`bad-config`) for one that still depends on who asks. */
export function decidedFlags(planning: Planning): Flags {
  const flags = new Map(Object.entries(planning.config.flags ?? {}))
  for (const [name, value] of flags) {
    const isDecided = /^(boolean|string|number)$/.test(typeof value) && !/^\d+(\.\d+)?%$/.test(String(value))
    if (isDecided) continue
    throw new DuckshiftError(`"flags" gives ${JSON.stringify(value)} for ${name}, which decides nothing.`, {
      code: 'bad-config',
      exitCode: 2,
      help: 'Name the side that won: true, false, or the text that the flag has, such as "pool".',
    })
  }
  return flags
}
