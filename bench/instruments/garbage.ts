import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Lets Node choose a port for its inspector, which opens only when the process gets SIGUSR1. */
export const inspectable = ['--inspect-port=0'] as const

/** Has a Node process throw away what it no longer needs. It must run with `inspectable`; `log` is what it writes to. */
export async function collectGarbage(pid: number, log: string): Promise<void> {
  process.kill(pid, 'SIGUSR1')
  const socket = new WebSocket(await inspectorOf(log))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('The inspector of the server does not answer.')))
  })
  // Once is not enough: what finalizers let go of goes with the next.
  for (let id = 1; id <= 2; id += 1) await ask(socket, id, 'HeapProfiler.collectGarbage')
  socket.close()
}

async function inspectorOf(log: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = [...readFileSync(log, 'utf8').matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)?.[1]
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error(`The server opened no inspector; see ${log}.`)
}

function ask(socket: WebSocket, id: number, method: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onMessage = ({ data }: MessageEvent) => {
      if ((JSON.parse(String(data)) as { id?: number }).id !== id) return
      socket.removeEventListener('message', onMessage)
      resolve()
    }
    socket.addEventListener('message', onMessage)
    socket.addEventListener('close', () => reject(new Error('The inspector of the server went away.')))
    socket.send(JSON.stringify({ id, method }))
  })
}

/** Memory a process has in use, in bytes (VmRSS, proc(5)). */
export function residentBytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1]) * 1024
}
