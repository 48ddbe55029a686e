interface Entries<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** What is kept under a key, made the first time that it is asked for. */
export function entry<K, V>(entries: Entries<K, V>, key: K, make: () => V): V {
  const known = entries.get(key)
  if (known !== undefined) return known
  const made = make()
  entries.set(key, made)
  return made
}
