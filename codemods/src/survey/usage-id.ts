import { createHash } from 'node:crypto'
import type { Usage } from '../model.js'

/** Usages of one accessor in one place of a file are told apart by their number there, from 0. */
export function usageId(
  { file, within, accessor }: Pick<Usage, 'file' | 'within' | 'accessor'>,
  ordinal: number,
): string {
  return createHash('sha256').update(`${file}\n${within}\n${accessor}\n${ordinal}`).digest('hex').slice(0, 10)
}
