import { type Node, placeName } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'

/** Ids for places that the survey knows nothing of: by the code around them, so that they outlive edits elsewhere. */
export class UsageIds {
  readonly #given = new Map<string, number>()

  next(file: SourceFile, node: Node, what: string): string {
    const id = `${file.path}#${placeName(node)}/${what}`
    const number = (this.#given.get(id) ?? 0) + 1
    this.#given.set(id, number)
    return number === 1 ? id : `${id}-${number}`
  }
}
