import { type Client, getClient } from './client.js'

export abstract class Service {
  protected readonly db = getClient() // usage: class-field

  protected log(text: string) {
    console.error(text)
  }
}

export abstract class Handed {
  constructor(protected readonly client: Client) {} // usage: constructor-argument
}
