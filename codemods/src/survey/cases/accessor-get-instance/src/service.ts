import { Manager } from './manager.js'

export class Service {
  private readonly db = Manager.getInstance() // usage: class-field
  top() {
    return this.db.all('SELECT 1')
  }
}
