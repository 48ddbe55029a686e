import { instanceOf } from './db.js'

export const ping = async (tenant: string) => (await (await instanceOf(tenant)).connect()).run('SELECT 1') // usage: direct-call never-closes
