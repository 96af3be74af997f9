import assert from 'node:assert/strict'
import { runningApp } from '../app.ts'
import { mostWeight, weigh } from '../measures/weight.ts'
import { register } from '../registry.ts'

register('Signing in and seeing the inbox stays light', async () => {
  const { app, browser } = await runningApp()
  const weight = await weigh(app, browser)
  const list = weight.files.map(({ path, bytes }) => `${bytes} ${path}`).join('\n')
  const paths = weight.files.map(({ path }) => path)
  assert.deepEqual(paths, [...new Set(paths)], 'nothing is fetched twice')
  assert.ok(weight.requests <= mostWeight.requests, `${weight.requests} requests:\n${list}`)
  assert.ok(weight.bytes <= mostWeight.bytes, `${weight.bytes} bytes:\n${list}`)
  assert.ok(weight.scriptGzipBytes <= mostWeight.scriptGzipBytes, `${weight.scriptGzipBytes} bytes of script:\n${list}`)
})
