/** The same one after the other; the next one is under way while somebody works on the one they have. */
export async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = () => {
    const next = source.next()
    // What it fails with is thrown when its turn comes; nobody may be there for it by then.
    next.catch(() => undefined)
    return next
  }
  let next = ask()
  try {
    for (;;) {
      const one = await next
      if (one.done) return
      next = ask()
      yield one.value
    }
  } finally {
    await next.catch(() => undefined)
    await source.return(undefined)
  }
}
