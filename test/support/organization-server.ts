import { randomUUID } from 'node:crypto'
import {
  startOrganizationServer,
  type OrganizationServer,
  type OrganizationServerOptions,
} from '../../core/loopback/organization-server.ts'

export interface ServerUnderTest extends OrganizationServer, AsyncDisposable {
  /** The faults that were recorded, newest last; a test that expects none asks for an empty list. */
  readonly faults: readonly unknown[]
}

/** The organization server on a free port of this machine, with what a test leaves out filled in. */
export async function startServer(
  options: Pick<OrganizationServerOptions, 'answerers'> & Partial<OrganizationServerOptions>,
): Promise<ServerUnderTest> {
  const faults: unknown[] = []
  const server = await startOrganizationServer({
    port: 0,
    now: () => Date.now(),
    correlationId: () => randomUUID(),
    recordFault: (_operation, cause) => {
      faults.push(cause)
      return 'reference'
    },
    ...options,
  })
  return { ...server, faults, [Symbol.asyncDispose]: () => server.close() }
}
