/** Of another store: it has no statements. */
export class TagsRepository {
  readonly known = new Set<string>()
}
