import { inject } from '@angular/core'

class Sessions {
  async open(name: string): Promise<string> {
    return name
  }
}

/** Another container's: no database is near. */
export class Login {
  private readonly sessions = inject(Sessions)

  async submit(name: string): Promise<boolean> {
    try {
      await this.sessions.open(name)
      return true
    } catch {
      return false
    }
  }
}
