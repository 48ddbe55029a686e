import { getClient } from '~/lib/db'
import { getClient as raw } from '@acme/data/raw'

export const a = () => getClient().query('SELECT 1') // usage: direct-call
export const b = () => raw().query('SELECT 2') // usage: direct-call
