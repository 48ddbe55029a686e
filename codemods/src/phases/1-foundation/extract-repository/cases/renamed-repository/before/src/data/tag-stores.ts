import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagReader extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }
}

/** Data access to `tags`. */
export class TagWriter extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }
}
