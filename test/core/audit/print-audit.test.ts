import { describe, expect, it } from 'vitest'
import type { AskAudit } from '../../../core/audit/ask-audit.ts'
import { openAuditLibrary } from '../../../core/audit/library/audit-library.ts'
import { printOperation } from '../../../core/audit/print-audit.ts'
import { fail, ok } from '../../../core/model/result.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import { valueOf } from '../../support/results.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const input = { auditId: 'audit', redact: false, taskId: '', language: 'en' } as const
const machine = { clock: () => new Date(), random: new SeededRandom('print'), processId: process.pid }

describe('printing an audit', () => {
  it('hands the HTML report to the host and keeps what it answers as a file', async () => {
    await using directory = await temporaryDirectory()
    const { transfer } = openAuditLibrary(directory.path, machine)
    const file = await transfer.make({ name: 'acme-audit.html', mediaType: 'text/html' }, ['<p>Acme'])
    const asked: unknown[] = []
    // The worker answers a question about a report with the file that it made.
    const ask = ((name: string, order: unknown) => {
      asked.push(name, order)
      return Promise.resolve(ok({ file, map: null }))
    }) as unknown as AskAudit
    const printPdf = (html: Uint8Array) =>
      Promise.resolve(Buffer.from(`PDF of ${Buffer.from(html).toString()}`))
    const printed = valueOf(await printOperation(transfer, printPdf, ask)(input))
    const { chunk } = valueOf(await transfer.read(printed.file.fileId, 0))

    expect(asked).toEqual(['audit.report', { ...input, format: 'html' }])
    expect(printed.file).toMatchObject({ name: 'acme-audit.pdf', mediaType: 'application/pdf' })
    expect(Buffer.from(chunk, 'base64').toString()).toBe('PDF of <p>Acme')
  })

  it('is refused by a host without a browser engine, before anything is printed', async () => {
    await using directory = await temporaryDirectory()
    const ask = (() => Promise.reject(new Error('asked'))) as unknown as AskAudit
    const print = printOperation(openAuditLibrary(directory.path, machine).transfer, undefined, ask)

    expect(await print(input)).toEqual(fail({ code: 'pdf_unavailable' }))
  })
})
