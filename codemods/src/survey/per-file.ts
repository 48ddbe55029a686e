import type { SourceFile } from './source-file.js'

/**
 * What somebody has worked out of a file, kept with the file. A WeakMap would do the same, but what it holds outlives
 * its key until the whole heap is collected, and holds the syntax tree.
 */
export class PerFile<T> {
  get(file: SourceFile): T | undefined {
    return file.kept.get(this) as T | undefined
  }

  set(file: SourceFile, value: T): T {
    file.kept.set(this, value)
    return value
  }

  delete(file: SourceFile): void {
    file.kept.delete(this)
  }
}
