import { getClient } from './db.js'

export abstract class BaseService {
  protected readonly db = getClient()

  protected log(text: string): void {
    console.error(text)
  }
}
