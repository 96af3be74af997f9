import { describe, expect, it } from 'vitest'
import { lookAlike } from './look-alike.ts'

const known = ['ann@example.gov', 'ben.okafor@example.gov', 'carla@harbour.example']
const meant = (address: string) => lookAlike(address, known, ['example.gov'])

describe('an address that can be sent to', () => {
  it.each([
    ['ann@exarnple.gov', 'ann@example.gov'],
    ['ann@exаmple.gov', 'ann@example.gov'],
    ['Ann@exmaple.gov', 'Ann@example.gov'],
    ['someone@harb0ur.example', 'someone@harbour.example'],
    ['someone@gmial.com', 'someone@gmail.com'],
    ['ben.okafor@examp1e.gov', 'ben.okafor@example.gov'],
    ['ben.okaf0r@example.gov', 'ben.okafor@example.gov'],
    ['ben.okafro@example.gov', 'ben.okafor@example.gov'],
  ])('%s: %s was meant', (address, better) => {
    expect(meant(address)).toBe(better)
  })

  it.each([
    'ann@example.gov',
    'ANN@EXAMPLE.GOV',
    'ann@mail.example.gov',
    'amn@example.gov',
    'somebody@ymail.com',
    'new.person@example.gov',
    'ann@elsewhere.example',
  ])('%s is what it says', (address) => {
    expect(meant(address)).toBeNull()
  })

  it('is told from those with other numbers', () => {
    expect(lookAlike('desk.room2@example.gov', ['desk.room3@example.gov'], [])).toBeNull()
  })
})
