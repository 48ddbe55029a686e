import type { Usage } from '../../model.js'
import type { Proposals } from '../../plan/planning.js'
import type { CleanupRefusal } from './refusals.js'

const shown = 10

/** What still takes the client, each file once, at its first place. */
export function usagesLeft(
  codemod: string,
  usages: readonly Usage[],
  id: CleanupRefusal = 'usages-left',
): Proposals['refusals'] {
  const byFile = new Map<string, Usage[]>()
  for (const usage of usages) byFile.set(usage.file, [...(byFile.get(usage.file) ?? []), usage])
  const files = [...byFile]
  return files.slice(0, shown).map(([file, own], index) => {
    const more = index === shown - 1 && files.length > shown ? `; ${files.length - shown} more files` : ''
    return {
      usage: `${id}:${file}`,
      codemod,
      id,
      place: own[0]!,
      detail: `${own[0]!.shape}${own.length > 1 ? `; ${own.length} in this file` : ''}${more}`,
    }
  })
}
