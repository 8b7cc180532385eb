/** Addresses as the page has to write them, and what the policy allows. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** VS Code's source for what comes from the extension's own folders. */
  readonly cspSource: string;
  /** Fresh for every page. */
  readonly nonce: string;
}

/**
 * The page of a panel. Nothing but the extension's own files can be loaded, and no text becomes code; `'unsafe-inline'` is
 * for styles only, since Mermaid writes a `<style>` into its SVG.
 */
export function panelHtml({ script, style, cspSource, nonce }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' ${cspSource}`,
    `style-src ${cspSource} 'unsafe-inline'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>GradLens</title>
  </head>
  <body>
    <div id="app"></div>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

/** 128 random bits as hexadecimal digits. */
export function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
