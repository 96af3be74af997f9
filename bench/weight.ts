// `node bench/weight.ts`: what signing in and seeing the inbox costs on the wire, and what the first message brings, measured in Chromium against the real server.
import { runningApp, stopRunningApp } from '#e2e/app.ts'
import { mostReadingBytes, weighReading } from '#e2e/measures/reading-weight.ts'
import { mostWeight, weigh } from '#e2e/measures/weight.ts'

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

const { app, browser } = await runningApp()
try {
  const { files, requests, bytes, scriptGzipBytes } = await weigh(app, browser)
  for (const file of files) console.log(`${kilobytes(file.bytes).padStart(10)}  ${file.path}`)
  console.log(`requests ${requests} (at most ${mostWeight.requests})`)
  console.log(`in all ${kilobytes(bytes)} (at most ${kilobytes(mostWeight.bytes)})`)
  console.log(`scripts ${kilobytes(scriptGzipBytes)} with gzip (at most ${kilobytes(mostWeight.scriptGzipBytes)})`)
  const reading = await weighReading(app, browser)
  for (const file of reading.files) console.log(`${kilobytes(file.bytes).padStart(10)}  ${file.path}`)
  console.log(
    `the first message ${kilobytes(reading.scriptGzipBytes)} with gzip (at most ${kilobytes(mostReadingBytes)})`,
  )
} finally {
  await stopRunningApp()
}
process.exit()
