import type { AdminApi } from '../contract/contract.ts'
import type { serverContract } from '../contract/server.ts'
import { ok } from '../model/result.ts'
import type { LocalOrganizationServer } from './local-server.ts'

/** The operations on the organization server of this process (S1, L2). */
export function serverOperations(
  server: LocalOrganizationServer,
): Pick<AdminApi, keyof typeof serverContract> {
  return {
    'server.status': () => Promise.resolve(ok(server.status())),
    'server.start': (wish) => server.start(wish),
    'server.stop': async () => ok(await server.stop()),
    'server.requests': async ({ after, ...wanted }) => {
      const { last } = server.requests
      return ok({ requests: await server.requests.after(after, wanted), last })
    },
  }
}
