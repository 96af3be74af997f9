/** How long something takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/**
 * Lets the app and raw IMAP do the same in turns, so that whatever else the machine does meets both alike.
 * @returns the times of each, in ms
 */
export async function takeTurns(
  rounds: number,
  app: (round: number) => Promise<unknown>,
  raw: (round: number) => Promise<unknown>,
): Promise<{ app: number[]; raw: number[] }> {
  const times: { app: number[]; raw: number[] } = { app: [], raw: [] }
  for (let round = 0; round < rounds; round += 1) {
    times.app.push(await timed(() => app(round)))
    times.raw.push(await timed(() => raw(round)))
  }
  return times
}
