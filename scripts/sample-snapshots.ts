import { defaultPolicy } from '../core/audit/audit-policy.ts'
import { takeSnapshot } from '../core/audit/snapshot/take-snapshot.ts'
import type { OAuthClient } from '../core/model/oauth-client.ts'
import type { Snapshot } from '../core/model/snapshot.ts'
import { openWorkspace } from '../test/support/workspace.ts'

const NOW = '2027-01-10T08:00:00.000Z'
const QUARTER = 91 * 86_400_000

/** The invented organization that `org create Acme --sample 7` makes, as it is and as it was a quarter earlier. */
export async function sampleSnapshots(): Promise<{
  readonly snapshot: Snapshot
  readonly baseline: Snapshot
}> {
  const now = await takeSample()
  return { snapshot: { ...now, clients: changeSome(now.clients) }, baseline: aQuarterBefore(now) }
}

/** What people are invented to own, so that hosts of others stand out. */
export const samplePolicy = { ...defaultPolicy, ownedDomains: ['example.com'] }

async function takeSample(): Promise<Snapshot> {
  await using workspace = await openWorkspace({ now: NOW, seed: 'sample report' })
  const { id } = await workspace.organization({ name: 'Acme', sample: { seed: '7', clients: 60 } })
  return await workspace.store.read(async (unit) => {
    const organization = await unit.organizations.get(id)
    if (!organization) throw new Error('the sample was not made')
    return takeSnapshot(unit, organization, { now: new Date(NOW) })
  })
}

/** Three of the things that happen in a quarter: a tunnel that stayed, a token that lasts longer, a secret in a text. */
function changeSome(clients: readonly OAuthClient[]): readonly OAuthClient[] {
  const changes: readonly ((client: OAuthClient) => OAuthClient)[] = [
    (client) => ({
      ...client,
      redirectUris: [...client.redirectUris, 'https://acme-demo.ngrok.io/callback'],
    }),
    (client) => ({ ...client, tokenDuration: 172_800 }),
    (client) => ({
      ...client,
      description: 'Ask Ada; client_secret=kQ7vX2mZp9LrT4wYb8NcJ6hD1sFgA3eUoV5iRtWqPzE',
    }),
  ]
  const rest = changes.values()
  return clients.map((client) => {
    const isPlain = client.grantType === 'authorization_code' && client.state.kind === 'active'
    const isOld = Date.parse(client.createdAt) < Date.parse(NOW) - 2 * QUARTER
    return isPlain && isOld && client.createdBy.id !== null ? (rest.next().value?.(client) ?? client) : client
  })
}

/** Without what came since; who was there, and what they could do, was the same. */
function aQuarterBefore(now: Snapshot): Snapshot {
  const takenAt = new Date(Date.parse(now.takenAt) - QUARTER).toISOString()
  const wasThere = ({ createdAt }: { readonly createdAt: string }) => createdAt <= takenAt
  return {
    ...now,
    takenAt,
    historyHead: null,
    clients: now.clients.filter(wasThere).map((client) => ({
      ...client,
      state: { kind: 'active' },
      secretChangedAt:
        client.secretChangedAt === null || client.secretChangedAt <= takenAt
          ? client.secretChangedAt
          : client.createdAt,
    })),
    authorizations: now.authorizations.filter(wasThere),
    usage: now.usage.flatMap((series) => {
      const days = series.days.filter(({ day }) => day <= takenAt.slice(0, 10))
      return days.length > 0 ? [{ ...series, days }] : []
    }),
    history: now.history.filter(({ at }) => at <= takenAt),
  }
}
