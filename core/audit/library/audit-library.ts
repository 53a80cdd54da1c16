import { join } from 'node:path'
import type { Clock, Random } from '../../organization/ports.ts'
import { PolicyShelf } from './policy-shelf.ts'
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

/** Nothing is made before something is written. */
export function openAuditLibrary(
  dataDirectory: string,
  machine: { readonly clock: Clock; readonly random: Random },
): AuditLibrary {
  return {
    transfer: new TransferFiles(join(dataDirectory, 'transfer'), machine),
    snapshots: new SnapshotShelf(join(dataDirectory, 'snapshots')),
    policies: new PolicyShelf(join(dataDirectory, 'policies')),
    reviews: new ReviewShelf(join(dataDirectory, 'reviews')),
  }
}
