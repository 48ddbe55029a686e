import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { computed, replaced } from './texts.js'

export const again = () => inject(ItemsRepository).listId()
export const outer = () => inject(ItemsRepository).listName()
export const byComputed = () => inject(database).query(computed.all)
export const byChecked = () => inject(ItemsRepository).listPrice()
export const lines = () => inject(ItemsRepository).listIdAndText()
export const byReplaced = () => inject(database).query(replaced())

const inPattern = { sql: 'SELECT id FROM items' }
;[inPattern.sql] = ['SELECT name FROM items']
export const ofPattern = () => inject(database).query(inPattern.sql)

const setting = {
  sql: 'SELECT id FROM items',
  set(sql: string) {
    this.sql = sql
  },
}
setting.set('SELECT name FROM items')
export const ofSetting = () => inject(database).query(setting.sql)

export class Items {
  private readonly assigned = 'SELECT id FROM items'
  private static readonly both = 'SELECT id, price FROM items'
  private readonly both = 'SELECT id, name FROM items'
  static readonly open: string = 'SELECT id FROM items'
  static {
    ;(Items as { open: string }).open = 'SELECT name FROM items'
  }

  constructor() {
    Object.assign(this, { assigned: 'SELECT name FROM items' })
  }

  ofAssigned = () => inject(database).query(this.assigned)

  ofBoth() {
    return inject(database).query<{ id: number; name: string }>(this.both)
  }

  ofOpen() {
    return inject(database).query(Items.open)
  }

  ofOther() {
    return {
      both: 'SELECT category FROM items',
      run() {
        return inject(database).query(this.both)
      },
    }.run()
  }
}
