import type { AdminApi } from '../contract/contract.ts'
import { fail, ok } from '../model/result.ts'
import type { AskAudit } from './ask-audit.ts'
import type { TransferFiles } from './library/transfer-files.ts'

/** Prints an HTML file to PDF; only a host with a browser engine of its own can. */
export type PrintPdf = (html: Uint8Array) => Promise<Uint8Array>

/** The report for print, by the host's browser engine (U4); refused where it has none. */
export function printOperation(
  transfer: Pick<TransferFiles, 'open' | 'make'>,
  printPdf: PrintPdf | undefined,
  ask: AskAudit,
): AdminApi['audit.print'] {
  return async (input) => {
    if (!printPdf) return fail({ code: 'pdf_unavailable' })
    const made = await ask('audit.report', { ...input, format: 'html' })
    if (!made.ok) return made
    const { file, map } = made.value
    const html = await transfer.open(file.fileId)
    if (!html.ok) return html
    const pdf = await printPdf(Buffer.concat(await Array.fromAsync(html.value.bytes())))
    const name = file.name.replace(/\.html$/, '.pdf')
    return ok({ file: await transfer.make({ name, mediaType: 'application/pdf' }, [pdf]), map })
  }
}
