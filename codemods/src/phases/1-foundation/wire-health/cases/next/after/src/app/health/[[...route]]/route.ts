import { inject } from '@duckshift/runtime'
import { fetchHealthHandler } from '@duckshift/runtime/health'
import { database } from '../../../database.js'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'
export const GET = fetchHealthHandler(inject(database))
