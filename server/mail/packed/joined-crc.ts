/** The polynomial of CRC-32, and 1, with the coefficient of the highest power in the lowest bit, as `crc32` of zlib has them. */
const polynomial = 0xedb8_8320
const one = 0x8000_0000

/** x to the power of 8, 16, 32 and so on. */
const powers = [0x0080_0000]

/** The CRC of bytes, of two parts of which the CRCs are known and of the second one how long it is. */
export function joinedCrc(first: number, second: number, secondBytes: number): number {
  let product = first
  for (let [power, left] = [0, secondBytes]; left > 0; power += 1, left = Math.floor(left / 2))
    if (left % 2 === 1) product = times(product, powerOf(power))
  return (product ^ second) >>> 0
}

function powerOf(index: number): number {
  const known = powers[index]
  if (known !== undefined) return known
  const half = powerOf(index - 1)
  return (powers[index] = times(half, half))
}

/** The product of two polynomials modulo that of the CRC. */
function times(a: number, b: number): number {
  let [product, shifted] = [0, b]
  for (let bit = one; bit > 0; bit >>>= 1) {
    if (a & bit) product ^= shifted
    shifted = shifted & 1 ? (shifted >>> 1) ^ polynomial : shifted >>> 1
  }
  return product >>> 0
}
