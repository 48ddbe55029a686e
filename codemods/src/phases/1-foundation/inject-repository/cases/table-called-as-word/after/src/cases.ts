import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { CaseRepository } from './repositories/case-repository.js'
import { ProcessRepository } from './repositories/process-repository.js'

export async function setUp(): Promise<void> {
  await inject(database).execute('CREATE TABLE IF NOT EXISTS "case" (id INTEGER PRIMARY KEY, title VARCHAR NOT NULL)')
  await inject(database).execute('CREATE TABLE IF NOT EXISTS process (id INTEGER PRIMARY KEY, pid INTEGER NOT NULL)')
}

export async function titleOf(id: number): Promise<string | undefined> {
  const caseRepository = inject(CaseRepository)
  const [row] = await caseRepository.findTitleById(id)
  return row?.title
}

export async function isMine(id: number): Promise<boolean> {
  const processRepository = inject(ProcessRepository)
  const [row] = await processRepository.findPidById(id)
  return row?.pid === process.pid
}
