import { client, database, getClient as connect } from './db/index.js'
import * as all from './db/index.js'

export const a = () => database().query('SELECT 1') // usage: direct-call
export const b = () => connect().query('SELECT 2') // usage: direct-call
export const c = () => client.getClient().query('SELECT 3') // usage: direct-call
export const d = () => all.getClient().query('SELECT 4') // usage: direct-call
