import { getClient } from './db.js'

export class Service {
  constructor(private readonly db = getClient()) {} // usage: constructor-default
  all() {
    return this.db.query('SELECT 1')
  }
}
