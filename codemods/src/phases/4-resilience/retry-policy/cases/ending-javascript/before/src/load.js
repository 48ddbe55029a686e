export async function named(load) {
  let last
  for (let i = 0; i < 3; i++) {
    try {
      return await load()
    } catch (e) {
      last = e
      await new Promise((done) => setTimeout(done, 5))
    }
  }
  throw new Error('load failed: ' + last.message)
}

export async function unnamed(load) {
  for (let i = 0; i < 3; i++) {
    try {
      return await load()
    } catch {
      await new Promise((done) => setTimeout(done, 5))
    }
  }
  throw new Error('load failed')
}

export async function cleaned(load, sanitize) {
  let last
  for (let i = 0; i < 3; i++) {
    try {
      return await load()
    } catch (e) {
      last = e
      await new Promise((done) => setTimeout(done, 5))
    }
  }
  throw new Error(sanitize(last.message))
}
