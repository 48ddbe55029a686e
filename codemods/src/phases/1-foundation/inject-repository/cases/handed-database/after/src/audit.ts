import type { Database } from '@duckshift/runtime'
import { AuditRepository } from './repositories/audit-repository.js'

export class Audit {
  private readonly client: Database

  constructor(client: Database) {
    this.client = client
  }

  async last(): Promise<string | undefined> {
    const audit = new AuditRepository(this.client)
    const rows = await audit.findLatest()
    return rows[0]?.what
  }
}

export async function purge(db: Database, days: number, isDry = false): Promise<void> {
  if (isDry) return
  const audit = new AuditRepository(db)
  await audit.deleteByLoggedAtBefore(days)
}
