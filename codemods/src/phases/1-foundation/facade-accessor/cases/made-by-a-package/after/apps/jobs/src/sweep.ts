import { inject } from '@duckshift/runtime'
import { close } from './db.js'
import { JobsRepository } from './repositories/jobs-repository.js'

export async function sweep() {
  const jobs = inject(JobsRepository)
  await jobs.deleteByFinishedAtBefore()
  close()
}
