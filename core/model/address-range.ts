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
