/** Chromium has no schemes of ours: app://causeway/ is https://causeway.app.invalid/ inside of it, which resolves nowhere. */
export const inside = (url: string): string => url.replace(/^app:\/\/([\w-]+)/, 'https://$1.app.invalid');
export const outside = (url: string): string => url.replace(/^(blob:)?https:\/\/([\w-]+)\.app\.invalid/, '$1app://$2');

/** A site that is not ours, for what must be refused there. */
export const STRANGER = 'https://stranger.invalid/';
