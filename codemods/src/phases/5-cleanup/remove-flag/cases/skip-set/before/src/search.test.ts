import { search } from './search.js'

process.env.USE_POOL = 'false'
if (search('a').length !== 0) throw new Error('the old side gives nothing')
