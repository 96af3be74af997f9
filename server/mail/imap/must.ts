import { Problem } from '#server/problem.ts'

/**
 * imapflow answers `false` or `undefined` where a command failed; every call of it passes here, so that a failure is a thrown
 * problem and nothing is mistaken for an empty result.
 */
export async function must<T>(result: Promise<T>): Promise<Exclude<T, false | undefined | void>> {
  const value = await result
  if (value === false || value === undefined) throw new Problem('mail-server-unavailable')
  return value as Exclude<T, false | undefined | void>
}
