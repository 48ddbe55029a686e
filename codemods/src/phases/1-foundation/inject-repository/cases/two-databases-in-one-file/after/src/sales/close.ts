import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'

export const checkpoint = async () => (await inject(dbAccessor)()).run('CHECKPOINT')
