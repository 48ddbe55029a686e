interface Session {
  disconnectSync?(): void
}

const fewest = 64

/**
 * Sessions that an accessor gave when it was asked for its database, and for nothing else. An accessor may keep what it
 * gives, so none is closed while the database is open; one that gave several makes them anew each time, and those would
 * hold the file after that.
 */
export class AskedSessions {
  #known = new WeakSet<Session>()
  #alive: WeakRef<Session>[] = []
  #pruneAt = fewest
  #made = 0

  note(session: Session): void {
    // Asked with every statement.
    if (this.#known.has(session)) return
    this.#known.add(session)
    this.#made += 1
    this.#alive.push(new WeakRef(session))
    if (this.#alive.length < this.#pruneAt) return
    this.#alive = this.#alive.filter((known) => known.deref() !== undefined)
    this.#pruneAt = Math.max(fewest, this.#alive.length * 2)
  }

  close(): void {
    if (this.#made > 1) for (const known of this.#alive) known.deref()?.disconnectSync?.()
    this.#known = new WeakSet()
    this.#alive = []
    this.#made = 0
  }
}
