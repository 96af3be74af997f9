import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Lets Node choose a port for its inspector, which opens only when the process gets SIGUSR1. */
export const inspectable = ['--inspect-port=0'] as const

/** Has a Node process throw away what it no longer needs. It must run with `inspectable`; `log` is what it writes to. */
export async function collectGarbage(pid: number, log: string): Promise<void> {
  process.kill(pid, 'SIGUSR1')
  const socket = await inspectorOf(log)
  // Once is not enough: what finalizers let go of goes with the next.
  for (let id = 1; id <= 2; id += 1) await ask(socket, id, 'HeapProfiler.collectGarbage')
  socket.close()
}

/** The last address in the log may still be that of a server before this one, which answers no more. */
async function inspectorOf(log: string): Promise<WebSocket> {
  for (let tries = 0; tries < 100; tries += 1) {
    const address = [...readFileSync(log, 'utf8').matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)?.[1]
    const socket = address === undefined ? null : await opened(new WebSocket(address))
    if (socket) return socket
    await pause(50)
  }
  throw new Error(`The inspector of the server does not answer; see ${log}.`)
}

function opened(socket: WebSocket): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    socket.addEventListener('open', () => resolve(socket))
    socket.addEventListener('error', () => resolve(null))
  })
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
