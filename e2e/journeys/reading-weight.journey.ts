import assert from 'node:assert/strict'
import { runningApp } from '../app.ts'
import { mostReadingBytes, weighReading } from '../measures/reading-weight.ts'
import { register } from '../registry.ts'

register('Opening the first message, a newsletter from a list, stays light', async () => {
  const { app, browser } = await runningApp()
  const { files, scriptGzipBytes } = await weighReading(app, browser)
  const list = files.map(({ path, bytes }) => `${bytes} ${path}`).join('\n')
  assert.ok(files.length > 3, 'the code for reading comes with the first message')
  assert.ok(scriptGzipBytes <= mostReadingBytes, `${scriptGzipBytes} bytes of script:\n${list}`)
})
