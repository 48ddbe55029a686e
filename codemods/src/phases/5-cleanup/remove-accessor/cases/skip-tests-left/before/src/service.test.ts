import { expect, it } from 'vitest'
import { ReportService } from './service.js'

it('counts pages', async () => {
  const service = new ReportService()
  expect((await service.pages('SELECT * FROM range(3)', 2)).pages).toBe(2)
})
