import { BaseService } from './base.js'

export class AuditService extends BaseService {
  async count(): Promise<number> {
    const rows = await this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM audit')
    return rows[0]?.n ?? 0
  }
}
