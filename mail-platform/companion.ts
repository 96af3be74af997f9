import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { layoutOf } from './layout.ts'
import { baseDn, readerDn } from './openldap/config.ts'
import { loopback } from './ports.ts'
import { readRecord, removeRecord } from './processes/record.ts'
import { stopServices } from './services.ts'
import { startListPolicy } from './postfix/list-policy.ts'
import { listPolicySocket } from './postfix/main-cf.ts'
import { startSink } from './sink/sink.ts'

/*
 * The platform's own process beside the daemons. It is the outside world that mail leaves to, says who may write to
 * lists, and ends the daemons when the process that started the platform has died without doing so: then its standard input closes.
 */
const { values } = parseArgs({
  options: {
    directory: { type: 'string', default: '' },
    owner: { type: 'string', default: '' },
    port: { type: 'string', default: '' },
    certificate: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    ldaps: { type: 'string', default: '' },
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

const stopListPolicy = await startListPolicy({
  socket: listPolicySocket(layout),
  directory: {
    url: `ldaps://${loopback}:${values.ldaps}`,
    caFile: join(layout.tls, 'ca.pem'),
    ...{ bindDn: readerDn, passwordFile: join(layout.secrets, 'directory-reader.password'), baseDn },
  },
})

process.on('SIGTERM', () => {
  void Promise.all([stopSink(), stopListPolicy()]).then(() => process.exit(0))
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
