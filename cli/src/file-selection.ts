import { createHash } from 'node:crypto'
import { DuckshiftError } from '@duckshift/codemods/status'
import { changedSince } from './git.js'

/** Options that narrow a command to some of the project's files. */
export interface FileSelection {
  readonly changedSince?: string
  /** `2/5`: the second of five parts. */
  readonly shard?: string
}

/** Whether a file is meant; undefined when all are. Throws DuckshiftError (`bad-shard`, `no-such-ref`). */
export function selectedFiles(
  root: string,
  { changedSince: ref, shard }: FileSelection,
): ((file: string) => boolean) | undefined {
  const inShard = shardTest(shard)
  const isChanged = changedTest(root, ref)
  if (!inShard || !isChanged) return inShard ?? isChanged
  return (file) => isChanged(file) && inShard(file)
}

/** Throws DuckshiftError (`no-such-ref`). */
export function changedTest(root: string, ref: string | undefined): ((file: string) => boolean) | undefined {
  if (ref === undefined) return undefined
  const changed = new Set(changedSince(root, ref))
  return (file) => changed.has(file)
}

/** A file's part depends on its path alone, so that every machine splits alike. Throws DuckshiftError (`bad-shard`). */
export function shardTest(shard: string | undefined): ((file: string) => boolean) | undefined {
  if (shard === undefined) return undefined
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(shard)
  const [index, count] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || index > count) {
    throw new DuckshiftError(`"${shard}" is not a part of a whole.`, {
      code: 'bad-shard',
      exitCode: 2,
      help: 'Write --shard 1/4, --shard 2/4 and so on, one on each machine.',
    })
  }
  return (file) => createHash('sha256').update(file).digest().readUInt32BE(0) % count === index - 1
}
