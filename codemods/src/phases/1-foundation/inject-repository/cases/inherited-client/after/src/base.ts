import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export abstract class BaseService {
  protected readonly db = inject(database)

  protected log(text: string): void {
    console.error(text)
  }
}
