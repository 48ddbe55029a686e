export class Repo {
  constructor(db) {
    this.db = db
  }
}
