import { join } from 'node:path'
import type { Clock, Random } from '../../organization/ports.ts'
import { PolicyShelf } from './policy-shelf.ts'
import { ProcessFolders } from './process-folders.ts'
import { ReviewShelf } from './review-shelf.ts'
import { SnapshotShelf } from './snapshot-shelf.ts'
import { TransferFiles } from './transfer-files.ts'

/** Every file of the audit in a workspace's folder: what is kept, and what is on its way. */
export interface AuditLibrary {
  readonly transfer: TransferFiles
  readonly snapshots: SnapshotShelf
  readonly policies: PolicyShelf
  readonly reviews: ReviewShelf
}

interface Machine {
  readonly clock: Clock
  readonly random: Random
  readonly processId: number
}

/** Nothing is made before something is written. */
export function openAuditLibrary(dataDirectory: string, machine: Machine): AuditLibrary {
  return {
    transfer: new TransferFiles(transferFolders(dataDirectory, machine.processId).own, machine),
    snapshots: new SnapshotShelf(join(dataDirectory, 'snapshots')),
    policies: new PolicyShelf(join(dataDirectory, 'policies')),
    reviews: new ReviewShelf(join(dataDirectory, 'reviews')),
  }
}

/** Where files lie on their way; threads of one process share them. */
export function transferFolders(dataDirectory: string, processId: number): ProcessFolders {
  return new ProcessFolders(join(dataDirectory, 'transfer'), processId)
}
