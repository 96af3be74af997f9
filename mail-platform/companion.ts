import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { layoutOf } from './layout.ts'
import { loopback } from './ports.ts'
import { readRecord, removeRecord } from './processes/record.ts'
import { stopServices } from './services.ts'
import { startSink } from './sink/sink.ts'

/*
 * The platform's own process beside the daemons. It is the outside world that mail leaves to, and it ends the daemons
 * when the process that started the platform has died without doing so: then its standard input closes.
 */
const { values } = parseArgs({
  options: {
    directory: { type: 'string', default: '' },
    owner: { type: 'string', default: '' },
    port: { type: 'string', default: '' },
    certificate: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
  },
})
const layout = layoutOf(values.directory)

const stopSink = await startSink({
  host: loopback,
  port: Number(values.port),
  certificate: readFileSync(values.certificate),
  key: readFileSync(values.key),
  directory: layout.outside,
})

process.on('SIGTERM', () => {
  void stopSink().then(() => process.exit(0))
})

process.stdin.resume().once('close', () => {
  void endOrphans().then(() => process.exit(0))
})

/** Does nothing when the platform was stopped in order, or has been started anew in the meantime. */
async function endOrphans(): Promise<void> {
  const record = readRecord(layout.record)
  if (!record || String(record.owner.pid) !== values.owner) return
  const { sink: _ourselves, ...daemons } = record.processes
  await stopServices(layout, daemons)
  removeRecord(layout.record)
}
