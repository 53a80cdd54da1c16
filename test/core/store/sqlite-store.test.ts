import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { describeStore } from './store-suite.ts'

describeStore('SQLite', async () => {
  const directory = await temporaryDirectory()
  const store = await openSqliteStore({ directory: directory.path })
  return {
    store,
    async dispose() {
      await store.close()
      await directory[Symbol.asyncDispose]()
    },
  }
})
