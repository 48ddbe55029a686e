import openDatabase from './db.js'

export const first = async () => (await (await openDatabase()).connect()).run('SELECT 1') // usage: direct-call never-closes
