'use client'

import { runSql } from './actions.js'
import { Result } from './result.js'

export async function submit(sql: string) {
  return Result(await runSql(sql))
}
