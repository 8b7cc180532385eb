import { h } from '../dom';
import type { PictureFile } from './pictureSvg';

/** Pixels of the file in one of the page. */
const SCALE = 2;
/** Pixels a side; more is refused by many programs. */
const LARGEST = 8192;

/** How many pixels of a file there are for one of the picture. */
export function pngScale(width: number, height: number): number {
  return Math.min(SCALE, LARGEST / width, LARGEST / height);
}

/** The picture as a PNG file, its bytes in base64. Only `data:` addresses are loaded, which the page's policy allows. */
export async function pictureAsPng({ text, width, height }: PictureFile): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = pngScale(width, height);
  const canvas = h('canvas', { width: Math.floor(width * scale), height: Math.floor(height * scale) });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const [head, data = ''] = canvas.toDataURL('image/png').split(',');
  if (head !== 'data:image/png;base64') throw new Error('the picture is too large for a PNG. Save it as SVG.');
  return data;
}
