import { type Accessor, hidesDatabase } from '../model.js'

/** The helpers that a helper's module exports, or those that it keeps to itself, or the static methods of its class: itself, too. */
export function helpersBeside(accessors: readonly Accessor[], accessor: Accessor): Accessor[] {
  return accessors.filter(
    (other) =>
      other.kind === 'helper' &&
      (other.hidden ?? false) === (accessor.hidden ?? false) &&
      hidesDatabase(other) &&
      other.module === accessor.module &&
      (accessor.member ? other.member && other.export === accessor.export : !other.member),
  )
}
