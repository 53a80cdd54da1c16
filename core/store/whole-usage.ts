import type { ClientId, OrganizationId } from '../model/brand.ts'
import { httpMethods, type HttpMethod } from '../model/operation.ts'
import type { UsageDay, UsageSeries } from '../model/snapshot.ts'
import type { UsageRow } from '../model/usage-row.ts'
import type { Connection } from './connection.ts'
import type { Turn } from './turns.ts'
import { usageColumns, verifiedUsage, type StoredUsage } from './usage.ts'

/** How many rows are read at once. */
const PIECE = 2_000

/** The days of one client's calls to one path with one method, while they are gathered. */
interface Gathering extends UsageSeries {
  readonly days: UsageDay[]
}

/**
 * The usage of every client from a day on, piece by piece, so that the event loop can breathe in between. A million rows name few
 * days and paths, which are held once.
 */
export async function allUsage(
  connection: Connection,
  turn: Turn,
  { organizationId, since }: { readonly organizationId: OrganizationId; readonly since: string },
): Promise<readonly UsageSeries[]> {
  const gathered = new Map<ClientId, Map<string, Gathering>>()
  const texts = new Map<string, string>()
  let after: Pick<UsageRow, 'clientId' | 'day' | 'method' | 'path'> | undefined
  for (;;) {
    const size = await turn(() => {
      const { clientId = '', day = '', method = '', path = '' } = after ?? {}
      const piece = connection.all<StoredUsage>(
        `SELECT ${usageColumns} FROM usage
         WHERE organization_id = ? AND (client_id, day, method, path) > (?, ?, ?, ?) AND day >= ?
         ORDER BY client_id, day, method, path LIMIT ${String(PIECE)}`,
        ...[organizationId, clientId, day, method, path, since],
      )
      for (const stored of piece) gather(gathered, texts, verifiedUsage(stored, connection.path))
      after = piece.at(-1)
      return piece.length
    })
    if (size < PIECE) break
  }
  return [...gathered.values()].flatMap((series) =>
    [...series].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, held]) => held),
  )
}

function gather(
  gathered: Map<ClientId, Map<string, Gathering>>,
  texts: Map<string, string>,
  { clientId, day, method, path, ...counts }: UsageRow,
): void {
  if (!isMethod(method)) return
  const name = `${path} ${method}`
  let ofClient = gathered.get(clientId)
  if (!ofClient) gathered.set(clientId, (ofClient = new Map<string, Gathering>()))
  let series = ofClient.get(name)
  if (!series) {
    series = { clientId: once(texts, clientId), method, path: once(texts, path), days: [] }
    ofClient.set(name, series)
  }
  series.days.push({ day: once(texts, day), ...counts })
}

function once<Text extends string>(texts: Map<string, string>, text: Text): Text {
  const known = texts.get(text)
  // INVARIANT: a key of this map is its value, so the type is the same.
  if (known !== undefined) return known as Text
  texts.set(text, text)
  return text
}

function isMethod(method: string): method is HttpMethod {
  return (httpMethods as readonly string[]).includes(method)
}
