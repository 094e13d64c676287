import type { Download } from '../../core/api/types.ts';

/** Lets the person keep what the page made: a download in a browser, a save dialog on the desktop. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  followLink(url, name);
  // The browser has taken hold of the data once it has started; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Lets the person keep what the host made. */
export function saveDownload(download: Download): void {
  followLink(download.url, download.name);
}

function followLink(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

/** Asks for a file with the browser's own dialog; null when the person thinks better of it. */
export function pickFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** A file name that every system takes. */
export function safeFileName(words: string): string {
  const kept = words.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  return kept === '' ? 'causeway' : kept.slice(0, 80);
}
