// A picture of one's own: drawn by mouse, finger or keys, dropped, or chosen from a file.
import { draw, nats, picture, strip } from './show.js';

const SIZE = 224;
const STEP = 8;

export function ownPicture(rows, model, pad, { clear, file, result, say }) {
  const pen = pad.getContext('2d', { willReadFrequently: true });
  let last = null; // where a line goes on
  let key = null; // where the keys are, and whether they draw

  const wipe = () => { pen.fillStyle = '#000'; pen.fillRect(0, 0, SIZE, SIZE); };
  const line = (from, to) => {
    Object.assign(pen, { lineWidth: 18, lineCap: 'round', strokeStyle: '#fff' });
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };
  const judge = async () => {
    const values = picture(rows.data, pad);
    const [again] = await model.reconstruct([values]);
    if (!again) return;
    const [judged] = await model.score([values]);
    result.replaceChildren(strip(draw(rows.data, values, 112, 'as the model sees it'), draw(rows.data, again, 112, 'reconstructed')), nats(judged));
  };
  const take = async blob => {
    try {
      const image = await createImageBitmap(blob);
      pen.drawImage(image, 0, 0, SIZE, SIZE);
      judge();
    } catch { say('that is no picture that this browser can read'); }
  };

  const at = e => [e.offsetX * SIZE / pad.clientWidth, e.offsetY * SIZE / pad.clientHeight];
  pad.onpointerdown = e => { pad.setPointerCapture(e.pointerId); last = at(e); };
  pad.onpointermove = e => {
    if (!last) return;
    const next = at(e);
    line(last, next);
    last = next;
  };
  pad.onpointerup = () => { last = null; judge(); };
  pad.onkeydown = e => {
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    key ||= { x: SIZE / 2, y: SIZE / 4, down: false };
    if (moves[e.key]) {
      const next = { ...key, x: Math.min(SIZE, Math.max(0, key.x + moves[e.key][0])), y: Math.min(SIZE, Math.max(0, key.y + moves[e.key][1])) };
      if (key.down) line([key.x, key.y], [next.x, next.y]);
      key = next;
    } else if (e.key === ' ') {
      key.down = !key.down;
      if (key.down) line([key.x, key.y], [key.x, key.y]); else judge();
    } else if (e.key === 'Enter') {
      judge();
    } else return;
    pad.setAttribute('aria-label', `drawing pad, pen ${key.down ? 'down' : 'up'} at ${key.x}, ${key.y}`);
    e.preventDefault();
  };
  clear.onclick = () => { wipe(); key = null; result.replaceChildren(); };
  file.onchange = () => file.files[0] && take(file.files[0]);
  document.ondragover = e => e.preventDefault();
  document.ondrop = e => { e.preventDefault(); if (e.dataTransfer.files[0]) take(e.dataTransfer.files[0]); };
  wipe();
}
