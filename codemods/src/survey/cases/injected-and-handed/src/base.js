import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export class Kept {
  constructor(db = inject(clientAccessor)()) {
    this.db = db
  }
}

export class Field {
  db = inject(clientAccessor)()
}

export class Filled {
  constructor() {
    this.db = inject(clientAccessor)()
  }
}
