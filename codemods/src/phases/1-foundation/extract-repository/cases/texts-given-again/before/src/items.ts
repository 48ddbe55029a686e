import { getClient } from './db.js'
import { checked, computed, Named, replaced, Texts, windows } from './texts.js'

export const again = () => getClient().query(Texts.Again)
export const outer = () => getClient().query(Named.Outer)
export const byComputed = () => getClient().query(computed.all)
export const byChecked = () => getClient().query<{ price: number }>(checked.all)
export const lines = () => getClient().query<{ id: number; text: string }>(windows)
export const byReplaced = () => getClient().query(replaced())

const inPattern = { sql: 'SELECT id FROM items' }
;[inPattern.sql] = ['SELECT name FROM items']
export const ofPattern = () => getClient().query(inPattern.sql)

const setting = {
  sql: 'SELECT id FROM items',
  set(sql: string) {
    this.sql = sql
  },
}
setting.set('SELECT name FROM items')
export const ofSetting = () => getClient().query(setting.sql)

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

  ofAssigned = () => getClient().query(this.assigned)

  ofBoth() {
    return getClient().query<{ id: number; name: string }>(this.both)
  }

  ofOpen() {
    return getClient().query(Items.open)
  }

  ofOther() {
    return {
      both: 'SELECT category FROM items',
      run() {
        return getClient().query(this.both)
      },
    }.run()
  }
}
