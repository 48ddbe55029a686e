/** The outcome of one call in callback style: what the callback was given, or what was thrown. */
export function outcome(call) {
  return new Promise((resolve) => {
    try {
      call((...args) => {
        resolve({ arguments: args })
      })
    } catch (thrown) {
      resolve({ thrown })
    }
  })
}

/** Rows, or the error. */
export async function all(target, sql, ...parameters) {
  const { arguments: args, thrown } = await outcome((done) => target.all(sql, ...parameters, done))
  return thrown ? { thrown } : (args[0] ?? args[1])
}

/** What a promise settles to. */
export async function settled(work) {
  try {
    return { value: await work() }
  } catch (rejected) {
    return { rejected }
  }
}
