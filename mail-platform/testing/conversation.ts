import { readFileSync } from 'node:fs'
import { connect as connectClear, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Platform } from '../platform.ts'

/** A line protocol spoken by hand, so that tests can say what a well-behaved client never would. */
export class Conversation {
  private socket: Socket
  private heard = ''
  private ended = false
  private wake: () => void = () => undefined
  private readonly platform: Platform

  constructor(platform: Platform, socket: Socket) {
    this.platform = platform
    this.socket = socket
    this.listen(socket)
  }

  static clear(platform: Platform, port: number, host: string = platform.host): Conversation {
    return new Conversation(platform, connectClear(port, host))
  }

  static encrypted(platform: Platform, port: number): Conversation {
    return new Conversation(platform, connectTls({ host: platform.host, port, ca: readFileSync(platform.caFile) }))
  }

  /** Goes on over TLS on the same connection, after the server agreed to STARTTLS. */
  encrypt(): void {
    this.socket.removeAllListeners()
    this.socket = connectTls({
      socket: this.socket,
      servername: 'localhost',
      ca: readFileSync(this.platform.caFile),
    })
    this.listen(this.socket)
  }

  say(text: string): void {
    this.heard = ''
    if (!this.ended) this.socket.write(`${text}\r\n`)
  }

  /** What the server said since the last `say`, once it matches; or all of it when the server hung up. */
  async hear(expected: RegExp): Promise<string> {
    while (!expected.test(this.heard) && !this.ended)
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    return this.heard
  }

  async ask(text: string, expected: RegExp): Promise<string> {
    this.say(text)
    return this.hear(expected)
  }

  close(): void {
    this.socket.destroy()
  }

  private listen(socket: Socket): void {
    const finish = (): void => {
      this.ended = true
      this.wake()
    }
    socket
      .on('data', (chunk: Buffer) => {
        this.heard += chunk.toString('latin1')
        this.wake()
      })
      .on('error', finish)
      .on('close', finish)
  }
}
