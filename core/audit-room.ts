import { join } from 'node:path'
import { auditOperations } from './audit/audit-operations.ts'
import type { AuditQuestions } from './audit/desk/audit-questions.ts'
import { openAuditLibrary, transferFolders } from './audit/library/audit-library.ts'
import { isProcessRunning, ProcessFolders } from './audit/library/process-folders.ts'
import { listOpened } from './audit/opened/list-opened.ts'
import type { PrintPdf } from './audit/print-audit.ts'
import { OpenedSnapshots } from './audit/opened/opened-snapshots.ts'
import { routeToOpened } from './audit/opened/route-to-opened.ts'
import type { AdminApi } from './contract/contract.ts'
import { WorkerAnswers } from './organization/answer-in-worker.ts'
import type { CatalogueShelf } from './organization/loaded-catalogue.ts'
import type { Clock, Keychain, Store } from './organization/ports.ts'
import { openSnapshotApplication, type SharedParts } from './snapshot-application.ts'

interface AuditParts extends SharedParts {
  readonly printPdf?: PrintPdf | undefined
  readonly keychain: Keychain
  readonly catalogues: CatalogueShelf
  readonly store: Store
  readonly clock: Clock
  readonly dataDirectory: string
  readonly auditWorker: URL
  /** Tells screens that something changed which they may show. */
  changed(): void
}

/** Puts the audit together: its files, its worker, and the snapshots that are shown. */
export function openAuditRoom(parts: AuditParts) {
  const { store, clock, random, tasks, version, dataDirectory, auditWorker, catalogues, keychain } = parts
  const changed = () => {
    parts.changed()
  }
  const processId = process.pid
  const library = openAuditLibrary(dataDirectory, { clock, random, processId })
  const transfer = transferFolders(dataDirectory, processId)
  const answers = new WorkerAnswers<AuditQuestions>(auditWorker, {
    ...{ dataDirectory, version, clock },
    name: 'audit',
  })
  const folders = new ProcessFolders(join(dataDirectory, 'opened'), processId)
  const opened = new OpenedSnapshots({
    folders,
    build: (directory, shown) => openSnapshotApplication(directory, shown, parts),
    onChange: changed,
  })
  return {
    operations: auditOperations({
      ...{ store, clock, random, catalogues, keychain, library, answers, tasks, opened, changed },
      printPdf: parts.printPdf,
    }),
    /** Sends what names a shown snapshot to it, and lists the shown ones. */
    route: (main: AdminApi): AdminApi => routeToOpened({ ...main, ...listOpened(main, opened) }, opened),
    /** Removes what processes that ended left behind. */
    tidy: async (): Promise<void> => {
      await folders.tidy(isProcessRunning)
      await transfer.tidy(isProcessRunning)
      await library.snapshots.tidy(clock())
    },
    close: async (): Promise<void> => {
      await opened.closeAll()
      await answers.close()
      await transfer.removeAll()
    },
  }
}
