import type { SnapshotApplication } from './audit/opened/opened-snapshots.ts'
import { SessionKeychain } from './keychain/session-keychain.ts'
import type { OrganizationId } from './model/brand.ts'
import type { AccessQuestions } from './organization/access/access-answers.ts'
import { WorkerAnswers } from './organization/answer-in-worker.ts'
import { CatalogueShelf } from './organization/loaded-catalogue.ts'
import { organizationOperations, type OrganizationContext } from './organization/operations.ts'
import { openSqliteStore } from './store/open-sqlite-store.ts'

/** What a shown snapshot shares with the application beside it. */
export interface SharedParts extends Pick<
  OrganizationContext,
  'random' | 'tasks' | 'makeCertificate' | 'reader' | 'fetch' | 'version'
> {
  readonly accessWorker: URL
}

/**
 * The application that answers for one shown snapshot (U1): on a store of its own, with a keychain that holds nothing, and with the
 * clock stopped at the moment at which the snapshot was taken.
 */
export async function openSnapshotApplication(
  directory: string,
  { organizationId, takenAt }: { readonly organizationId: OrganizationId; readonly takenAt: string },
  { accessWorker, random, tasks, makeCertificate, reader, fetch, version }: SharedParts,
): Promise<SnapshotApplication> {
  const store = await openSqliteStore({ directory })
  const clock = () => new Date(takenAt)
  const answers = new WorkerAnswers<AccessQuestions>(accessWorker, {
    ...{ dataDirectory: directory, clock, version },
    name: 'access',
  })
  const organization = await store.read((unit) => unit.organizations.get(organizationId))
  if (!organization) throw new Error('a shown snapshot holds no organization')
  const api = organizationOperations({
    ...{ random, tasks, makeCertificate, reader, fetch, version },
    ...{ store, clock, answers, dataDirectory: directory },
    catalogues: new CatalogueShelf(),
    keychain: new SessionKeychain('no_answer'),
  })
  return {
    organization,
    api,
    close: async () => {
      await answers.close()
      await store.close()
    },
  }
}
