import { Handed, Service } from './base.js'

export class Items extends Service { // usage: class-field typed-rows
  all() {
    this.log('all')
    return this.db.query<{ id: number }>('SELECT id FROM items')
  }
}

export class Cheap extends Items { // usage: class-field bound-parameters typed-rows
  cheap() {
    return this.db.query<{ id: number }>('SELECT id FROM items WHERE price < ?', [1])
  }
}

export class Quiet extends Service {
  constructor(private readonly level: number) {
    super()
  }

  override log(text: string) {
    if (this.level > 0) super.log(text)
  }
}

export class Tags extends Handed { // usage: class-field typed-rows
  all() {
    return this.client.query<{ tag: string }>('SELECT tag FROM tags')
  }
}

/** Has another client under that name. */
export class Remote extends Handed {
  declare protected readonly client: never

  ping(url: string) {
    return fetch(url)
  }
}
