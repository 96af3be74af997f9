/**
 * What a command was asked for. With `--help` it prints how it is used and ends with 0; where `parse` throws a `TypeError`, as
 * `parseArgs` does for an option that there is not, it prints that as well and ends with 2.
 */
export function parseOrExplain<T>(usage: string, parse: () => T): T {
  if (process.argv.includes('--help')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}
