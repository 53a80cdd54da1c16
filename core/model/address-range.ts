export const MAX_ADDRESS_RANGES = 150

const number = '(0|[1-9]\\d{0,2})'
const shape = new RegExp(`^${number}\\.${number}\\.${number}\\.${number}(?:/(0|[1-9]\\d?))?$`)

/**
 * Reads `203.0.113.7` or `203.0.113.0/24`; undefined if it is no IPv4 address or range (C1). A leading zero is
 * refused, because some readers take such a number for an octal one.
 */
export function parseAddressRange(text: string): string | undefined {
  const match = shape.exec(text.trim())
  if (!match) return undefined
  const octets = match.slice(1, 5).map(Number)
  const prefix = match[5] === undefined ? 32 : Number(match[5])
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined
  return `${octets.join('.')}/${String(prefix)}`
}

/** Is an address within a range, both IPv4? An address in IPv6 form that stands for one counts as that one (C1). */
function addressIsIn(address: string, range: string): boolean {
  const [network = '', length] = (parseAddressRange(range) ?? '').split('/')
  const number = addressNumber(address.replace(/^::ffff:/i, ''))
  const base = addressNumber(network)
  if (number === undefined || base === undefined || length === undefined) return false
  const size = 2 ** (32 - Number(length))
  return Math.floor(number / size) === Math.floor(base / size)
}

function addressNumber(address: string): number | undefined {
  const exact = parseAddressRange(address)
  if (!exact?.endsWith('/32') || address.includes('/')) return undefined
  return exact
    .slice(0, -'/32'.length)
    .split('.')
    .reduce((number, octet) => number * 256 + Number(octet), 0)
}

/** May a client with these ranges be used from this address (C1)? Without any it may from everywhere. */
export function admitsAddress(ranges: readonly string[], address: string): boolean {
  return ranges.length === 0 || ranges.some((range) => addressIsIn(address, range))
}
