import { getClient } from './db.js'
import { Names } from './store.js'

export const names = () => new Names(getClient()).all()
