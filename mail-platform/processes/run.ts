import { spawn } from 'node:child_process'

export interface RunOptions {
  /** Written to the command's standard input. */
  input?: string | Buffer
  env?: NodeJS.ProcessEnv
}

export class CommandFailed extends Error {
  readonly code: number | null
  constructor(command: string, code: number | null, output: string) {
    super(`${command} failed${code === null ? '' : ` with exit code ${code}`}: ${output.trim() || 'no message'}`)
    this.code = code
  }
}

/**
 * Runs a command to its end and gives its standard output.
 * @throws CommandFailed with what it wrote to standard error.
 */
export function run(command: string, parameters: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { env: { ...process.env, LC_ALL: 'C', ...options.env } })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.once('error', (error) => reject(new CommandFailed(command, null, error.message)))
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output).toString('utf8'))
      else reject(new CommandFailed(command, code, Buffer.concat(errors).toString('utf8')))
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input)
  })
}

/** Runs a command with root's rights: directly when we are root, else through sudo without asking. */
export function runAsRoot(command: string, parameters: string[]): Promise<string> {
  return process.getuid?.() === 0 ? run(command, parameters) : run('sudo', ['-n', command, ...parameters])
}

/** @throws with what to do, when root's rights cannot be had. */
export async function requireRoot(): Promise<void> {
  if (process.getuid?.() === 0) return
  try {
    await run('sudo', ['-n', 'true'])
  } catch {
    throw new Error(
      'Postfix must be started as root, and sudo does not work without a password here. Start this command as root, ' +
        'run "sudo -v" first, or use the container (see README).',
    )
  }
}
