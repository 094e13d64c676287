import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The page: everything it needs is in the bundle, and nothing is ever fetched from another host. */
export default defineConfig({
  root: 'renderer',
  // Relative addresses work under app://, under a loopback address, and in a folder.
  base: './',
  plugins: [react(), modernFontsOnly()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome134',
    // Fonts and pictures stay files: the content policy and the cache both like it better than data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Plotly alone is 5 MB, and loads only when a figure comes into view.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'plotly', test: /plotly\.js-strict-dist-min/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
});

/** Every browser that can run the page reads woff2; leaving the older format out halves the fonts. */
function modernFontsOnly(): Plugin {
  return {
    name: 'modern-fonts-only',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource.*\.css/.test(id)) return null;
      return { code: code.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''), map: null };
    },
  };
}
