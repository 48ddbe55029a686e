import { getClient } from './db.js'

let depth = 0

/** Within another of its kind it joins that one. */
export async function nested(id: number, work: (id: number) => Promise<void>): Promise<void> {
  const isNested = depth > 0
  if (isNested) return work(id)
  const db = getClient()
  await db.execute('BEGIN')
  depth++
  try {
    await work(id)
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  } finally {
    depth--
  }
}

export class Unit {
  #isOpen = false

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#isOpen ? work() : this.#open(work)
  }

  async #open<T>(work: () => Promise<T>): Promise<T> {
    const db = getClient()
    await db.execute('BEGIN')
    this.#isOpen = true
    try {
      const result = await work()
      await db.execute('COMMIT')
      return result
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    } finally {
      this.#isOpen = false
    }
  }
}

const state = { isOpen: false }

export async function removeTags(id: number, removeOf: (id: number) => Promise<void>): Promise<void> {
  if (!state.isOpen) {
    const db = getClient()
    state.isOpen = true
    await db.execute('BEGIN')
    try {
      await removeOf(id)
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    } finally {
      state.isOpen = false
    }
    return
  }
  await removeOf(id)
}
