import { BaseService } from './base.js'
import { AuditRepository } from './repositories/audit-repository.js'

export class AuditService extends BaseService {
  async count(): Promise<number> {
    const audit = new AuditRepository(this.db)
    const rows = await audit.countAll()
    return rows[0]?.n ?? 0
  }
}
