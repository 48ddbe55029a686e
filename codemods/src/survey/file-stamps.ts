import { readFileSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file changed so shortly before the stamps were taken may have changed once more with the same times. */
const settledAfterMs = 50
/** Modification time, change time, size. */
const width = 3

/** Times and sizes of files in the order of a list of paths; the size is NaN of what nobody has looked at. */
export type Stamps = Float64Array

/** Threads can share it. */
export function emptyStamps(count: number): Stamps {
  const bytes = new SharedArrayBuffer(count * width * Float64Array.BYTES_PER_ELEMENT)
  return new Float64Array(bytes).fill(Number.NaN)
}

export function setStamp(stamps: Stamps, index: number, { mtimeMs, ctimeMs, size }: Stats): void {
  stamps[index * width] = mtimeMs
  stamps[index * width + 1] = ctimeMs
  stamps[index * width + 2] = size
}

/** Times and sizes of files: what tells, without reading one, whether it can have changed. */
export class FileStamps {
  readonly paths: readonly string[]
  /** When the first of them was looked at. */
  readonly takenAtMs: number
  readonly #values: Stamps

  private constructor(paths: readonly string[], values: Stamps, takenAtMs: number) {
    this.paths = paths
    this.takenAtMs = takenAtMs
    this.#values = values
  }

  /** Of the files that exist. `known` tells of the first of them, as far as it does; it was begun at `takenAtMs`. */
  static take(root: string, paths: readonly string[], known?: Stamps, takenAtMs = Date.now()): FileStamps {
    const found: string[] = []
    const values = new Float64Array(paths.length * width)
    for (const [index, path] of paths.entries()) {
      const at = found.length * width
      const own = known?.subarray(index * width, (index + 1) * width)
      if (own?.[2] !== undefined && own[2] >= 0) values.set(own, at)
      else {
        const stats = statSync(`${root}/${path}`, { throwIfNoEntry: false })
        if (!stats) continue
        setStamp(values, found.length, stats)
      }
      found.push(path)
    }
    return new FileStamps(found, values.subarray(0, found.length * width), takenAtMs)
  }

  /** What `save` kept; undefined when it is not there or not whole. */
  static load(folder: string): FileStamps | undefined {
    try {
      const text = readFileSync(join(folder, 'files.txt'), 'utf8')
      const bytes = readFileSync(join(folder, 'stamps.bin'))
      const values = new Float64Array(new Uint8Array(bytes).buffer)
      const [head, ...paths] = text.split('\n')
      const takenAtMs = Number(head)
      const isWhole = values.length === paths.length * width + 1 && values[0] === takenAtMs
      return isWhole ? new FileStamps(paths, values.subarray(1), takenAtMs) : undefined
    } catch {
      return undefined
    }
  }

  save(folder: string): void {
    const values = new Float64Array(this.#values.length + 1)
    values[0] = this.takenAtMs
    values.set(this.#values, 1)
    writeFileSync(join(folder, 'files.txt'), [this.takenAtMs, ...this.paths].join('\n'))
    writeFileSync(join(folder, 'stamps.bin'), new Uint8Array(values.buffer))
  }

  hasPathsOf(other: FileStamps): boolean {
    return (
      this.paths.length === other.paths.length &&
      this.paths.every((path, index) => path === other.paths[index])
    )
  }

  /** Where the other's paths are. */
  placesIn(other: FileStamps): ReadonlyMap<string, number> {
    return new Map(other.paths.map((path, index) => [path, index]))
  }

  /** True when not one of the files can have changed since; both have the same paths. */
  isUnchangedSince(before: FileStamps): boolean {
    return this.paths.every((_, index) => this.isSettled(index, before))
  }

  /** True when the file's times and size are the other's. */
  isSame(index: number, before: FileStamps, place: number | undefined = index): boolean {
    if (place === undefined) return false
    for (let offset = 0; offset < width; offset += 1)
      if (this.#values[index * width + offset] !== before.#values[place * width + offset]) return false
    return true
  }

  /** True when the file cannot have changed since the other was taken. */
  isSettled(index: number, before: FileStamps, place: number | undefined = index): boolean {
    const changedMs = Math.max(this.#values[index * width]!, this.#values[index * width + 1]!)
    return changedMs < before.takenAtMs - settledAfterMs && this.isSame(index, before, place)
  }
}
