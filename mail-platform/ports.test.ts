import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { demoPorts, fixedPorts, freePorts } from './ports.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('freePorts', () => {
  it('gives two platforms that start at the same time different ports', async () => {
    const [one, other] = await Promise.all([freePorts(), freePorts()])
    const all = [...Object.values<number>({ ...one.ports }), ...Object.values<number>({ ...other.ports })]
    expect(new Set(all).size).toBe(all.length)
    one.guard.close()
    other.guard.close()
  })

  it('takes the ports of the last start again, unless one is in use now', async () => {
    const { ports, guard } = await freePorts()
    guard.close()
    const again = await freePorts(ports)
    expect(again.ports).toEqual(ports)
    again.guard.close()

    const occupier = createServer().listen(ports.submission, '127.0.0.1')
    await once(occupier, 'listening')
    const elsewhere = await freePorts(ports)
    expect(elsewhere.ports.submission).not.toBe(ports.submission)
    elsewhere.guard.close()
    occupier.close()
  })
})

describe('fixedPorts', () => {
  it('lets the environment and then the caller choose', async () => {
    const { ports, guard } = await freePorts()
    vi.stubEnv('CURBCUT_PORT_MANAGE_SIEVE', String(ports.manageSieve))
    vi.stubEnv('CURBCUT_PORT_IMAPS', '1')
    const { manageSieve, ...chosen } = ports
    expect(await fixedPorts(chosen)).toEqual({ ...demoPorts, ...chosen, manageSieve })
    guard.close()
  })

  it('says what a port number looks like', async () => {
    await expect(fixedPorts({ imaps: 0 })).rejects.toThrow('The port for imaps must be a number from 1 to 65535')
  })
})
