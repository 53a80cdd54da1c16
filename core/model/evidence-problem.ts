/** What does not fit in an archive of evidence (U5). */
export type EvidenceProblem =
  | { readonly kind: 'not_an_archive' }
  | { readonly kind: 'bytes_differ'; readonly offset: number }
  | { readonly kind: 'manifest_unreadable' }
  | { readonly kind: 'signature_invalid' }
  | { readonly kind: 'file_missing' | 'file_unexpected' | 'digest_differs'; readonly name: string }
  | { readonly kind: 'snapshot_differs'; readonly expected: string; readonly found: string }
  | { readonly kind: 'log_broken'; readonly line: number }
