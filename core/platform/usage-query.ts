import type { UsageRow } from '../model/usage-row.ts'
import type { WireObject } from './platform-call.ts'

export const granularities = ['Day', 'Week', 'Month'] as const
type Granularity = (typeof granularities)[number]

export const usageMetrics = [
  'Status200',
  'Status300',
  'Status400',
  'Status500',
  'Status429',
  'Requests',
] as const
export type UsageMetric = (typeof usageMetrics)[number]

export const usageGroups = ['OAuthClientId', 'OrganizationId', 'TemplateUri', 'HttpMethod'] as const
export type UsageGroup = (typeof usageGroups)[number]

/** Which usage is asked for: whole days in UTC, the last of them included (the vendor's `ApiUsageClientQuery`). */
export interface UsageQuery {
  readonly firstDay: string
  readonly lastDay: string
  /** Null sums up over all days. */
  readonly granularity: Granularity | null
  readonly metrics: readonly UsageMetric[]
  readonly groupBy: readonly UsageGroup[]
}

const DAY = 86_400_000

/** The day of a moment, in UTC. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}

/** The day before today: today is still being counted. */
export function yesterday(now: Date): string {
  return dayOf(now.getTime() - DAY)
}

interface Sums {
  readonly names: WireObject
  readonly counts: Record<UsageMetric, number>
}

/** The vendor's rows: what was counted in those days, grouped as asked, newest first. */
export function usageRows(
  rows: readonly UsageRow[],
  query: UsageQuery,
  about: { readonly clientName: string; readonly organizationId: string },
): readonly WireObject[] {
  const sums = new Map<string, Sums>()
  for (const row of rows) {
    if (row.day < query.firstDay || row.day > query.lastDay) continue
    const names = namesOf(row, query, about)
    const key = JSON.stringify(names)
    const sum = sums.get(key) ?? { names, counts: nothing() }
    add(sum.counts, row)
    sums.set(key, sum)
  }
  return [...sums.values()].map(({ names, counts }) => ({ ...names, ...wireCounts(counts, query.metrics) }))
}

function namesOf(
  row: UsageRow,
  { groupBy, granularity }: UsageQuery,
  about: { readonly clientName: string; readonly organizationId: string },
): WireObject {
  return {
    ...(groupBy.includes('OAuthClientId') ? { clientId: row.clientId, clientName: about.clientName } : {}),
    ...(groupBy.includes('OrganizationId') ? { organizationId: about.organizationId } : {}),
    ...(groupBy.includes('TemplateUri') ? { templateUri: row.path } : {}),
    ...(groupBy.includes('HttpMethod') ? { httpMethod: row.method } : {}),
    ...(granularity ? { date: `${startOf(row.day, granularity)}T00:00:00.000Z` } : {}),
  }
}

/** The first day of the day, week (from Monday) or month in which a day lies. */
function startOf(day: string, granularity: Granularity): string {
  if (granularity === 'Day') return day
  if (granularity === 'Month') return `${day.slice(0, 7)}-01`
  const moment = Date.parse(day)
  return dayOf(moment - ((new Date(moment).getUTCDay() + 6) % 7) * DAY)
}

function nothing(): Record<UsageMetric, number> {
  return { Status200: 0, Status300: 0, Status400: 0, Status500: 0, Status429: 0, Requests: 0 }
}

/** The vendor counts a throttled request apart from the others of its class. */
function add(counts: Record<UsageMetric, number>, row: UsageRow): void {
  counts.Status200 += row.requests - row.failures - row.redirected
  counts.Status300 += row.redirected
  counts.Status400 += row.failures - row.throttled - row.faulted
  counts.Status429 += row.throttled
  counts.Status500 += row.faulted
  counts.Requests += row.requests
}

function wireCounts(counts: Record<UsageMetric, number>, metrics: readonly UsageMetric[]): WireObject {
  return Object.fromEntries(metrics.map((metric) => [wireNames[metric], counts[metric]]))
}

const wireNames: Readonly<Record<UsageMetric, string>> = {
  Status200: 'status200',
  Status300: 'status300',
  Status400: 'status400',
  Status500: 'status500',
  Status429: 'status429',
  Requests: 'requests',
}
